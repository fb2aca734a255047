import { rangeOf, typeOfLetters, type ValueRange, type ValueRule, type ValueType } from "#core";
import { TR098 } from "./tr098.table.ts";

/** What InternetGatewayDevice:1.14 says of a leaf. */
export interface NativeRule extends ValueRule {
  readonly writable: boolean;
  /** Reads as empty whatever it holds. */
  readonly hidden: boolean;
}

/** The TR-098 model by template path relative to the root (`LANDevice.{}.WLANConfiguration.{}.SSID`). */
export interface NativeModel {
  readonly leaves: ReadonlyMap<string, NativeRule>;
  /** Tables whose rows AddObject and DeleteObject take; rows end in `{}.` */
  readonly creatable: ReadonlySet<string>;
}

const XSD: Readonly<Record<string, string>> = {
  string: "xsd:string",
  boolean: "xsd:boolean",
  int: "xsd:int",
  unsignedInt: "xsd:unsignedInt",
  long: "xsd:long",
  unsignedLong: "xsd:unsignedLong",
  dateTime: "xsd:dateTime",
  base64: "xsd:base64Binary",
  hexBinary: "xsd:hexBinary",
  decimal: "xsd:decimal",
};

/** Limits the text of the model states and its schema does not. */
const TEXT_LIMITS: Readonly<Record<string, ValueRange>> = { InternalPort: { min: 1, max: 65_535 } };

/** The type as SetParameterValues names it; lists are strings on the wire. */
export function wireType(type: ValueType): string {
  return XSD[type] ?? "xsd:string";
}

export function nativeModel(): NativeModel {
  const enums: string[][] = [];
  const leaves = new Map<string, NativeRule>();
  const creatable = new Set<string>();
  let object = "";
  for (const line of TR098.split("\n")) {
    const columns = line.split("\t");
    const head = columns[0] ?? "";
    if (head.startsWith("#")) enums.push((columns[1] ?? "").split("|"));
    else if (head.startsWith("@")) {
      object = head.slice(1);
      if (columns[1] === "w") creatable.add(object);
    } else leaves.set(object + head, leafRule(head, columns, enums));
  }
  return { leaves, creatable };
}

function leafRule(
  name: string,
  [, kind = "s/r", ...marks]: readonly string[],
  enums: readonly string[][],
): NativeRule {
  const [type = "s", access] = kind.split("/");
  const ranges = marks.filter((mark) => mark.startsWith("r")).map((mark) => rangeOf(mark.slice(1)));
  const limit = TEXT_LIMITS[name];
  const values = marks.find((mark) => mark.startsWith("e"));
  const length = marks.find((mark) => mark.startsWith("L"));
  return {
    type: typeOfLetters(type),
    writable: access === "w",
    hidden: marks.includes("h"),
    ...(limit === undefined && ranges.length === 0 ? {} : { ranges: limit === undefined ? ranges : [limit] }),
    ...(values === undefined ? {} : { enum: enums[Number(values.slice(1))] ?? [] }),
    ...(length === undefined ? {} : { maxLength: Number(length.slice(1)) }),
  };
}
