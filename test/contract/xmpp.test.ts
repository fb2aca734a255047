import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cpe, createCpe, devicePlan, homeOf, igdPlan, Tree, wakeable } from "#sim";
import type { Log, LogFields } from "#core";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { noProsody, type Prosody, startProsody } from "../prosody.ts";
import { type Json, until } from "./api.ts";
import { openStand, REBOOT_MS, type Stand } from "./rig.ts";

const PASSWORD = "a secret of the gateway at its server";
const folder = mkdtempSync(join(tmpdir(), "causeway-xmpp-"));
const lines: string[] = [];

let prosody: Prosody;
let stand: Stand;
const boxes = new Map<string, Cpe>();

beforeAll(async () => {
  if (noProsody !== undefined) return;
  prosody = await startProsody();
  await prosody.register("acs", PASSWORD);
  const file = join(folder, "password");
  writeFileSync(file, `${PASSWORD}\n`);
  const flags = [
    `--xmpp-url=xmpp://127.0.0.1:${prosody.port}`,
    "--xmpp-username=acs@localhost",
    `--xmpp-password-file=${file}`,
    `--xmpp-ca=${prosody.ca}`,
  ];
  stand = await openStand(983, flags, undefined, { log: recorder() });
  for (const root of ["igd", "device"]) await addBox(root);
}, 60_000);
afterAll(async () => {
  for (const box of boxes.values()) box.stop();
  await stand?.stop();
  await prosody?.remove();
  rmSync(folder, { recursive: true, force: true });
});

function recorder(common: LogFields = {}): Log {
  const write = (fields: LogFields, message: string): void =>
    void lines.push(`${message} ${inspect({ ...common, ...fields }, { depth: 12 })}`);
  return {
    debug: write,
    info: write,
    warn: write,
    error: write,
    child: (more) => recorder({ ...common, ...more }),
  };
}

/** A box that can be asked over XMPP and in no other way. */
async function addBox(root: string): Promise<void> {
  const home = homeOf(root === "igd" ? 9831 : 9832);
  const account = {
    host: "127.0.0.1",
    port: prosody.port,
    domain: "localhost",
    username: root,
    password: `pw-${root}`,
  };
  await prosody.register(root, account.password);
  const plan = root === "igd" ? igdPlan(home) : devicePlan(home, { cwmp: true });
  const tree = new Tree(wakeable(plan, account));
  const box = createCpe({ acsUrl: stand.acsUrl, clock, tree, rebootMs: REBOOT_MS, retries: false });
  boxes.set(root, box);
  await box.start();
  await box.journal.until("xmppUp");
  // It tells its address in a session of its own.
  await until("it has told its address", () => (box.journal.of("session").length > 1 ? true : undefined));
}

async function idOf({ serialNumber }: Cpe): Promise<string> {
  const { body } = await stand.api.call("GET", `/v1/devices?q=${serialNumber}`);
  return String((body["items"] as Json[])[0]?.["id"]);
}

const leaf = (box: Cpe, name: string): string =>
  box.tree.value(`${box.tree.plan.root}ManagementServer.${name}`);

async function get(box: Cpe, wait = 10): Promise<Json> {
  const body = { type: "get", paths: ["Device.DeviceInfo.ModelName"] };
  const path = `/v1/devices/${await idOf(box)}/operations`;
  return (await stand.api.call("POST", path, body, { Prefer: `wait=${wait}` })).body;
}

/** Rings the box, as often as it is due, until an operation has ended. */
async function ended(box: Cpe, operation: string): Promise<Json> {
  const path = `/v1/devices/${await idOf(box)}:wake`;
  return until(
    `${operation} has ended`,
    async () => {
      await stand.api.call("POST", path, { reason: "test" });
      const { body } = await stand.api.call("GET", `/v1/operations/${operation}`);
      return body["finishedAt"] === null ? undefined : body;
    },
    30_000,
  );
}

async function dependency(): Promise<unknown> {
  const { body } = await stand.api.call("GET", "/v1/system");
  return (body["dependencies"] as Json[]).find(({ name }) => name === "xmpp")?.["state"];
}

test.skipIf(noProsody).each(["igd", "device"])(
  "onboarding sets a box up for XMPP, and it is woken there: %s",
  async (root) => {
    const box = boxes.get(root) as Cpe;
    expect(leaf(box, "ConnReqXMPPConnection")).toBe(`${box.tree.plan.root}XMPP.Connection.1`);
    expect(leaf(box, "ConnReqAllowedJabberIDs")).toBe("acs@localhost");
    // What comes while a session of its own is open needs no waking.
    await until("it was asked over XMPP", async () => {
      expect(await get(box)).toMatchObject({ state: "succeeded" });
      return box.journal.of("asked over XMPP").length > 0 ? true : undefined;
    });
    expect(box.journal.of("asked over XMPP")[0]?.facts).toMatchObject({
      from: expect.stringMatching(/^acs@localhost\/causeway-/) as string,
      username: leaf(box, "ConnectionRequestUsername"),
    });
    const { body } = await stand.api.call("GET", `/v1/devices/${await idOf(box)}`);
    expect(body["wake"]).toMatchObject({ method: "xmpp", lastResult: "ok" });
  },
);

test.skipIf(noProsody)(
  "new credentials that never arrived: the box is woken with those it has, then with the next",
  async () => {
    const box = boxes.get("device") as Cpe;
    const had = leaf(box, "ConnectionRequestPassword");
    box.behave({ do: "drop", at: "request", rpc: "SetParameterValues", times: 1 });
    const path = `/v1/devices/${await idOf(box)}/credentials:rotate`;
    const asked = box.journal.of("asked over XMPP").length;
    const queued = await stand.api.call("POST", path, { reason: "test", kind: "connectionRequest" });
    expect(queued).toMatchObject({ status: 202, body: { type: "onboard", state: "queued" } });
    const operation = String(queued.body["id"]);
    // It is asked with the new password, refuses, is asked with the one it has, and takes the new one.
    const rotated = await ended(box, operation);
    expect(rotated).toMatchObject({ state: "succeeded" });
    expect(leaf(box, "ConnectionRequestPassword")).not.toBe(had);
    expect(box.journal.of("asked over XMPP").length).toBeGreaterThan(asked + 1);
    expect(await get(box)).toMatchObject({ state: "succeeded" });
    expect(JSON.stringify(rotated)).not.toContain(leaf(box, "ConnectionRequestPassword"));
  },
  60_000,
);

test.skipIf(noProsody)(
  "a box that refuses new credentials keeps its own, and the rotation fails with its fault",
  async () => {
    const box = boxes.get("igd") as Cpe;
    const had = leaf(box, "ConnectionRequestPassword");
    const parameter = "InternetGatewayDevice.ManagementServer.ConnectionRequestPassword";
    box.behave({ do: "fault", rpc: "SetParameterValues", code: 9008, parameter, times: 1 });
    const path = `/v1/devices/${await idOf(box)}/credentials:rotate`;
    const { body } = await stand.api.call(
      "POST",
      path,
      { reason: "test", kind: "connectionRequest" },
      { Prefer: "wait=10" },
    );
    expect(body).toMatchObject({ state: "failed", problem: { protocolCode: "cwmp:9008" } });
    expect(leaf(box, "ConnectionRequestPassword")).toBe(had);
    expect(await get(box)).toMatchObject({ state: "succeeded" });
  },
  30_000,
);

test.skipIf(noProsody)(
  "credentials of a kind the device does not have are refused with the reason",
  async () => {
    const agent = stand.of("USP agent");
    const path = `/v1/devices/${agent.id}/credentials:rotate`;
    const { status, body } = await stand.api.call("POST", path, {
      reason: "test",
      kind: "stun",
      protocol: "usp",
    });
    expect([status, body["code"]]).toEqual([422, "operation.unsupported"]);
    const box = boxes.get("device") as Cpe;
    const stun = await stand.api.call(
      "POST",
      `/v1/devices/${await idOf(box)}/credentials:rotate`,
      { reason: "test", kind: "stun" },
      { Prefer: "wait=10" },
    );
    expect(stun.body).toMatchObject({ state: "failed", problem: { code: "operation.unsupported" } });
  },
  30_000,
);

test.skipIf(noProsody)(
  "the XMPP server goes and comes back: told as a dependency, work waits and is done",
  async () => {
    const box = boxes.get("device") as Cpe;
    expect(await dependency()).toBe("up");
    await prosody.stop();
    await until("it is told", async () => ((await dependency()) === "down" ? true : undefined));
    const { body } = await stand.api.call("GET", "/v1/attention");
    expect(JSON.stringify(body)).toContain("dependency.xmpp");
    const { id } = await get(box, 0);
    await prosody.start();
    await until("it is back", async () => ((await dependency()) === "up" ? true : undefined));
    const ups = box.journal.of("xmppUp").length;
    if (ups < 2) await box.journal.next("xmppUp");
    expect(await ended(box, String(id))).toMatchObject({ state: "succeeded" });
  },
  90_000,
);

test.skipIf(noProsody)("no password is in the log, in events or in operations", async () => {
  const told: string[] = [lines.join("\n")];
  for (const path of [
    "/v1/events?limit=1000",
    "/v1/operations?limit=1000",
    "/v1/audit?limit=1000",
    "/v1/system",
  ])
    told.push(JSON.stringify((await stand.api.call("GET", path)).body));
  for (const box of boxes.values())
    told.push(JSON.stringify((await stand.api.call("GET", `/v1/devices/${await idOf(box)}`)).body));
  const all = told.join("\n");
  expect(all).toContain("xmpp server reached");
  const secrets = [PASSWORD];
  for (const box of boxes.values())
    for (const name of ["Password", "ConnectionRequestPassword"]) secrets.push(leaf(box, name));
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(all).not.toContain(secret);
  }
});
