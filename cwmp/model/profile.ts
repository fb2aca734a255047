/**
 * A vendor's deviations from TR-098, as data. All fields come on top of the standard rules and win over them; the caller
 * chooses the profile of a device and keeps one compiled mapping per profile.
 */
export interface VendorProfile {
  /** Further rules in the form of `rules.table.ts`: `@group` lines, then source, target, direction, transform by tabs. */
  readonly rules?: string;
  /** Further source values of the value tables, by table name: source value to TR-181 value. */
  readonly enums?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Spellings of WLANConfiguration.Standard: `{ "11bgn": "b,g,n" }`. With them Standard is writable where the device says so. */
  readonly standards?: Readonly<Record<string, string>>;
}
