import { Fault, type ParameterSchema } from "#core";
import type { Overlay } from "../overlay.ts";
import type { Transform } from "../rule.ts";
import { CHANNEL, CODECS, COPY, scaled } from "./codec.ts";
import { diagnosticState, enumerated, enumeratedList } from "./enums.ts";
import { firewall } from "./firewall.ts";
import { anyOf, dnsRow, hidden, rowCount, serverList } from "./list.ts";
import { interfaceList, reference } from "./reference.ts";
import { type EnumTable, type Scalar, scalar, type Spread } from "./scalar.ts";
import { band, standards } from "./radio.ts";
import { zone } from "./zone.ts";
import { cipher, mode, modes, wpsStatus } from "./security.ts";

/** What a transform may depend on besides its name. */
export interface TransformContext {
  readonly schema: ParameterSchema;
  readonly enums: ReadonlyMap<string, EnumTable>;
  readonly overlay: Overlay;
  /** Several source rows share the target row. */
  readonly shared: boolean;
}

type Make = (argument: string, context: TransformContext) => Transform;

/** How widely one value is written: to the one source, to all of a shared row, to the one that leads them. */
function spread({ shared, overlay }: TransformContext, always = false): Spread {
  if (!shared && !always) return "one";
  return overlay.radioMaster === "first" ? "first" : "all";
}

const FAMILIES: Readonly<Record<string, Make>> = {
  scale: (factor, context) =>
    scalar(context.schema.type, scaled(Number(factor), context.schema.min), spread(context)),
  enum: (name, context) => scalar(context.schema.type, enumOf(name, context), spread(context)),
  enumlist: (name, context) =>
    scalar(context.schema.type, enumeratedList(tableOf(name, context)), spread(context)),
  fanout: (name, context) =>
    scalar(context.schema.type, name === "channel" ? CHANNEL : COPY, spread(context, true)),
  ref: (kind) =>
    kind === "interfaceList" ? interfaceList() : reference(kind === "layer1" ? "layer1" : "interface"),
  join: () => serverList(),
  rows: () => dnsRow(),
  or: () => anyOf(),
  count: () => rowCount(),
  secret: () => hidden(),
  trigger: () => hidden(),
  wlanStandard: (_name, context) => standards(context.overlay),
  derive: (_name, context) => band(context.overlay),
  zone: () => zone(),
  compound: (name, context) => compound(name, context),
};

/** The transform a rule names; the empty name copies. */
export function transformOf(name: string, context: TransformContext): Transform {
  const codec = CODECS.get(name);
  if (codec !== undefined) return scalar(context.schema.type, codec, spread(context));
  const [family = "", argument = ""] = name.split(":");
  const make = FAMILIES[family];
  if (make === undefined) throw new Fault("internal", { detail: `no transform ${name}` });
  return make(argument, context);
}

function enumOf(name: string, context: TransformContext): Scalar {
  const table = tableOf(name, context);
  return name.startsWith("diag") ? diagnosticState(table) : enumerated(table, context.schema.enum);
}

function tableOf(name: string, { enums }: TransformContext): EnumTable {
  const table = enums.get(name);
  if (table === undefined) throw new Fault("internal", { detail: `no value table ${name}` });
  return table;
}

function compound(name: string, { schema }: TransformContext): Transform {
  switch (name) {
    case "wlanSecurity":
      return mode();
    case "wlanCipher":
      return cipher();
    case "wlanModes":
      return modes(schema.enum ?? []);
    case "wpsStatus":
      return wpsStatus();
    case "firewallOff":
      return firewall(schema.type === "boolean");
    default:
      throw new Fault("internal", { detail: `no compound ${name}` });
  }
}
