/**
 * Rules the facts give only in words, in the form of `rules.table.ts`; they stand above those. The time zone: LocalTimeZone
 * (an offset) is read when LocalTimeZoneName (POSIX) is empty or absent. Channel 0 means automatic and is no channel.
 */
export const SUPPLEMENT = `@Time.
LocalTimeZoneName	Time.LocalTimeZone	rw	zone
LocalTimeZone	Time.LocalTimeZone	rw	zone
@LANDevice.{l}.WLANConfiguration.{w}.
Channel	WiFi.Radio.{radio}.Channel	rw	fanout:channel`;

/** Tables of which one row alone is mapped: the first, or the one a leaf beside the table names (the first without it). */
export const ONE_ROW: Readonly<Record<string, string>> = {
  "LANDevice.{}.WLANConfiguration.{}.PreSharedKey.{}.": "",
  "LANDevice.{}.WLANConfiguration.{}.WEPKey.{}.": "WEPKeyIndex",
};
