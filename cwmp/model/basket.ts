import { canonicalOrText, checkValue, Fault } from "#core";
import type { NativeSetting, Values } from "./mapping.ts";
import { type NativeModel, wireType } from "./native.ts";
import type { Write } from "./rule.ts";
import { parentOf, ROOT, templateOf } from "./template.ts";
import { unrepresentable } from "./transform/scalar.ts";

/** A leaf that has to be written along with another. */
interface Companion {
  /** Source template of the leaf that causes it, relative to the root. */
  readonly of: RegExp;
  readonly when?: string;
  readonly leaf: string;
  readonly value: "true" | "false";
}

/** Each is written only when the device has the leaf and it reads the opposite, before the leaf that causes it. */
const COMPANIONS: readonly Companion[] = [
  { of: /\.WLANConfiguration\.\{\}\.Channel$/, leaf: "AutoChannelEnable", value: "false" },
  {
    of: /\.WLANConfiguration\.\{\}\.Enable$/,
    when: "true",
    leaf: "BeaconAdvertisementEnabled",
    value: "true",
  },
  { of: /\.WAN(?:IP|PPP)Connection\.\{\}\.MACAddress$/, leaf: "MACAddressOverride", value: "true" },
  {
    of: /\.LANHostConfigManagement\.(?:DHCPServerEnable|MinAddress|MaxAddress|ReservedAddresses|SubnetMask|DNSServers|DomainName|IPRouters|DHCPLeaseTime)$/,
    leaf: "DHCPServerConfigurable",
    value: "true",
  },
];

/** Leaves that start something: they follow all others of their call. */
const LAST = /\.(?:(?:Loop)?DiagnosticsState|PortMappingEnabled)$/;

/** The native leaves one SetParameterValues is to write. Nothing is written twice, nothing contradicts. */
export class Basket {
  readonly #values: Values;
  readonly #model: NativeModel;
  readonly #entries = new Map<string, { readonly value: string; readonly targets: string[] }>();

  constructor(values: Values, model: NativeModel) {
    this.#values = values;
    this.#model = model;
  }

  /**
   * Takes all writes of one TR-181 parameter, or none: throws `parameter.unrepresentable` when the TR-098 model does not
   * allow a value, `parameter.conflict` when another parameter of the request wants another value of the same leaf.
   */
  add(target: string, writes: readonly Write[]): void {
    const all = writes.flatMap((write) => [...this.#companions(write), write]);
    for (const [path, value] of all) {
      this.#check(path, value);
      const other = this.#entries.get(path);
      if (other !== undefined && other.value !== value) {
        throw new Fault("parameter.conflict", {
          detail: `${other.targets.join(", ")} writes ${path} too, with another value`,
        });
      }
    }
    for (const [path, value] of all) {
      const known = this.#entries.get(path);
      if (known === undefined) this.#entries.set(path, { value, targets: [target] });
      else known.targets.push(target);
    }
  }

  settings(): NativeSetting[] {
    const settings = [...this.#entries].map(([name, { value, targets }]): NativeSetting => {
      const type = this.#type(name);
      return {
        name,
        type,
        value: type === "xsd:boolean" ? this.#spell(name, value) : value,
        targets: [...new Set(targets)],
      };
    });
    return [
      ...settings.filter(({ name }) => !LAST.test(name)),
      ...settings.filter(({ name }) => LAST.test(name)),
    ];
  }

  #companions([path, value]: Write): Write[] {
    const template = templateOf(path);
    return COMPANIONS.filter(({ of, when }) => of.test(template) && (when === undefined || when === value))
      .filter((companion) => {
        const current = this.#values.get(parentOf(path) + companion.leaf)?.value;
        return current !== undefined && canonicalOrText("boolean", current) !== companion.value;
      })
      .map((companion): Write => [parentOf(path) + companion.leaf, companion.value]);
  }

  #check(path: string, value: string): void {
    const rule = this.#model.leaves.get(templateOf(path.slice(ROOT.length)));
    if (rule === undefined) return;
    try {
      checkValue(rule, value);
    } catch (error) {
      throw unrepresentable(error instanceof Fault ? error.facts.detail : undefined);
    }
  }

  /** As the wire named it; devices check what they are sent against their own types. */
  #type(path: string): string {
    const named = this.#values.get(path)?.type ?? this.#sibling(path)?.type ?? "";
    if (named !== "") return `xsd:${named}`;
    const rule = this.#model.leaves.get(templateOf(path.slice(ROOT.length)));
    return rule === undefined ? "xsd:string" : wireType(rule.type);
  }

  /** A boolean in the device's own spelling: `1` or `true`. */
  #spell(path: string, value: string): string {
    const current = this.#values.get(path)?.value ?? this.#sibling(path)?.value;
    if (current === "true" || current === "false") return value;
    return value === "true" ? "1" : "0";
  }

  /** The same leaf in another row of the table, for a row that is not there yet. */
  #sibling(path: string): { readonly type: string; readonly value: string } | undefined {
    const cut = path.indexOf("{}");
    if (cut < 0) return undefined;
    const rest = path.slice(cut + 2);
    for (const native of this.#values.values()) {
      if (native.path.startsWith(path.slice(0, cut)) && native.path.endsWith(rest)) return native;
    }
    return undefined;
  }
}
