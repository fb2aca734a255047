import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { until } from "../contract/api.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { inform } from "../cwmp/cpe.ts";
import { Wire } from "../cwmp/wire.ts";
import { answers, isAlive, processesBelow, run, scratch, serve } from "./gateway.ts";

test("the addresses are printed, everything listens, and /readyz is 200", async () => {
  const gateway = await serve(scratch());
  expect([...gateway.printed.keys()]).toEqual([
    "api",
    "stun",
    "cwmp",
    "usp-ws",
    "docs",
    "files",
    "redis",
    "mqtt",
    "token",
  ]);
  for (const name of ["api", "cwmp", "usp-ws", "files", "redis", "mqtt"])
    expect(await answers(gateway.printed.get(name) ?? "")).toBe(true);
  expect((await fetch(new URL("/readyz", gateway.printed.get("api")))).status).toBe(200);
  expect((await fetch(new URL("/healthz", gateway.printed.get("api")))).status).toBe(200);
  expect((await gateway.api.call("GET", "/v1/devices")).body).toMatchObject({ items: [] });
  expect((await fetch(new URL("/v1/devices", gateway.printed.get("api")))).status).toBe(401);
});

test("SIGTERM while 500 CPEs are in session: they are served to the end, nobody else comes in, exit 0 [INFRA-09]", async () => {
  const gateway = await serve(scratch(), ["--enrolment", "open", "--cwmp-provision-credentials", "false"]);
  const { hostname: host, port } = new URL(gateway.printed.get("cwmp") ?? "");
  const address = { host, port: Number(port) };
  const wires: Wire[] = [];
  const open = async (): Promise<void> => {
    const wire = await Wire.open(address);
    wires.push(wire);
    expect((await wire.post(inform({ serial: `T${String(wires.length)}` }))).status).toBe(200);
  };
  for (let batch = 0; batch < 5; batch++) await Promise.all(Array.from({ length: 100 }, open));
  const before = clock.now();
  gateway.kill("SIGTERM");
  await until("no new connection is taken", async () => {
    const refused = await Wire.open(address).then(
      (wire) => (wire.close(), false),
      () => true,
    );
    return refused ? true : undefined;
  });
  const asked = await Promise.all(wires.map((wire) => wire.post("")));
  expect(asked.every(({ status }) => status === 200 || status === 204)).toBe(true);
  for (const wire of wires) wire.close();
  expect((await gateway.ended).code).toBe(0);
  expect(clock.now() - before).toBeLessThan(40_000);
});

test("the gateway killed with -9 takes its Redis and its broker with it", async () => {
  const gateway = await serve(scratch());
  const below = processesBelow(gateway.pid);
  const commands = below.map(({ command }) => command).join("\n");
  expect(commands).toContain("redis-server");
  expect(commands).toContain("mosquitto");
  gateway.kill("SIGKILL");
  await gateway.ended;
  await until("no service is left", () => (below.some(({ pid }) => isAlive(pid)) ? undefined : true), 3000);
  expect(await answers(gateway.printed.get("redis") ?? "")).toBe(false);
  expect(await answers(gateway.printed.get("mqtt") ?? "")).toBe(false);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s stops everything within 5 s and leaves no process",
  async (signal) => {
    const gateway = await serve(scratch());
    const below = processesBelow(gateway.pid);
    const stream = await fetch(new URL("/v1/events/stream", gateway.printed.get("api")), {
      headers: { Authorization: `Bearer ${gateway.printed.get("token") ?? ""}` },
    });
    expect(stream.status).toBe(200);
    const before = clock.now();
    gateway.kill(signal);
    const { code } = await gateway.ended;
    expect(clock.now() - before).toBeLessThan(5000);
    expect(code).toBe(0);
    expect(below.filter(({ pid }) => isAlive(pid))).toEqual([]);
    await stream.body?.cancel().catch(() => undefined);
  },
);

test.each([
  [["--api-prot", "8080"], /--api-prot on the command line .*did you mean --api-port/],
  [["--api-port", "many"], /--api-port: "many" does not fit; give a port/],
  [["--enrolment", "maybe"], /--enrolment: "maybe" does not fit; give open, approve, closed/],
  [["--api-bind", "0.0.0.0"], /without TLS; set CAUSEWAY_TLS_CERT/],
  [["--usp-ws-bind", "0.0.0.0"], /USP_WS listener on 0.0.0.0 would speak without TLS/],
  [["--usp-ws-identity", "certificate"], /certificate needs TLS and CAUSEWAY_USP_WS_TLS_CA/],
  [
    ["--usp-ws-identity", "password", "--usp-ws-agents", "os::012345-A=ws://127.0.0.1:1/usp"],
    /os::012345-A proves nothing over ws:/,
  ],
  [
    ["--usp-ws-agents", "os::012345-A=http://127.0.0.1:1/"],
    /give a comma-separated list of <endpoint id>=ws:/,
  ],
  [["--admin-token", "changeme-changeme"], /CAUSEWAY_ADMIN_TOKEN is a placeholder/],
  [["--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.key"], /nowhere/],
] as const)(
  "a wrong configuration %j is one line and exit code 78 [INFRA-10] [TR-369 R-MTP.0]",
  async (flags, line) => {
    const { ended } = run("serve", ["--data-dir", scratch(), ...flags]);
    const { code, out, err } = await ended;
    expect([code, out]).toEqual([78, ""]);
    expect(err.trim().split("\n")).toEqual([expect.stringMatching(line)]);
  },
);

test("a secret key that does not fit the data is one line and exit code 78", async () => {
  const dataDir = scratch();
  const gateway = await serve(dataDir);
  gateway.kill("SIGTERM");
  await gateway.ended;
  rmSync(join(dataDir, "secret.key"));
  const { code, err } = await run("serve", ["--data-dir", dataDir, "--log-level", "error"]).ended;
  expect(code).toBe(78);
  expect(err.trim().split("\n")).toEqual([expect.stringContaining("another secret key")]);
});

test("a port that is taken is named, with the key to change, and nothing is left running", async () => {
  const first = await serve(scratch());
  const port = new URL(first.printed.get("api") ?? "").port;
  const { child, ended } = run("serve", [
    "--data-dir",
    scratch(),
    "--cwmp-port",
    "0",
    "--stun-port",
    "0",
    "--files-port",
    "0",
    "--usp-ws-port",
    "0",
    "--api-port",
    port,
    "--log-level",
    "error",
  ]);
  const below = await until("its services run", () => {
    const found = processesBelow(child.pid ?? 0);
    return found.length >= 2 || child.exitCode !== null ? found : undefined;
  });
  const { code, err } = await ended;
  expect(code).toBe(78);
  expect(err.trim()).toContain("CAUSEWAY_API_PORT");
  expect(below.filter(({ pid }) => isAlive(pid))).toEqual([]);
});
