/** What an agent objects to, in USP's terms. `params` are the parameters that made it fail. [TR-369 12.1] */
export interface UspFault {
  readonly code: number;
  readonly text: string;
  readonly params?: readonly { readonly path: string; readonly code: number }[];
}

const TEXT: Readonly<Record<number, string>> = {
  7000: "Message failed",
  7001: "Message not supported",
  7002: "Request denied",
  7004: "Invalid arguments",
  7005: "Resources exceeded",
  7008: "Invalid path syntax",
  7010: "Unsupported parameter",
  7011: "Invalid type",
  7012: "Invalid value",
  7013: "Parameter is not writable",
  7016: "Object does not exist",
  7018: "Object is not a table",
  7019: "Object may not be created",
  7021: "Failed to set required parameters",
  7022: "Command failure",
  7023: "Command canceled",
  7024: "Object may not be deleted",
  7025: "Unique key already in use",
  7026: "Path is invalid",
  7027: "Invalid command arguments",
};

export function uspFault(code: number, about = "", params?: UspFault["params"]): UspFault {
  const text = about === "" ? uspText(code) : `${uspText(code)}: ${about}`;
  return { code, text, ...(params === undefined ? {} : { params }) };
}

export function uspText(code: number): string {
  return TEXT[code] ?? "Vendor error";
}

export function isFault(result: object): result is UspFault {
  return "code" in result;
}
