import { Fault } from "#core";

/** Why a body is refused as XML. `charset` and `size` have HTTP statuses of their own (415, 413). */
export type XmlReason =
  | "attributes"
  | "characterReference"
  | "charset"
  | "depth"
  | "doctype"
  | "duplicateAttribute"
  | "elements"
  | "empty"
  | "entity"
  | "mismatch"
  | "nul"
  | "roots"
  | "size"
  | "syntax"
  | "text"
  | "truncated";

/** `offset`: characters into the decoded document. */
export function xmlFault(reason: XmlReason, offset: number): Fault {
  return new Fault("cwmp.xml", { reason, offset, detail: `${reason} at ${offset}` });
}
