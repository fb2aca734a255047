import { sleep, type Clock } from "#core";
import type { Tree } from "../tree/tree.ts";
import type { PendingEvents } from "./events.ts";
import { transferCompleteBody } from "./inform.ts";
import type { UnitChange } from "./subject.ts";
import type { Incoming } from "./soap.ts";
import { download, firmwareVersionOf, upload } from "./transfer.ts";
import type { Queued, TransferQueue } from "./transfers.ts";
import { changeUnit, unitsCompleteBody } from "./units.ts";

/** A request of the CPE's own, and what happens when it is answered. */
export interface Saying {
  readonly body: string;
  readonly done: (incoming: Incoming) => void;
}

export interface ChoresHost {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly transfers: TransferQueue;
  /** ms a piece of work takes at least */
  readonly workMs: number;
  readonly record: (what: string, facts: Record<string, unknown>) => void;
  readonly signal: () => AbortSignal;
  readonly events: PendingEvents;
  readonly wake: () => void;
  /** A firmware image was written. */
  readonly flashed: (version: string | undefined) => void;
}

/** What a CPE works on between its sessions, and owes its ACS the end of: told again until it is answered. */
export class Chores {
  readonly #host: ChoresHost;
  readonly #owed: Saying[] = [];

  constructor(host: ChoresHost) {
    this.#host = host;
  }

  owed(): Saying | undefined {
    const [first] = this.#owed;
    if (first === undefined) return undefined;
    const done = (incoming: Incoming) => {
      this.#owed.shift();
      first.done(incoming);
    };
    return { body: first.body, done };
  }

  /** Begins a transfer that was queued. */
  begin(commandKey: string): void {
    const queued = this.#host.transfers.of(commandKey);
    if (queued !== undefined) this.#attend(this.#transfer(queued));
  }

  /** What was under way when the power went is begun again. */
  resume(): void {
    for (const queued of this.#host.transfers.all)
      if (queued.state === "running") this.#attend(this.#transfer(queued));
  }

  forget(): void {
    this.#owed.length = 0;
    this.#host.transfers.clear();
  }

  changeUnits(changes: readonly UnitChange[], commandKey: string): void {
    this.#attend(this.#changeUnits(changes, commandKey));
  }

  #attend(work: Promise<void>): void {
    work.catch((error: unknown) => this.#host.record("broken", { error }));
  }

  async #transfer(queued: Queued): Promise<void> {
    const { transfer } = queued;
    const { clock, tree, events, record, workMs } = this.#host;
    queued.state = "running";
    const signal = AbortSignal.any([this.#host.signal(), queued.abort.signal]);
    const order = { ...transfer, delayMs: Math.max(transfer.delayMs, workMs) };
    const config = () =>
      tree
        .under(tree.plan.root)
        .map((path) => `${path}=${tree.shown(path)}`)
        .join("\n");
    const result =
      transfer.method === "Upload"
        ? await upload(order, config(), clock, signal)
        : await download(order, clock, signal);
    if (signal.aborted) return;
    queued.state = "told";
    this.#owe(transferCompleteBody(result), (answer) => this.#told(transfer.commandKey, answer));
    record("transferred", {
      kind: result.kind,
      commandKey: result.commandKey,
      fileType: transfer.fileType,
      faultCode: result.faultCode,
      bytes: result.file?.length ?? 0,
    });
    events.add("7 TRANSFER COMPLETE");
    events.add(`M ${transfer.method}`, transfer.commandKey);
    const isFirmware = transfer.fileType.startsWith("1 Firmware");
    if (isFirmware && result.file !== undefined)
      this.#host.flashed(firmwareVersionOf(transfer.url, result.file));
    else this.#host.wake();
  }

  #told(commandKey: string, answer: string): void {
    const { transfers, events, record } = this.#host;
    transfers.remove(commandKey);
    events.transferred(
      commandKey,
      transfers.all.some(({ state }) => state === "told"),
    );
    record("transferComplete", { commandKey, answer });
  }

  #owe(body: string, told: (answer: string) => void): void {
    this.#owed.push({ body, done: ({ method }) => told(method) });
  }

  async #changeUnits(changes: readonly UnitChange[], commandKey: string): Promise<void> {
    const { clock, tree, events, record, workMs } = this.#host;
    const signal = this.#host.signal();
    await sleep(clock, workMs, signal).catch(() => undefined);
    const results = [];
    for (const change of changes) results.push(await changeUnit(tree, change, clock, signal));
    if (signal.aborted) return;
    this.#owe(unitsCompleteBody(results, commandKey), (answer) =>
      record("unitsComplete", { commandKey, answer }),
    );
    events.add("11 DU STATE CHANGE COMPLETE");
    events.add("M ChangeDUState", commandKey);
    this.#host.wake();
  }
}
