import type { Endpoint } from "./attribute.table.ts";
import type { StunDraft, StunMessage } from "./message.ts";

/** What is known of a Binding Request besides itself. */
export interface Asking {
  /** Where it came from. */
  readonly source: Endpoint;
  /**
   * `proven`: its MESSAGE-INTEGRITY was made with a password of its user name; `wrong`: with another one; `none`: it has none.
   */
  readonly proof: "proven" | "wrong" | "none";
  /** A device has proved before that it is behind this source. */
  readonly familiar: boolean;
  /** Its user name has passwords: who uses it can be asked for one. */
  readonly named: boolean;
  /** Whether requests without MESSAGE-INTEGRITY are answered at all. */
  readonly required: boolean;
}

export interface StunVerdict {
  readonly answer: StunDraft;
  /** The answer is signed with the password that proved the request. */
  readonly signed: boolean;
  /** `proven`: it came from the device of the user name; `heard`: a CPE is there, whose is not known. */
  readonly source: "proven" | "heard" | "refused";
  /** The address it came from is the one to ring. */
  readonly rings: boolean;
}

const ERRORS = {
  400: "Bad Request",
  401: "Unauthorized",
  420: "Unknown Attribute",
  431: "Integrity Check Failure",
} as const;

/**
 * The answer to one Binding Request. Always to where it came from, with one address, never much larger than the question:
 * nobody can be reached through this server by somebody else. [TR-069a6 G.2.2]
 */
export function answered(request: StunMessage, asking: Asking): StunVerdict {
  const { form, attributes, unknown, transaction } = request;
  const refused = (code: keyof typeof ERRORS, more: StunDraft["attributes"] = {}): StunVerdict => ({
    answer: {
      kind: "error",
      transaction,
      form,
      attributes: { errorCode: { code, reason: ERRORS[code] }, ...more },
    },
    signed: false,
    source: "refused",
    rings: false,
  });
  if (form === "modern" && unknown.length > 0)
    return refused(420, { unknownAttributes: unknown.slice(0, 4) });
  if (asking.proof === "wrong") return refused(form === "modern" ? 401 : 431);
  const proven = asking.proof === "proven";
  // A device that can prove itself is asked to, even where others need not.
  if (!proven && !asking.familiar && (asking.required || asking.named)) return refused(401);
  // [TR-069a6 G.2.1.3] Other sockets of the CPE find out how long a mapping lives: they do not carry the attribute.
  const rings = attributes.connectionRequestBinding !== undefined && attributes.responseAddress === undefined;
  const mapped = form === "modern" ? { xorMappedAddress: asking.source } : { mappedAddress: asking.source };
  return {
    answer: { kind: "response", transaction, form, attributes: mapped },
    signed: proven,
    source: proven ? "proven" : "heard",
    rings,
  };
}
