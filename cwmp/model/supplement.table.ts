/**
 * Rules the facts give only in words, in the form of `rules.table.ts`; they stand above those. The time zone: LocalTimeZone
 * (an offset) is read when LocalTimeZoneName (POSIX) is empty or absent.
 */
export const SUPPLEMENT = `@Time.
LocalTimeZoneName	Time.LocalTimeZone	rw	zone
LocalTimeZone	Time.LocalTimeZone	rw	zone`;
