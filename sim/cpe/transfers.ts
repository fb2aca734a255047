/** A file transfer a CPE was asked for. */
export interface Transfer {
  readonly commandKey: string;
  /** The RPC that asked for it: what its M event is called. */
  readonly method: "Download" | "ScheduleDownload" | "Upload";
  readonly fileType: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly delayMs: number;
}

/** One transfer of the device's queue. [TR-069a6 A.4.1.7] */
export interface Queued {
  readonly transfer: Transfer;
  state: "waiting" | "running" | "told";
  readonly abort: AbortController;
}

/** The transfers a CPE has accepted and not yet told the end of. They outlive a reboot. */
export class TransferQueue {
  readonly #queued: Queued[] = [];

  add(transfer: Transfer): void {
    this.#queued.push({ transfer, state: "waiting", abort: new AbortController() });
  }

  get all(): readonly Queued[] {
    return this.#queued;
  }

  of(commandKey: string): Queued | undefined {
    return this.#queued.find(({ transfer }) => transfer.commandKey === commandKey);
  }

  /** False when it is over already, or none. */
  cancel(commandKey: string): boolean {
    const queued = this.of(commandKey);
    if (queued === undefined || queued.state === "told") return false;
    queued.abort.abort();
    this.remove(commandKey);
    return true;
  }

  remove(commandKey: string): void {
    const at = this.#queued.findIndex(({ transfer }) => transfer.commandKey === commandKey);
    if (at >= 0) this.#queued.splice(at, 1);
  }

  clear(): void {
    for (const { abort } of this.#queued.splice(0)) abort.abort();
  }
}
