import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Json, until } from "../contract/api.ts";
import { redisUrl } from "../services.ts";
import { type AgentStand, BASE, endpointOf, openAgentStand } from "./agents.rig.ts";
import { NotingLog } from "./noting.log.ts";

const PASSPHRASE = "on-the-label-Hk7q";
const log = new NotingLog();
let stand: AgentStand;

beforeAll(async () => {
  stand = await openAgentStand("", log);
}, 60_000);
afterEach(() => stand.clear());
afterAll(() => stand.stop());

const pathOf = (endpoint: string, rest: string): string =>
  `/v1/devices/${encodeURIComponent(endpoint)}${rest}`;
const operate = (endpoint: string, operation: Json) =>
  stand.api.call("POST", pathOf(endpoint, "/operations"), operation, { Prefer: "wait=10" });
const WRITE = { type: "set", updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "mine" } }] };
const CHALLENGE = "Device.LocalAgent.ControllerTrust.Challenge.1";

test("a limited role is shown, its refusals are told with it, and a challenge raises it, of which nothing is kept", async () => {
  const agent = stand.agent(20, { side: { trust: { role: "watcher", passphrase: PASSPHRASE } } });
  await agent.start();
  const { endpointId } = agent;
  await stand.onboarded(endpointId);
  const before = await stand.api.call("GET", pathOf(endpointId, "/trust"));
  expect(before.body).toMatchObject({
    controller: "Device.LocalAgent.Controller.1.",
    assigned: ["Device.LocalAgent.ControllerTrust.Role.3"],
    roles: [
      { name: "Full Access", ours: false },
      { name: "Reader", ours: false },
      { name: "Watcher", ours: true, permissions: [{ order: 2 }, { order: 1 }] },
    ],
    challenges: [{ path: CHALLENGE, enabled: true, roles: [{ name: "Full Access" }] }],
    lacks: [],
  });
  const refused = await operate(endpointId, WRITE);
  expect(refused.body).toMatchObject({
    state: "failed",
    problem: {
      code: "device.denied",
      detail: expect.stringContaining(
        "role Watcher lacks write on Device.WiFi.SSID.1.SSID; it can be raised by challenge",
      ),
    },
  });

  const asked = await stand.api.call("POST", pathOf(endpointId, "/trust:challenge"), {
    challenge: CHALLENGE,
    reason: "r",
  });
  expect([asked.status, asked.body]).toMatchObject([
    200,
    { instruction: "Enter the passphrase on the label", valueType: "text/plain" },
  ]);
  const { challengeId } = asked.body;
  const wrong = await stand.api.call("POST", pathOf(endpointId, "/trust:respond"), {
    challengeId,
    value: "guessed-wrong-Zz91",
    reason: "r",
  });
  expect([wrong.status, wrong.body["code"], wrong.body["protocolCode"]]).toEqual([
    502,
    "device.denied",
    "usp:7006",
  ]);
  const right = await stand.api.call("POST", pathOf(endpointId, "/trust:respond"), {
    challengeId,
    value: PASSPHRASE,
    reason: "on site",
  });
  expect([right.status, right.body]).toMatchObject([
    200,
    { assigned: ["Device.LocalAgent.ControllerTrust.Role.1"], lacks: [] },
  ]);
  expect((await operate(endpointId, WRITE)).body).toMatchObject({ state: "succeeded" });

  const { body } = await stand.api.call("GET", "/v1/audit?limit=100");
  const acts = (body["items"] as Json[]).filter(({ action }) => String(action).includes("trust:"));
  expect(acts).toMatchObject([{ status: 200, reason: "on site" }, { status: 502 }, { status: 200 }]);
  const kept = [JSON.stringify(body), log.text, await everythingIn(stand.prefix)].join("\n");
  expect(kept).toContain("trust:respond");
  for (const secret of [PASSPHRASE, "guessed-wrong-Zz91"])
    for (const form of [secret, Buffer.from(secret).toString("base64")]) expect(kept).not.toContain(form);
}, 60_000);

/** Every key and value of the run, as Redis keeps them. */
async function everythingIn(prefix: string): Promise<string> {
  const redis = new Redis(redisUrl());
  const parts: string[] = [];
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", `*${prefix}*`, "COUNT", 1000);
    cursor = next;
    for (const key of keys) parts.push(key, (await redis.dumpBuffer(key))?.toString("latin1") ?? "");
  } while (cursor !== "0");
  redis.disconnect();
  expect(parts.length).toBeGreaterThan(10);
  return parts.join("\n");
}

test("an answer to a challenge cannot be given where it would be kept", async () => {
  const agent = stand.agent(21, { side: { trust: { role: "full", passphrase: PASSPHRASE } } });
  await agent.start();
  await stand.onboarded(agent.endpointId);
  const command = "Device.LocalAgent.ControllerTrust.ChallengeResponse()";
  const input = { ChallengeID: "c1", Value: "x" };
  const asked = await operate(agent.endpointId, { type: "operate", command, input });
  expect([asked.status, JSON.stringify(asked.body)]).toMatchObject([
    422,
    expect.stringContaining("trust:respond"),
  ]);
  const native = { type: "native", protocol: "usp", rpc: "operate", args: { command, inputArgs: input } };
  const around = await operate(agent.endpointId, native);
  expect([around.status, JSON.stringify(around.body)]).toMatchObject([
    422,
    expect.stringContaining("trust:respond"),
  ]);
}, 30_000);

test("onboarding sets up the controller's row and tells its end last; doing it again sends nothing [TR-369 R-NOT.5]", async () => {
  const agent = stand.agent(26, { side: { completes: true }, onBoards: true });
  await agent.start();
  const { endpointId, tree, journal } = agent;
  const row = "Device.LocalAgent.Controller.1.";
  await until("it is told the end", () =>
    tree.value(`${row}OnBoardingComplete`) === "true" ? true : undefined,
  );
  const names = [
    "USPNotifRetryMinimumWaitInterval",
    "USPNotifRetryIntervalMultiplier",
    "PeriodicNotifInterval",
  ];
  expect(names.map((name) => tree.value(row + name))).toEqual(["5", "1500", "300"]);
  const rows = tree.instances(`${row}BootParameter.`).map((number) => `${row}BootParameter.${number}.`);
  expect(rows.map((at) => [tree.value(`${at}ParameterName`), tree.value(`${at}Enable`)])).toEqual([
    ["Device.DeviceInfo.SoftwareVersion", "true"],
    ["Device.DeviceInfo.HardwareVersion", "true"],
    ["Device.DeviceInfo.ProvisioningCode", "true"],
  ]);
  const writes = () =>
    journal
      .of("executed")
      .map(({ facts }) => String(facts["message"]))
      .filter((name) => /^(?:set|add|delete)$/.test(name));
  expect(writes().at(-1)).toBe("set");
  await stand.onboarded(endpointId);
  const { body: device } = await stand.api.call("GET", pathOf(endpointId, ""));
  const onboardings = async (): Promise<number> => {
    const { body } = await stand.api.call(
      "GET",
      `/v1/operations?device=${String(device["id"])}&type=onboard`,
    );
    const items = body["items"] as Json[];
    return items.every(({ state }) => state === "succeeded") ? items.length : 0;
  };
  const before = await until("onboarding is over", async () => (await onboardings()) || undefined);
  const written = writes().length;
  agent.sendOnBoardRequest();
  await until("it is onboarded again", async () => ((await onboardings()) > before ? true : undefined));
  expect(writes().length).toBe(written);
}, 30_000);

test("an agent without roles shows none, and without a challenge none is asked for", async () => {
  const agent = stand.agent(22);
  await agent.start();
  await stand.onboarded(agent.endpointId);
  const shown = await stand.api.call("GET", pathOf(agent.endpointId, "/trust"));
  expect(shown.body).toMatchObject({ assigned: [], roles: [], challenges: [], lacks: [] });
  const body = { challenge: CHALLENGE, reason: "r" };
  const asked = await stand.api.call("POST", pathOf(agent.endpointId, "/trust:challenge"), body);
  expect(asked.status).toBeGreaterThanOrEqual(400);
  expect(asked.status).toBeLessThan(600);
  expect(asked.body["protocolCode"]).toMatch(/^usp:7/);
}, 30_000);

test("REC-16 a record in another agent's name is refused, told as an event, and again and again it is a condition [REC-16] [TR-369 R-SEC.0a]", async () => {
  const victim = stand.agent(23);
  await victim.start();
  await stand.onboarded(victim.endpointId);
  victim.stop();
  const read = async () => (await stand.api.call("GET", pathOf(victim.endpointId, ""))).body;
  const before = await read();
  const rival = endpointOf(24);
  const impostor = stand.agent(23, {
    username: rival,
    side: { controllerTopic: `${BASE}/${rival}`, agentTopic: `usp/agent/${rival}` },
  });
  const refusals = () => log.lines.filter((line) => line.includes('"reason":"sender"')).length;
  for (let i = 1; i <= 3; i++) {
    await impostor.start();
    await until(`it is refused ${i} times`, () => (refusals() >= i ? true : undefined));
    impostor.stop();
  }
  const event = await until("the event is told", async () => {
    const { body } = await stand.api.call("GET", "/v1/events?order=desc&limit=50");
    return (body["items"] as Json[]).find(({ type }) => type === "causeway.security.endpoint-mismatch");
  });
  expect(event).toMatchObject({
    subject: before["id"],
    data: { claimed: victim.endpointId, proven: rival, mtp: "mqtt" },
  });
  await until("it is a condition", async () => {
    const { body } = await stand.api.call("GET", "/v1/attention");
    return (body["items"] as Json[]).find(({ kind }) => kind === "security.endpoint-mismatch");
  });
  expect((await read())["lastSeenAt"]).toBe(before["lastSeenAt"]);
  expect(log.text).toContain('"reason":"sender"');
}, 60_000);

test("a stranger's OnBoardRequest introduces it, and its name is not taken for stolen [TR-369 R-NOT.5]", async () => {
  const stranger = stand.agent(25, { username: "new", side: { controllerTopic: BASE }, onBoards: true });
  await stranger.start();
  const known = await until("it is known", async () => {
    const { status, body } = await stand.api.call("GET", pathOf(stranger.endpointId, ""));
    return status === 200 ? body : undefined;
  });
  expect(known).toMatchObject({ productClass: expect.any(String) as string });
  const { body } = await stand.api.call("GET", "/v1/events?order=desc&limit=50");
  expect(
    (body["items"] as Json[]).filter(
      ({ type, subject }) => type === "causeway.security.endpoint-mismatch" && subject === known["id"],
    ),
  ).toEqual([]);
}, 30_000);
