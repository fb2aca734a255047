/**
 * A vendor's deviations from TR-098, as data. All fields come on top of the standard rules and win over them; the caller
 * chooses the overlay of a device and keeps one compiled mapping per overlay.
 */
export interface Overlay {
  /** Further rules in the form of `rules.table.ts`: `@group` lines, then source, target, direction, transform by tabs. */
  readonly rules?: string;
  /** Further source values of the value tables, by table name: source value to TR-181 value. */
  readonly enums?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Spellings of WLANConfiguration.Standard: `{ "11bgn": "b,g,n" }`. With them Standard is writable where the device says so. */
  readonly standards?: Readonly<Record<string, string>>;
  /** A leaf of WLANConfiguration that names the band, and its spellings; it counts before channel and standard. */
  readonly band?: BandLeaf;
  /** Of the WLANConfigurations of one radio the device takes its settings from the first alone. */
  readonly radioMaster?: "first";
}

export interface BandLeaf {
  readonly leaf: string;
  readonly values: Readonly<Record<string, "2.4GHz" | "5GHz">>;
}
