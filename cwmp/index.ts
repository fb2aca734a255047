/** The door of the CWMP room. */
export { CWMP_DEFAULTS, type CwmpConfig, type CwmpLimits } from "./config.ts";
export { commandLines, type CommandLine } from "./ops/commands.ts";
export { chosenProfile, lintProfiles } from "./profile/lint.ts";
export { quirkLines, type QuirkLine } from "./profile/quirk.table.ts";
export { profileJsonSchema } from "./profile/profile.schema.ts";
export { findingText, type ProfileFile } from "./profile/read.ts";
export { SHIPPED as SHIPPED_PROFILES } from "./profile/shipped.ts";
export type { CwmpParts } from "./parts.ts";
export { replayRecording, type Replayed } from "./record/replay.ts";
export { STUN_DEFAULTS, type StunConfig } from "./stun/config.ts";
export { createStunServer, type StunParts, type StunServer } from "./stun/server.ts";
export { createCwmpStack, type CwmpStack } from "./stack.ts";
