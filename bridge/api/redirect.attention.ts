import type { Clock, DeviceRecord } from "#core";
import type { DevicePage, DeviceQuery } from "../state/query.types.ts";

/** Devices that are sent to another ACS while operations wait for them here. `since`: ms. */
export interface Stranded {
  readonly count: number;
  readonly since: number;
}

/** Nobody is asked more often, ms, and no more devices are looked at. */
const EVERY_MS = 15_000;
const LOOK = 5000;
const PAGE = 1000;

/** Counts them now and then, not at every look. Undefined: there is none. */
export function strandedDevices(
  list: (query: DeviceQuery) => Promise<DevicePage>,
  clock: Clock,
): () => Promise<Stranded | undefined> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let found: Stranded | undefined;
  return async () => {
    if (clock.now() - lookedAt < EVERY_MS) return found;
    lookedAt = clock.now();
    const count = await counted(list);
    found = count === 0 ? undefined : { count, since: found?.since ?? clock.now() };
    return found;
  };
}

async function counted(list: (query: DeviceQuery) => Promise<DevicePage>): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  for (let looked = 0; looked < LOOK; looked += PAGE) {
    const page = await list({
      filter: STRANDED,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    count += page.items.filter(hasWork).length;
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return count;
}

/** The devices of all redirects. */
export const STRANDED = "redirect.state:*";

function hasWork({ operations: { queued, running } }: DeviceRecord): boolean {
  return queued + running > 0;
}
