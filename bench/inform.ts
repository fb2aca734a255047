import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, type LoadOptions, type LoadResult } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway, startScript, type Subject } from "./process.ts";

const DEVICES = 400;
const IN_FLIGHT = 16;
const WARM_UP_MS = 3000;
/** Floor and gateway take turns, so that a machine that changes its pace changes both. */
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 7);
const ROUND_MS = 2500;
const LOGIN = { username: "bench", password: "bench-password-1" };

/** One turn of the floor and one of the gateway. CPU in µs a session. */
interface Turn {
  readonly floor: number;
  readonly gateway: number;
  readonly redis: number;
  readonly result: LoadResult;
}

interface Row {
  readonly name: string;
  readonly turns: readonly Turn[];
}

interface Gateway extends Subject {
  redisCpu(): Promise<number>;
}

type Options = Partial<LoadOptions> & { readonly acsUrl: string };

/**
 * Periodic Inform sessions of known devices, a new connection each, state committed before the answer, per CPU second of
 * the gateway's process; beside a null `node:http` server under the same generator and flags, in turns.
 */
export async function benchInform(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-bench-tls-"));
  const certificate = selfSigned(folder);
  const secret = join(folder, "group.password");
  writeFileSync(secret, LOGIN.password);
  const floor = await startScript("null.ts");
  const rows: Row[] = [];
  const plainFlags = ["--cwmp-provision-credentials", "false", "--cwmp-basic-over-http", "true"];
  const login = ["--cwmp-username", LOGIN.username, "--cwmp-password-file", secret];
  const data = join(folder, "data");
  const plain = await startGateway([...plainFlags, ...login], data);
  const acsUrl = plain.addresses.get("cwmp") ?? "";
  await meet(acsUrl, {});
  rows.push(await measured("Inform", floor, plain, { acsUrl }));
  rows.push(await measured("Inform, 1 in flight", floor, plain, { acsUrl, inFlight: 1 }));
  rows.push(await measured("Inform, 128 in flight", floor, plain, { acsUrl, inFlight: 128 }));
  rows.push(await measured("+ Basic", floor, plain, { acsUrl, login: { ...LOGIN, eager: true } }));
  await plain.stop();
  // Closed, it challenges every first message: three exchanges a session.
  const strict = await startGateway([...plainFlags, ...login, "--enrolment", "closed"], data);
  const digest = { acsUrl: strict.addresses.get("cwmp") ?? "", login: LOGIN };
  rows.push(await measured("+ Digest, challenged", floor, strict, digest));
  await strict.stop();

  const secure = await startGateway([
    "--cwmp-provision-credentials",
    "false",
    "--cwmp-tls-cert",
    certificate.cert,
    "--cwmp-tls-key",
    certificate.key,
  ]);
  const tls = { acsUrl: secure.addresses.get("cwmp") ?? "", tls: { rejectUnauthorized: false } };
  await meet(tls.acsUrl, tls);
  rows.push(await measured("+ TLS, full handshake", floor, secure, tls));
  rows.push(await measured("+ TLS, resumed", floor, secure, { ...tls, resume: true }));
  await secure.stop();
  await floor.stop();
  rmSync(folder, { recursive: true, force: true });
  print(rows);
  process.exit(0);
}

/** First contact and onboarding of every device, so that what follows is nothing new. */
async function meet(acsUrl: string, options: Partial<LoadOptions>): Promise<void> {
  for (const events of [["0 BOOTSTRAP", "1 BOOT"], ["2 PERIODIC"]]) {
    const all = { clock: systemClock, acsUrl, devices: DEVICES, inFlight: IN_FLIGHT, sessions: DEVICES };
    await load({ ...all, events, ...options });
  }
}

async function measured(name: string, floor: Subject, gateway: Gateway, options: Options): Promise<Row> {
  const all = { clock: systemClock, devices: DEVICES, inFlight: IN_FLIGHT, ...options };
  // The floor has neither TLS nor credentials: it is the same floor for every row.
  const { login: _login, tls: _tls, resume: _resume, ...bare } = all;
  const onFloor = { ...bare, acsUrl: floor.addresses.get("url") ?? "" };
  await load({ ...all, durationMs: WARM_UP_MS });
  await load({ ...onFloor, durationMs: WARM_UP_MS / 3 });
  const turns: Turn[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const floorBefore = floor.cpu();
    const nothing = await load({ ...onFloor, durationMs: ROUND_MS / 2 });
    const floorMicros = ((floor.cpu() - floorBefore) / nothing.sessions) * 1e6;
    const before = [gateway.cpu(), await gateway.redisCpu()] as const;
    const result = await load({ ...all, durationMs: ROUND_MS });
    const gatewayMicros = ((gateway.cpu() - before[0]) / result.sessions) * 1e6;
    const redis = (((await gateway.redisCpu()) - before[1]) / result.sessions) * 1e6;
    if (result.failed > 0) process.stderr.write(`${name}: failed ${JSON.stringify(result.failures)}\n`);
    turns.push({ floor: floorMicros, gateway: gatewayMicros, redis, result });
  }
  process.stderr.write(`${name}: done\n`);
  return { name, turns };
}

const COLUMNS = [
  "session",
  "counted",
  "floor, per CPU second",
  "gateway, per CPU second",
  "of the floor",
  "Redis µs",
  "p50 ms",
  "p99 ms",
  "requests",
  "failed",
];

/** Medians over the rounds; the ratio is the median of the rounds' own ratios. */
function print(rows: readonly Row[]): void {
  const lines = rows.map(({ name, turns }) => {
    const sum = (of: (turn: Turn) => number) => turns.reduce((total, turn) => total + of(turn), 0);
    return [
      name,
      sum(({ result }) => result.sessions),
      (1e6 / median(turns.map(({ floor }) => floor))).toFixed(0),
      (1e6 / median(turns.map(({ gateway }) => gateway))).toFixed(0),
      `${(median(turns.map(({ floor, gateway }) => floor / gateway)) * 100).toFixed(0)} %`,
      median(turns.map(({ redis }) => redis)).toFixed(0),
      median(turns.map(({ result }) => result.session.p50)).toFixed(1),
      median(turns.map(({ result }) => result.session.p99)).toFixed(1),
      (sum(({ result }) => result.requests) / sum(({ result }) => result.sessions)).toFixed(1),
      sum(({ result }) => result.failed),
    ];
  });
  const table = [COLUMNS, COLUMNS.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  process.stdout.write(`\n${table.join("\n")}\n`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function selfSigned(folder: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const args = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
    "-keyout",
    key,
    "-out",
    cert,
  ];
  execFileSync("openssl", args, { stdio: "ignore" });
  return { cert, key };
}
