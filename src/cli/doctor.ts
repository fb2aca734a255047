import { existsSync, readFileSync } from "node:fs";
import { asFault, Fault } from "#core";
import { diagnoseCapture, FAULTS, type Finding, readCapture, type Setup } from "#usp";
import { readConfig } from "../config.ts";

/** Nothing can be told: the agent could not be asked, and nothing was seen of it. */
const NOTHING_KNOWN = 2;

/** What the doctor says of one set-up. */
interface Report {
  readonly endpoints: readonly string[];
  readonly findings: readonly Finding[];
  /** How the agent took the gateway's question; absent: a capture was read. */
  readonly probe?: string;
  readonly device?: Readonly<Record<string, unknown>> | null;
  readonly seen?: readonly unknown[];
}

/** Says why an agent does not show up: 0 when nothing is wrong, 1 with faults, 2 when nothing can be told. */
export async function runDoctor(args: readonly string[]): Promise<number> {
  const { subject, own, rest } = readArgs(args);
  const report = existsSync(subject)
    ? ofCapture(subject, rest, own["endpoint"])
    : await ofGateway(subject, own, rest);
  process.stdout.write(own["json"] === "true" ? `${JSON.stringify(report)}\n` : textOf(report));
  if (report.findings.length > 0) return 1;
  return report.probe === "unasked" && report.seen?.length === 0 ? NOTHING_KNOWN : 0;
}

/** A capture needs no gateway: the same keys that configure one say how it is set up. */
function ofCapture(file: string, rest: readonly string[], endpoint: string | undefined): Report {
  const config = readConfig(rest);
  const setup: Setup = {
    endpointId: config.CAUSEWAY_USP_ENDPOINT_ID,
    topic: config.CAUSEWAY_USP_TOPIC,
    agentTopic: config.CAUSEWAY_USP_AGENT_TOPIC,
    enforces: config.CAUSEWAY_MQTT_IDENTITY !== "none",
  };
  return diagnoseCapture(readCapture(readFileSync(file)), setup, endpoint);
}

async function ofGateway(
  endpoint: string,
  own: Readonly<Record<string, string>>,
  rest: readonly string[],
): Promise<Report> {
  if (rest.length > 0)
    throw new Fault("config.invalid", { detail: `${rest[0]} belongs to a capture; ${endpoint} is no file` });
  const url = new URL(`/v1/endpoints/${encodeURIComponent(endpoint)}:examine`, own["url"]);
  const token = tokenIn(own["token-file"] ?? "");
  const answer = await asked(url, token);
  const body = (await answer.json()) as Report & { readonly detail?: string; readonly title?: string };
  if (!answer.ok)
    throw new Fault("request.invalid", {
      detail: body.detail ?? body.title ?? `the gateway answered ${answer.status}`,
    });
  return { ...body, endpoints: [endpoint] };
}

async function asked(url: URL, token: string): Promise<Response> {
  try {
    return await fetch(url, { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  } catch (error) {
    const { cause } = error as Error;
    const why = asFault(cause ?? error).message;
    throw new Fault("gateway.overloaded", { detail: `${url.origin} does not answer (${why}); see --url` });
  }
}

function textOf({ endpoints, findings, probe, device }: Report): string {
  const names = [...new Set([...endpoints, ...findings.map(({ endpoint }) => endpoint)])];
  if (names.length === 0) return "no record of an agent in the capture\n";
  return names
    .map((name) => {
      const own = findings.filter(({ endpoint }) => endpoint === name);
      const state = typeof device?.["presence"] === "string" ? `, ${device["presence"]}` : "";
      const known =
        probe === undefined ? "" : ` (${device ? `known${state}` : "not known"}; ${TOLD[probe] ?? probe})`;
      const count =
        own.length === 0 ? "no fault found" : `${own.length} ${own.length === 1 ? "fault" : "faults"}`;
      return `${name}: ${count}${known}\n${own.map(lines).join("")}`;
    })
    .join("");
}

const TOLD: Readonly<Record<string, string>> = {
  answered: "it answers",
  silent: "it does not answer",
  noReceiver: "nobody listens on its topic",
  unasked: "it could not be asked",
};

function lines({ what, where, found, expected, advice }: Finding): string {
  const rows = { where, found, expected, do: advice };
  const told = Object.entries(rows).map(([name, text]) => `    ${name.padEnd(9)} ${text}\n`);
  return `  ${what}: ${FAULTS[what]}\n${told.join("")}`;
}

const OWN: Readonly<Record<string, string>> = {
  url: "http://127.0.0.1:8080",
  "token-file": ".causeway/admin.token",
};
const FLAGS = new Set([...Object.keys(OWN), "endpoint", "json"]);

function readArgs(args: readonly string[]) {
  const [subject, ...given] = args;
  if (subject === undefined || subject.startsWith("--"))
    throw new Fault("config.invalid", {
      detail: "doctor wants an endpoint id or a capture: causeway doctor os::0A8D8C-7DCF00000042",
    });
  const own: Record<string, string> = { ...OWN };
  const rest: string[] = [];
  for (let i = 0; i < given.length; i++) {
    const [flag = "", inline] = (given[i] ?? "").split(/=(.*)/s, 2);
    const name = flag.replace(/^--/, "");
    const next = given[i + 1];
    const isBare = name === "json" && next !== "true" && next !== "false";
    const value = inline ?? (isBare ? "true" : given[++i]);
    if (FLAGS.has(name)) own[name] = value ?? "";
    else rest.push(flag, ...(value === undefined ? [] : [value]));
  }
  return { subject, own, rest };
}

function tokenIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const detail = `--token-file: ${file} cannot be read (${asFault(error).message})`;
    throw new Fault("config.invalid", { detail });
  }
}
