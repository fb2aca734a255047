import { Fault } from "#core";
import type { Config } from "./config.ts";
import { secretFrom } from "./platform/keys.ts";

export interface GroupCredential {
  readonly username: string;
  readonly password: string;
}

/** Credentials that groups of new CPEs share: the one of the configuration and those of its file. */
export function groupCredentials(config: Config): readonly GroupCredential[] {
  const username = config.CAUSEWAY_CWMP_USERNAME;
  const password = secretFrom("CAUSEWAY_CWMP_PASSWORD_FILE", config.CAUSEWAY_CWMP_PASSWORD_FILE);
  if ((username === undefined) !== (password === undefined))
    throw wrong("CAUSEWAY_CWMP_USERNAME and CAUSEWAY_CWMP_PASSWORD_FILE go together; give both");
  const one = username === undefined || password === undefined ? [] : [{ username, password }];
  return [...one, ...listed(config, "CAUSEWAY_CWMP_CREDENTIALS_FILE")];
}

/** Connection-request credentials that groups of CPEs share. */
export function ringCredentials(config: Config): readonly GroupCredential[] {
  return listed(config, "CAUSEWAY_CONNECTION_REQUEST_CREDENTIALS_FILE");
}

function listed(
  config: Config,
  key: "CAUSEWAY_CWMP_CREDENTIALS_FILE" | "CAUSEWAY_CONNECTION_REQUEST_CREDENTIALS_FILE",
): readonly GroupCredential[] {
  const text = secretFrom(key, config[key]) ?? "";
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return [];
    const colon = line.indexOf(":");
    // The line itself holds a password: only its number is told.
    if (colon < 1 || colon === line.length - 1)
      throw wrong(`${key}: line ${String(index + 1)} is not user:password`);
    return [{ username: line.slice(0, colon), password: line.slice(colon + 1) }];
  });
}

function wrong(detail: string): Fault {
  return new Fault("config.invalid", { detail });
}
