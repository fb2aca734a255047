import { canonicalOrText, Fault, listItems, listOf, type NativeValue } from "#core";
import type { DeviceView, Draft, Transform, Write } from "../rule.ts";
import { unrepresentable } from "./scalar.ts";

/** NTPServer1..5 as one list: reading drops empty ones, writing fills from the first on and empties the rest. */
export function serverList(): Transform {
  return {
    gathers: true,
    read: ({ sources }) => ({
      value: listOf(sources.map((source) => source.value.trim()).filter((server) => server !== "")),
    }),
    write: (value, { sources }) => {
      const servers = listItems(value);
      if (servers.length > sources.length)
        throw unrepresentable(`the device holds ${sources.length} servers`);
      return sources
        .map((source, index): Write => [source.path, servers[index] ?? ""])
        .filter(([, server], index) => server !== "" || sources[index]?.value !== "");
    },
  };
}

/** One DNS server of a connection's list; writable when it was entered by hand. */
export function dnsRow(): Transform {
  return {
    gathers: false,
    read: ({ sources, placed }) => {
      const value = listItems(sources[0]?.value ?? "")[placed?.item ?? 0];
      return value === undefined ? undefined : { value };
    },
    write: (value, { sources, placed }) => {
      const [source] = sources;
      if (source === undefined) return [];
      return [
        [
          source.path,
          listOf(listItems(source.value).map((server, index) => (index === placed?.item ? value : server))),
        ],
      ];
    },
    writable: (draft, device) =>
      draft.placed !== undefined && serverType(draft.placed.source, device) === "Static",
  };
}

/** Where a connection has its DNS servers from: Device.DNS.Client.Server.{i}.Type. */
export function serverType(
  connection: string,
  device: Pick<DeviceView, "text">,
): "IPCP" | "DHCPv4" | "Static" {
  if (connection.includes("WANPPPConnection.")) return "IPCP";
  return device.text(`${connection}AddressingType`) === "DHCP" ? "DHCPv4" : "Static";
}

/** True when any source is; false makes all false, true is unambiguous only with one source or when it holds already. */
export function anyOf(): Transform {
  return {
    gathers: true,
    read: ({ sources }) => ({ value: String(sources.some(isTrue)) }),
    write: (value, { sources }) => {
      if (value === "true" && sources.some(isTrue)) return [];
      if (value === "true" && sources.length > 1)
        throw new Fault("parameter.value", { detail: "write Enable of one pool" });
      return sources.map((source): Write => [source.path, value]);
    },
  };
}

export function isTrue(source: NativeValue): boolean {
  return canonicalOrText("boolean", source.value) === "true";
}

/** The rows of the target table are counted, whatever number the source carries. */
export function rowCount(): Transform {
  return { gathers: true, read: () => undefined };
}

/** Secrets and actions: written as given, never read. */
export function hidden(): Transform {
  return {
    gathers: false,
    read: () => ({ value: "" }),
    write: (value, { sources }: Draft) => sources.map((source): Write => [source.path, value]),
  };
}
