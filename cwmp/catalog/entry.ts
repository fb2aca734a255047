/** What devices of one model and firmware told of their data model. */
export interface ModelEntry {
  /** Parameters an answer may have, as the last of them bore it. */
  readonly pace?: number;
  /** Parameters below each object, with `{i}` for instances, in the last device that was read whole. */
  readonly weights: Readonly<Record<string, number>>;
}
