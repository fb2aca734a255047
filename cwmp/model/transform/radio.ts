import { listOf, type NativeValue } from "#core";
import { bandOfConfiguration } from "../band.ts";
import type { BandLeaf, Overlay } from "../overlay.ts";
import type { DeviceView, Draft, Reading, Transform, Write } from "../rule.ts";
import { parentOf, ROOT } from "../template.ts";
import { unrepresentable } from "./scalar.ts";

const STANDARDS: Readonly<Record<string, readonly string[]>> = {
  a: ["a"],
  b: ["b"],
  g: ["b", "g"],
  "g-only": ["g"],
};

/** WLANConfiguration.Standard as OperatingStandards; writable only in a vendor's own spelling. */
export function standards(overlay: Overlay): Transform {
  const vendor = Object.entries(overlay.standards ?? {});
  return {
    gathers: true,
    depends: ["Channel"],
    read: (draft, device) => {
      const value = standardsOf(draft, device, overlay);
      return value === undefined ? undefined : { value, kind: "lossy" };
    },
    ...(vendor.length === 0
      ? {}
      : {
          write: (value, { sources }) => {
            const spelling = vendor.find(([, list]) => list === value)?.[0];
            if (spelling === undefined) throw unrepresentable();
            const written = overlay.radioMaster === "first" ? sources.slice(0, 1) : sources;
            return written.map((source): Write => [source.path, spelling]);
          },
        }),
  };
}

function standardsOf(draft: Draft, device: DeviceView, overlay: Overlay): string | undefined {
  const standard = draft.sources[0]?.value ?? "";
  const vendor = overlay.standards ?? {};
  if (Object.hasOwn(vendor, standard)) return vendor[standard];
  if (standard !== "n")
    return Object.hasOwn(STANDARDS, standard) ? listOf(STANDARDS[standard] ?? []) : undefined;
  // `n` alone in the text of TR-098, a mixed mode on devices; which one depends on the band.
  return bandOf(draft, device, overlay.band) === "5GHz" ? "a,n" : "b,g,n";
}

/** OperatingFrequencyBand of the radio's lowest WLANConfiguration. */
export function band({ band: named }: Overlay): Transform {
  const depends = named === undefined ? ["Channel"] : ["Channel", named.leaf];
  return {
    gathers: true,
    depends,
    read: (draft, device): Reading | undefined => {
      const value = bandOf(draft, device, named);
      if (value === undefined) return undefined;
      const object = parentOf(draft.sources[0]?.path ?? "");
      const sources = [...depends, "Standard"].map((leaf) => device.values.get(object + leaf));
      return {
        value,
        kind: "lossy",
        sources: sources.filter((source): source is NativeValue => source !== undefined),
      };
    },
  };
}

function bandOf(draft: Draft, device: DeviceView, named?: BandLeaf): string | undefined {
  return bandOfConfiguration(parentOf(draft.sources[0]?.path ?? "").slice(ROOT.length), device.values, named);
}
