/** The door of the CWMP room. */
export { CWMP_DEFAULTS, type CwmpConfig, type CwmpLimits } from "./config.ts";
export { createCwmpStack, type CwmpParts, type CwmpStack } from "./stack.ts";
