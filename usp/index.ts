/** The door of the USP room. */
export { USP_DEFAULTS } from "./config.ts";
export type { UspConfig, UspLimits } from "./config.ts";
