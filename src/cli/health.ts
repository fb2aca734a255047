import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { readConfig } from "../config.ts";

const PATIENCE_MS = 3000;

/** Asks the API listener of this configuration for /healthz; 0 when it answers 200. */
export function runHealth(args: readonly string[]): Promise<number> {
  const config = readConfig(args);
  const isSecure = (config.CAUSEWAY_API_TLS_CERT ?? config.CAUSEWAY_TLS_CERT) !== undefined;
  const bind = config.CAUSEWAY_API_BIND ?? config.CAUSEWAY_BIND;
  const any = bind === "0.0.0.0" || bind === "::";
  const options = {
    host: any ? "127.0.0.1" : bind,
    port: config.CAUSEWAY_API_PORT,
    path: "/healthz",
    timeout: PATIENCE_MS,
    // It is the own listener on the own machine: the name in its certificate is for others.
    rejectUnauthorized: false,
  };
  return new Promise((done) => {
    const asked = (isSecure ? secure : plain)(options, (response) => {
      response.resume();
      done(response.statusCode === 200 ? 0 : 1);
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => done(1));
    asked.end();
  });
}
