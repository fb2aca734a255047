/** The door of the USP room. */
export { STOMP_DEFAULTS, USP_DEFAULTS } from "./config.ts";
export type { StompConfig, UspConfig, UspLimits } from "./config.ts";
export { WEBSOCKET_DEFAULTS } from "./mtp/websocket/config.ts";
export type { WebSocketConfig } from "./mtp/websocket/config.ts";
export { createUspStack } from "./stack.ts";
export type { UspStack, UspStackParts } from "./stack.ts";
export { readCapture } from "./doctor/capture.ts";
export { diagnoseCapture } from "./doctor/diagnose.ts";
export { FAULTS, type Finding, type Setup } from "./doctor/finding.ts";
export type { Notes } from "./mtp/notes.ts";
