import type { DeviceView, Transform, Write } from "../rule.ts";
import { prefixesOf, ROOT } from "../template.ts";
import { unrepresentable } from "./scalar.ts";
import type { Layout } from "../placed.ts";

/** Rows a reference may point to, by row variable; a native object is looked up in this order. */
const KINDS: Readonly<Record<"interface" | "layer1", readonly string[]>> = {
  interface: ["wip", "eth", "usb", "ssid", "lanip", "weth"],
  layer1: ["wip", "eth", "usb", "radio", "lanip", "weth"],
};

const LAN_INTERFACE = "LANHostConfigManagement.IPInterface.";

/** A native object reference as a TR-181 one. What cannot be bound reads empty and lossy. */
export function reference(kind: keyof typeof KINDS): Transform {
  return {
    gathers: false,
    read: ({ sources }, { layout }) => {
      const text = sources[0]?.value.trim().replace(/\.$/, "") ?? "";
      if (text === "") return { value: "" };
      const target = targetOf(text, kind, layout);
      return target === undefined ? { value: "", kind: "lossy" } : { value: target };
    },
    write: (value, { sources }, device) => {
      const native = value === "" ? "" : nativeOf(value, device);
      return sources.map((source): Write => [source.path, native]);
    },
  };
}

/** A list of LAN layer-2 interfaces: the IP interface of their LANDevice. */
export function interfaceList(): Transform {
  return {
    gathers: false,
    read: ({ placed }, { layout }) => {
      const lan = placed === undefined ? undefined : prefixesOf(placed.source)[1];
      const target = layout.named("lanip", lan ?? "")?.target;
      return { value: target === undefined ? "" : target.slice(0, -1), kind: "lossy" };
    },
  };
}

function targetOf(text: string, kind: keyof typeof KINDS, layout: Layout): string | undefined {
  if (!text.startsWith(ROOT)) return undefined;
  const path = `${text.slice(ROOT.length)}.`;
  const lan = path.includes(LAN_INTERFACE) ? path.slice(0, path.indexOf(LAN_INTERFACE)) : undefined;
  for (const variable of KINDS[kind]) {
    const found = layout.named(variable, variable === "lanip" ? (lan ?? "") : path);
    if (found !== undefined) return found.target.slice(0, -1);
  }
  return undefined;
}

/** The native path (no dot at its end) a TR-181 interface reference means. */
function nativeOf(value: string, device: Pick<DeviceView, "layout">): string {
  const row = device.layout
    .behind(`${value.replace(/\.$/, "")}.`)
    .find((entry) => KINDS.interface.includes(entry.row.variable) || entry.row.variable === "radio");
  if (row === undefined) throw unrepresentable("the reference leads to nothing the device can name");
  if (row.row.variable !== "lanip") return ROOT + row.source.slice(0, -1);
  const first = [...device.layout.objects.keys()].find((path) =>
    path.startsWith(`${row.source}${LAN_INTERFACE}`),
  );
  if (first === undefined) throw unrepresentable("the LAN interface has no address row on the device");
  return ROOT + (prefixesOf(first)[4] ?? first).slice(0, -1);
}
