import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, type LoadOptions, type LoadResult } from "#sim";
import { systemClock } from "../src/platform/clock.ts";
import { startGateway, startScript, type Subject } from "./process.ts";

const DEVICES = 400;
const IN_FLIGHT = 16;
const WARM_UP_MS = 4000;
const DURATION_MS = Number(process.env["BENCH_SECONDS"] ?? 12) * 1000;
const LOGIN = { username: "bench", password: "bench-password-1" };

interface Row {
  readonly name: string;
  readonly result: LoadResult;
  readonly cpuSeconds: number;
  readonly redisSeconds?: number;
}

/**
 * Periodic Inform sessions of known devices, a new connection each, state committed before the answer, per CPU second of
 * the gateway's process; beside a null `node:http` server under the same generator in the same run.
 */
export async function benchInform(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-bench-tls-"));
  const certificate = selfSigned(folder);
  const secret = join(folder, "group.password");
  writeFileSync(secret, LOGIN.password);
  const rows: Row[] = [];
  const floor = await startScript("null.ts");
  rows.push(await measured("null node:http", floor, { acsUrl: floor.addresses.get("url") ?? "" }));
  await floor.stop();

  const credentials = [
    "--cwmp-username",
    LOGIN.username,
    "--cwmp-password-file",
    secret,
    "--cwmp-basic-over-http",
    "true",
  ];
  const plain = await startGateway(["--cwmp-provision-credentials", "false", ...credentials]);
  const acsUrl = plain.addresses.get("cwmp") ?? "";
  await meet(acsUrl, {});
  rows.push(await measured("Inform, 1 in flight", plain, { acsUrl, inFlight: 1 }, plain.redisCpu));
  rows.push(await measured("Inform", plain, { acsUrl }, plain.redisCpu));
  rows.push(await measured("Inform, 128 in flight", plain, { acsUrl, inFlight: 128 }, plain.redisCpu));
  rows.push(await measured("+ Basic", plain, { acsUrl, login: { ...LOGIN, eager: true } }, plain.redisCpu));
  rows.push(await measured("+ Digest", plain, { acsUrl, login: LOGIN }, plain.redisCpu));
  await plain.stop();

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
  rows.push(await measured("+ TLS, full handshake", secure, tls, secure.redisCpu));
  rows.push(await measured("+ TLS, resumed", secure, { ...tls, resume: true }, secure.redisCpu));
  await secure.stop();
  rmSync(folder, { recursive: true, force: true });
  print(rows);
}

/** First contact and onboarding of every device, so that what follows is nothing new. */
async function meet(acsUrl: string, options: Partial<LoadOptions>): Promise<void> {
  for (const events of [["0 BOOTSTRAP", "1 BOOT"], ["2 PERIODIC"]]) {
    await load({
      clock: systemClock,
      acsUrl,
      devices: DEVICES,
      inFlight: IN_FLIGHT,
      sessions: DEVICES,
      events,
      ...options,
    });
  }
}

async function measured(
  name: string,
  subject: Subject,
  options: Partial<LoadOptions> & { readonly acsUrl: string },
  redis?: () => Promise<number>,
): Promise<Row> {
  const all = { clock: systemClock, devices: DEVICES, inFlight: IN_FLIGHT, ...options };
  await load({ ...all, durationMs: WARM_UP_MS });
  const before = [subject.cpu(), (await redis?.()) ?? 0] as const;
  const result = await load({ ...all, durationMs: DURATION_MS });
  const cpuSeconds = subject.cpu() - before[0];
  const redisSeconds = ((await redis?.()) ?? 0) - before[1];
  if (result.failed > 0)
    process.stderr.write(`${name}: ${result.failed} failed ${JSON.stringify(result.failures)}\n`);
  return { name, result, cpuSeconds, ...(redis === undefined ? {} : { redisSeconds }) };
}

function print(rows: readonly Row[]): void {
  const floor = perCpu(rows[0]);
  const lines = rows.map((row) => {
    const redis =
      row.redisSeconds === undefined ? "" : ((row.redisSeconds / row.result.sessions) * 1e6).toFixed(0);
    const cells = [
      row.name,
      row.result.sessions,
      perCpu(row).toFixed(0),
      `${((perCpu(row) / floor) * 100).toFixed(0)} %`,
      redis,
      row.result.session.p50.toFixed(1),
      row.result.session.p99.toFixed(1),
      row.result.failed,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  process.stdout.write(
    `\n| session | counted | per CPU second of the process | of the floor | Redis µs | p50 ms | p99 ms | failed |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n${lines.join("\n")}\n`,
  );
}

function perCpu(row: Row | undefined): number {
  return row === undefined ? Number.NaN : row.result.sessions / row.cpuSeconds;
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
