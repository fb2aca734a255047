/** The bridge's door: one API over both populations, protocol-blind. */
export {
  createBridge,
  type Bridge,
  type BridgeConfig,
  type BridgeOptions,
  type BridgeParts,
  type Events,
} from "./bridge.ts";
export { FILES_CONFIG, type FilesConfig } from "./files/config.ts";
export { createFilesServer, type FilesServerOptions } from "./files/server.ts";
export { LIMITS, type Limits } from "./limits.ts";
export { createApi, routeRows, type ApiOptions, type RouteRow } from "./api/api.ts";
