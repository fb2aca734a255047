/** The door of the CWMP room. */
export { CWMP_DEFAULTS, type CwmpConfig, type CwmpLimits } from "./config.ts";
export { commandLines, type CommandLine } from "./ops/commands.ts";
export type { CwmpParts } from "./parts.ts";
export { replayRecording, type Replayed } from "./record/replay.ts";
export { createCwmpStack, type CwmpStack } from "./stack.ts";
