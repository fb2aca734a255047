import type { Reading, Transform, Write } from "../rule.ts";
import { unrepresentable } from "./scalar.ts";

const LEVELS = new Set(["High", "Low"]);

/** Firewall.Config `Off` is Enable=false in TR-181. `enable`: the transform of Enable, else that of Config. */
export function firewall(enable: boolean): Transform {
  return {
    gathers: false,
    read: ({ sources }): Reading | undefined => {
      const config = sources[0]?.value ?? "";
      if (enable) return { value: String(config !== "Off") };
      return config === "Off" ? undefined : { value: config };
    },
    write: (value, { sources }) => {
      const [source] = sources;
      if (source === undefined) return [];
      if (!enable && !LEVELS.has(value)) throw unrepresentable();
      if (!enable) return [[source.path, value]];
      return enabled(value === "true", source.path, source.value);
    },
  };
}

/** The level before `Off` is not known, so switching on needs Config. */
function enabled(on: boolean, path: string, config: string): readonly Write[] {
  if (!on) return [[path, "Off"]];
  if (config === "Off") throw unrepresentable("write Config to switch the firewall on");
  return [];
}
