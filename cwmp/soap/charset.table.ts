/** Character sets of devices that hold ASCII as it is, by the name of the codec, with the other names devices give them. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  "utf-8": ["utf8", "us-ascii", "ascii"],
  "iso-8859-1": ["iso8859-1", "iso_8859-1", "latin1", "latin-1"],
  "windows-1252": ["cp1252"],
  gbk: ["gb2312", "gb_2312-80", "euc-cn", "cp936", "x-gbk"],
  gb18030: [],
  big5: ["big5-hkscs", "cp950"],
  shift_jis: ["shift-jis", "sjis", "x-sjis", "windows-31j"],
  "euc-jp": [],
  "euc-kr": ["ks_c_5601-1987", "cp949", "windows-949"],
  "koi8-r": [],
  "koi8-u": [],
  "tis-620": ["windows-874"],
  ...numbered("iso-8859-", ["iso8859-", "iso_8859-"], [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16]),
  ...numbered("windows-", ["cp"], [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258]),
};

function numbered(
  name: string,
  others: readonly string[],
  numbers: readonly number[],
): Record<string, readonly string[]> {
  return Object.fromEntries(numbers.map((n) => [`${name}${n}`, others.map((other) => `${other}${n}`)]));
}

/** The codec of a character set by the name a device gives it, lower case. What is not here is refused: UTF-32, UTF-7, EBCDIC. */
export const CHARSETS: ReadonlyMap<string, string> = new Map([
  ...["utf-16", "utf-16le", "utf-16be"].map((name) => [name, "utf-16"] as const),
  ...Object.entries(SETS).flatMap(([codec, names]) => [codec, ...names].map((name) => [name, codec] as const)),
]);
