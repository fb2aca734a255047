/** Counters and gauges as rooms see them; labels are bounded, never a device id. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}

export const unmetered: Metrics = { count() {}, gauge() {} };
