/** How a kind of CPE spells its envelopes; every row was seen on the wire. */
export interface Dialect {
  /** Prefixes of the SOAP envelope and of the SOAP encoding. */
  readonly envelope: string;
  readonly encoding: string;
  readonly namespace: string;
  /** XML declaration, with its line end; empty: none. */
  readonly declaration: string;
  /** Carries a SOAP Header with the ID. */
  readonly header: boolean;
  /** Spelling of `true` and `false` in Writable and in values of type boolean. */
  readonly booleans: readonly [yes: string, no: string];
  readonly writable: readonly [yes: string, no: string];
  /** Digits of the count in arrayType, zero padded. */
  readonly countDigits: number;
  /** AccessList tells its type and count. */
  readonly typedAccessList: boolean;
  readonly quote: '"' | "'";
  /** One element a line. */
  readonly lines: boolean;
  /** `<X />` or `<X/>` or `<X></X>` for an empty element. */
  readonly empty: "spaced" | "short" | "long";
  /** Header lines of a request, `Content-Length`, `Host`, cookies and credentials aside. */
  readonly http: readonly string[];
}

export const DIALECT = {
  /** easycwmp 1.8.6: its own prefixes, indentation, an empty SOAPAction. */
  easycwmp: {
    envelope: "soap_env",
    encoding: "soap_enc",
    namespace: "urn:dslforum-org:cwmp-1-2",
    declaration: '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n',
    header: true,
    booleans: ["1", "0"],
    writable: ["1", "0"],
    countDigits: 1,
    typedAccessList: false,
    quote: '"',
    lines: true,
    empty: "spaced",
    http: ["User-Agent: easycwmp", 'Content-Type: text/xml; charset="utf-8"', "SOAPAction:"],
  },
  /** cwmp-sim: one line, CWMP 1.0, true and false. */
  compact: {
    envelope: "soap-env",
    encoding: "soap-enc",
    namespace: "urn:dslforum-org:cwmp-1-0",
    declaration: '<?xml version="1.0" encoding="UTF-8"?>\n',
    header: true,
    booleans: ["true", "false"],
    writable: ["true", "false"],
    countDigits: 1,
    typedAccessList: true,
    quote: '"',
    lines: false,
    empty: "short",
    http: ["User-Agent: CWMP/1.0", 'Content-Type: text/xml; charset="utf-8"'],
  },
  /** ZyXEL VMG8924: upper-case prefixes, zero-padded counts. */
  zyxel: {
    envelope: "SOAP-ENV",
    encoding: "SOAP-ENC",
    namespace: "urn:dslforum-org:cwmp-1-0",
    declaration: "",
    header: true,
    booleans: ["1", "0"],
    writable: ["1", "0"],
    countDigits: 4,
    typedAccessList: true,
    quote: '"',
    lines: true,
    empty: "long",
    http: ["User-Agent: ZyXEL", "Content-Type: text/xml", "SOAPAction: "],
  },
  /** MikroTik RouterOS 6: no Header at all, single quotes. */
  mikrotik: {
    envelope: "soapenv",
    encoding: "soap",
    namespace: "urn:dslforum-org:cwmp-1-0",
    declaration: "",
    header: false,
    booleans: ["true", "false"],
    writable: ["true", "false"],
    countDigits: 1,
    typedAccessList: true,
    quote: "'",
    lines: false,
    empty: "long",
    http: ["User-Agent: MikroTik", "Content-Type: text/xml; charset=utf-8"],
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECT;
