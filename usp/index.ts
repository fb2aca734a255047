/** The door of the USP room. */
export { USP_DEFAULTS } from "./config.ts";
export type { UspConfig, UspLimits } from "./config.ts";
export { createUspStack } from "./stack.ts";
export type { UspStack, UspStackParts } from "./stack.ts";
