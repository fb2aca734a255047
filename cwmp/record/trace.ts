/** One thing that happened in a session; `t`: ms since the epoch. */
export type Entry =
  | { readonly t: number; readonly d: "cpe"; readonly type: string | undefined; readonly body: Buffer }
  | { readonly t: number; readonly d: "acs"; readonly status: number; readonly body: string }
  | {
      readonly t: number;
      readonly d: "gateway";
      readonly call: string;
      readonly gave?: unknown;
      readonly threw?: string;
    }
  | { readonly t: number; readonly d: "work" };

/** What one session has said and heard so far, as it is in memory: nothing is copied or looked into before it is kept. */
export class Trace {
  readonly startedAt: number;
  readonly entries: Entry[] = [];
  /** Where the next message of the CPE belongs: what is noted while it is worked on comes after it. */
  from = 0;
  bytes = 0;
  exchanges = 0;
  faulty = false;
  cut = false;

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }
}
