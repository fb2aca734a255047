/** The door of the USP room. */
export { STOMP_DEFAULTS, USP_DEFAULTS } from "./config.ts";
export type { StompConfig, UspConfig, UspLimits } from "./config.ts";
export { createUspStack } from "./stack.ts";
export type { UspStack, UspStackParts } from "./stack.ts";
