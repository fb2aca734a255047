/** An event a CPE has to tell. M events carry the CommandKey of what they end. */
export interface CpeEvent {
  readonly code: string;
  readonly commandKey: string;
}

/** Events that count as told only with the TransferCompleteResponse. */
const AFTER_TRANSFER = /^(?:7 |M (?:Download|ScheduleDownload|Upload)$)/;

/** What a CPE still has to tell its ACS, each event once. */
export class PendingEvents {
  readonly #events = new Map<string, CpeEvent>();

  add(code: string, commandKey = ""): void {
    if (code === "0 BOOTSTRAP") this.#events.clear();
    this.#events.set(`${code}\n${commandKey}`, { code, commandKey });
  }

  get all(): readonly CpeEvent[] {
    return [...this.#events.values()];
  }

  get empty(): boolean {
    return this.#events.size === 0;
  }

  /** The InformResponse came: everything told is delivered, but for the events of transfers. */
  delivered(told: readonly CpeEvent[]): void {
    for (const { code, commandKey } of told)
      if (!AFTER_TRANSFER.test(code)) this.#events.delete(`${code}\n${commandKey}`);
  }

  /** The TransferCompleteResponse of one transfer came. */
  transferred(commandKey: string, more: boolean): void {
    for (const method of ["Download", "ScheduleDownload", "Upload"])
      this.#events.delete(`M ${method}\n${commandKey}`);
    if (!more) this.#events.delete("7 TRANSFER COMPLETE\n");
  }

  /** A session failed: a connection request is not repeated. */
  failed(): void {
    this.#events.delete("6 CONNECTION REQUEST\n");
  }

  /** The device lost its memory. */
  clear(): void {
    this.#events.clear();
  }
}
