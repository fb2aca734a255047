import { readFileSync } from "node:fs";
import { Fault } from "#core";
import { CONFIG, type Config, type ConfigKey, type ConfigRow } from "./config.table.ts";

export type { Config } from "./config.table.ts";

type Texts = Readonly<Record<string, string | undefined>>;

/**
 * The configuration from, in falling precedence: command line (`--kebab-case value`), environment, the JSON file that
 * `CAUSEWAY_CONFIG` names, defaults. A wrong key or value throws `config.invalid` with one line that says how to mend it.
 */
export function readConfig(args: readonly string[], env: Texts = process.env): Config {
  const given = [fromArguments(args), fromEnvironment(env), fromFile(env["CAUSEWAY_CONFIG"])];
  const keys = Object.keys(CONFIG) as ConfigKey[];
  const values = keys.map((key) => {
    const source = given.find((texts) => texts[key] !== undefined && texts[key] !== "");
    return [
      key,
      source === undefined
        ? CONFIG[key as "CAUSEWAY_BIND"].value
        : parsed(key, source[key] ?? "", source === given[0] ? flagOf(key) : key),
    ];
  });
  const config = Object.freeze(Object.fromEntries(values)) as Config;
  refuseContradictions(config);
  return config;
}

/** The parts of the environment that are not configuration of ours. */
export function searchPath(): string {
  return process.env["PATH"] ?? "";
}

/** `CAUSEWAY_API_PORT` as it is written on the command line: `--api-port`. */
export function flagOf(key: ConfigKey): string {
  return `--${key.slice("CAUSEWAY_".length).toLowerCase().replaceAll("_", "-")}`;
}

function fromArguments(args: readonly string[]): Texts {
  const texts: Record<string, string> = {};
  for (let i = 0; i < args.length; i++) {
    const [flag = "", inline] = (args[i] ?? "").split(/=(.*)/s, 2);
    const key = `CAUSEWAY_${flag.slice(2).toUpperCase().replaceAll("-", "_")}`;
    if (!flag.startsWith("--") || !(key in CONFIG)) throw unknownKey(flag, "on the command line");
    const value = inline ?? args[++i];
    if (value === undefined)
      throw new Fault("config.invalid", {
        detail: `${flag} wants a value: ${flag} <${kindOf(key).expects}>`,
      });
    texts[key] = value;
  }
  return texts;
}

function fromEnvironment(env: Texts): Texts {
  const stray = Object.keys(env).find(
    (key) => key.startsWith("CAUSEWAY_") && !(key in CONFIG) && key !== "CAUSEWAY_CONFIG",
  );
  if (stray !== undefined) throw unknownKey(stray, "in the environment");
  return env;
}

function fromFile(file: string | undefined): Texts {
  if (file === undefined || file === "") return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Fault(
      "config.invalid",
      { detail: `CAUSEWAY_CONFIG: ${file} is not a readable JSON file` },
      { cause },
    );
  }
  if (typeof content !== "object" || content === null)
    throw new Fault("config.invalid", {
      detail: `CAUSEWAY_CONFIG: ${file} must hold one JSON object`,
    });
  const stray = Object.keys(content).find((key) => !(key in CONFIG));
  if (stray !== undefined) throw unknownKey(stray, `in ${file}`);
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, String(value)]));
}

function unknownKey(name: string, where: string): Fault {
  const wanted = name.replace(/^--/, "CAUSEWAY_").toUpperCase().replaceAll("-", "_");
  const near = Object.keys(CONFIG)
    .map((key) => ({ key, alike: shared(key, wanted) }))
    .filter(({ alike }) => alike >= 0.5)
    .toSorted((a, b) => b.alike - a.alike)
    .map(({ key }) => (name.startsWith("--") ? flagOf(key as ConfigKey) : key));
  const hint =
    near.length > 0 ? `did you mean ${near.slice(0, 3).join(", ")}?` : "see docs/reference/config.md";
  return new Fault("config.invalid", {
    detail: `${name} ${where} is not a key of the gateway; ${hint}`,
  });
}

/** Share of the pairs of letters that two names have in common, 0 to 1. */
function shared(a: string, b: string): number {
  const pairs = (text: string): string[] =>
    Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2));
  const own = pairs(a.slice("CAUSEWAY_".length));
  const other = pairs(b.slice("CAUSEWAY_".length));
  return (2 * own.filter((pair) => other.includes(pair)).length) / Math.max(1, own.length + other.length);
}

function kindOf(key: string): ConfigRow<unknown>["kind"] {
  return CONFIG[key as ConfigKey].kind;
}

/** `name` is the key as it was written. */
function parsed(key: ConfigKey, given: string, name: string): unknown {
  const value = kindOf(key).parse(given);
  if (value !== undefined) return value;
  const row: ConfigRow<unknown> = CONFIG[key];
  const shown = row.secret === true ? "the value" : JSON.stringify(given);
  throw new Fault("config.invalid", {
    detail: `${name}: ${shown} does not fit; give ${row.kind.expects}`,
  });
}

function asksCertificates(config: Config, listener: "CWMP" | "USP_WS"): boolean {
  const cert = config[`CAUSEWAY_${listener}_TLS_CERT`] ?? config.CAUSEWAY_TLS_CERT;
  const ca = config[`CAUSEWAY_${listener}_TLS_CA`] ?? config.CAUSEWAY_TLS_CA;
  return cert !== undefined && ca !== undefined;
}

function refuseContradictions(config: Config): void {
  const n = config.CAUSEWAY_PARTITIONS;
  if ((n & (n - 1)) !== 0)
    throw new Fault("config.invalid", {
      detail: `CAUSEWAY_PARTITIONS: ${n} does not fit; give a power of two`,
    });
  for (const name of ["", "API_", "CWMP_", "FILES_", "USP_WS_"] as const) {
    const cert = config[`CAUSEWAY_${name}TLS_CERT`];
    const key = config[`CAUSEWAY_${name}TLS_KEY`];
    if ((cert === undefined) !== (key === undefined)) {
      throw new Fault("config.invalid", {
        detail: `CAUSEWAY_${name}TLS_CERT and CAUSEWAY_${name}TLS_KEY go together; give both`,
      });
    }
  }
  if (config.CAUSEWAY_CWMP_CLIENT_CERTIFICATE === "required" && !asksCertificates(config, "CWMP"))
    throw new Fault("config.invalid", {
      detail: "CAUSEWAY_CWMP_CLIENT_CERTIFICATE: required needs TLS and CAUSEWAY_CWMP_TLS_CA; give them",
    });
  if (config.CAUSEWAY_CWMP_PROXY_AUTH_HEADER !== undefined && config.CAUSEWAY_TRUSTED_PROXIES.length === 0)
    throw new Fault("config.invalid", {
      detail: "CAUSEWAY_CWMP_PROXY_AUTH_HEADER is believed from CAUSEWAY_TRUSTED_PROXIES only; give them",
    });
  if (config.CAUSEWAY_ADMIN_TOKEN !== undefined && isPlaceholder(config.CAUSEWAY_ADMIN_TOKEN)) {
    throw new Fault("config.invalid", {
      detail:
        "CAUSEWAY_ADMIN_TOKEN is a placeholder or shorter than 16 characters; give a random one or none",
    });
  }
  if (/^(?:proto|doc):/.test(config.CAUSEWAY_USP_ENDPOINT_ID) && !isLoopback(config.CAUSEWAY_BIND)) {
    // [TR-369 R-ARC.4]
    throw new Fault("config.invalid", {
      detail:
        "CAUSEWAY_USP_ENDPOINT_ID: the schemes proto and doc are for trials on loopback only; give self:: or oui:",
    });
  }
  refusePlainOffLoopback(config, "API");
  refusePlainOffLoopback(config, "CWMP");
  refusePlainOffLoopback(config, "FILES");
  refuseUnprovable(config);
  refusePlainOffLoopback(config, "USP_WS");
}

/** What an agent must show over WebSocket it must be able to show. */
function refuseUnprovable(config: Config): void {
  const demanded = config.CAUSEWAY_USP_WS_IDENTITY;
  if (demanded === "none") return;
  const plain = config.CAUSEWAY_USP_WS_AGENTS.find(({ url }) => url.startsWith("ws:"));
  if (plain !== undefined)
    throw new Fault("config.invalid", {
      detail: `CAUSEWAY_USP_WS_AGENTS: ${plain.endpoint} proves nothing over ws://; give wss://, or CAUSEWAY_USP_WS_IDENTITY=none`,
    });
  if (demanded === "certificate" && !asksCertificates(config, "USP_WS"))
    throw new Fault("config.invalid", {
      detail: "CAUSEWAY_USP_WS_IDENTITY: certificate needs TLS and CAUSEWAY_USP_WS_TLS_CA; give them",
    });
}

/** [TR-369 R-MTP.0] */
function refusePlainOffLoopback(config: Config, listener: "API" | "CWMP" | "FILES" | "USP_WS"): void {
  const bind = config[`CAUSEWAY_${listener}_BIND`] ?? config.CAUSEWAY_BIND;
  const tls = config[`CAUSEWAY_${listener}_TLS_CERT`] ?? config.CAUSEWAY_TLS_CERT;
  if (isLoopback(bind) || tls !== undefined || config.CAUSEWAY_INSECURE_TRANSPORT) return;
  const detail = `the ${listener} listener on ${bind} would speak without TLS; set CAUSEWAY_TLS_CERT and CAUSEWAY_TLS_KEY, or CAUSEWAY_INSECURE_TRANSPORT=true`;
  throw new Fault("config.invalid", { detail });
}

/** Whether only this machine reaches a listener there. */
export function isLoopback(bind: string): boolean {
  return bind === "::1" || /^127(?:\.\d{1,3}){1,3}$/.test(bind);
}

/** Whether a server of this URL is on this machine. */
export function isOnLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

function isPlaceholder(token: string): boolean {
  return (
    token.length < 16 ||
    /^(change-?me|secret|password|supersecret|example|admin)/i.test(token) ||
    new Set(token).size < 6
  );
}
