import type { Log } from "#core";
import { createFleet, type Fleet, type FleetOptions } from "./fleet.ts";

/** What the command line asks for. */
export interface RunSimOptions extends FleetOptions {
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Runs a fleet until the signal aborts. Resolves when everything is closed. */
export async function runSim(options: RunSimOptions): Promise<void> {
  const { log, signal } = options;
  const fleet = createFleet(options);
  const stopped = new Promise<void>((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
  log.info(
    {
      cwmp: options.cwmp,
      usp: options.usp,
      dual: options.dual ?? 0,
      websocket: options.websocket ?? 0,
      acsUrl: options.acsUrl,
    },
    "simulated fleet starting",
  );
  const started = fleet.start().then(() => log.info(reachOf(fleet), "simulated fleet is up"));
  if (!signal.aborted) await Promise.race([stopped, started.then(() => stopped)]);
  await fleet.stop();
  log.info({}, "simulated fleet stopped");
}

function reachOf(fleet: Fleet): {
  readonly cpes: number;
  readonly served: number;
  readonly agents: number;
  readonly connected: number;
} {
  const served = fleet.cpes.filter((cpe) =>
    cpe.journal.of("session").some(({ facts }) => facts["outcome"] === "done"),
  ).length;
  const connected = fleet.agents.filter((agent) => agent.connected).length;
  return { cpes: fleet.cpes.length, served, agents: fleet.agents.length, connected };
}
