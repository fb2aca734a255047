import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Agent, type AgentBehaviour, equalFleet } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "./api.ts";
import { openStand, REBOOT_MS, type Stand } from "./rig.ts";

const TABLE = "Device.DeviceInfo.FirmwareImage.";
const AGENT = { rebootMs: REBOOT_MS, workMs: 50, pollMs: 100, reconnectMs: 100 };

let stand: Stand;
let single: Agent;
let plain: Agent;
/** Device ids by endpoint id. */
const ids = new Map<Agent, string>();
let versions = 0;

beforeAll(async () => {
  stand = await openStand(870);
  const another = (
    index: number,
    options: { readonly banks?: 1; readonly lacks?: readonly string[] },
  ): Agent =>
    equalFleet({
      clock,
      acsUrl: stand.acsUrl,
      ...stand.usp,
      index,
      ...(options.banks === undefined ? {} : { banks: options.banks }),
      agent: { ...AGENT, ...(options.lacks === undefined ? {} : { lacks: options.lacks }) },
    }).agent;
  single = another(871, { banks: 1 });
  plain = another(872, { lacks: [`${TABLE}{i}.Activate()`, "Device.LocalAgent.TransferComplete!"] });
  await Promise.all([single.start(), plain.start()]);
  ids.set(stand.fleet.agent, stand.of("USP agent").id);
  for (const agent of [single, plain])
    ids.set(
      agent,
      await until(`${agent.endpointId} is onboarded`, async () => {
        const { body } = await stand.api.call("GET", `/v1/devices?q=${encodeURIComponent(agent.endpointId)}`);
        const id = String((body["items"] as Json[])[0]?.["id"]);
        const done = await stand.api.call("GET", `/v1/operations?device=${id}&type=onboard&state=succeeded`);
        return (done.body["items"] as Json[] | undefined)?.length === 1 ? id : undefined;
      }),
    );
}, 60_000);
afterEach(() => stand.fleet.agent.behaveWell());
afterAll(async () => {
  single.stop();
  plain.stop();
  await stand.stop();
});

/** An image that was put into the storage: what it is said to hold, and what it does hold. */
async function image(said?: string): Promise<{ readonly reference: string; readonly version: string }> {
  const version = `9.0.${++versions}`;
  const query = `name=fw-${version}.bin${said === "" ? "" : `&version=${said ?? version}`}`;
  const response = await fetch(`${stand.apiUrl}/v1/files?${query}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stand.token}`, "Content-Type": "application/octet-stream" },
    body: `version=${version}\n`,
  });
  return { reference: String(((await response.json()) as Json)["reference"]), version };
}

async function asked(agent: Agent, command: string, input: Json): Promise<Json> {
  const path = `/v1/devices/${ids.get(agent) ?? ""}/operations`;
  return (await stand.api.call("POST", path, { type: "operate", command, input })).body;
}

const ended = ({ id }: Json): Promise<Json> =>
  until(
    `${String(id)} has ended`,
    async () => {
      const { body } = await stand.api.call("GET", `/v1/operations/${String(id)}`);
      return body["finishedAt"] === null ? undefined : body;
    },
    20_000,
  );

/** What is told of an operation that has ended. */
async function told(agent: Agent, { commandKey }: Json): Promise<Readonly<Record<string, readonly Json[]>>> {
  const of = async (type: string): Promise<readonly Json[]> => {
    const where = `/v1/devices/${ids.get(agent) ?? ""}/events?order=desc&limit=200&type=causeway.device.${type}`;
    const { body } = await stand.api.call("GET", where);
    return (body["items"] as Json[])
      .map(({ data }) => data as Json)
      .filter((data) => data["commandKey"] === commandKey);
  };
  const command = await until("its end is in the feed", async () => {
    const found = await of("command-complete");
    return found.length === 0 ? undefined : found;
  });
  return { command, transfer: await of("transfer-complete") };
}

const outputOf = (body: Json): Json =>
  ((body["result"] as Json)["results"] as readonly Json[])[0]?.["output"] as Json;

/** Every notification since the agent's last start was answered: nothing of it can come again. */
const quiet = (agent: Agent): Promise<true> =>
  until(`${agent.endpointId} has no more to tell`, () => {
    const { entries } = agent.journal;
    const since = entries.slice(entries.findLastIndex(({ what }) => what === "restarting") + 1);
    const of = (what: string) =>
      since.flatMap((entry) => (entry.what === what ? [entry.facts["msgId"]] : []));
    const acknowledged = new Set(of("acknowledged"));
    return agent.connected && of("notified").every((msgId) => acknowledged.has(msgId)) ? true : undefined;
  });

const NEITHER: readonly AgentBehaviour[] = [
  { do: "untold", what: "OperationComplete" },
  { do: "untold", what: "TransferComplete!" },
];

test.each<readonly [string, readonly AgentBehaviour[], transfers: number]>([
  ["both ends", [], 1],
  ["only TransferComplete!", [{ do: "untold", what: "OperationComplete" }], 1],
  ["only OperationComplete", [{ do: "untold", what: "TransferComplete!" }], 0],
  ["neither, but its start", NEITHER, 0],
  ["neither, and a start that says nothing of it", [...NEITHER, { do: "plainBoot" }], 0],
  ["its ends before its answer", [{ do: "lateAnswer", ms: 200, message: "operate", times: 1 }], 1],
  ["each notification twice", [{ do: "duplicateNotify" }], 1],
  ["a row of its request with a final dot", [{ do: "dottedRequests" }], 1],
])(
  "an agent that tells %s: the image it runs is the end, once",
  async (_name, behaviours, transfers) => {
    const { agent } = stand.fleet;
    const { reference, version } = await image();
    agent.behave(...behaviours);
    const operation = await asked(agent, `${TABLE}*.Download()`, { URL: reference });
    const done = await ended(operation);
    expect(done).toMatchObject({ state: "succeeded", problem: null });
    expect(outputOf(done)).toEqual({ SoftwareVersion: version, FirmwareUpdated: "true" });
    expect(agent.tree.value("Device.DeviceInfo.SoftwareVersion")).toBe(version);
    await quiet(agent);
    agent.behaveWell();
    const events = await told(agent, operation);
    expect(events["command"]).toHaveLength(1);
    expect(events["command"]?.[0]).toMatchObject({ output: { SoftwareVersion: version } });
    expect(events["transfer"]).toHaveLength(transfers);
  },
  30_000,
);

test("the inactive bank is filled, with size and sum of the file, and AutoActivate", async () => {
  const { agent } = stand.fleet;
  const active = agent.tree.value("Device.DeviceInfo.ActiveFirmwareImage");
  const { reference, version } = await image();
  await ended(await asked(agent, `${TABLE}*.Download()`, { URL: reference }));
  const { command, input } = agent.journal.of("operated").at(-1)?.facts ?? {};
  expect(command).not.toContain(active);
  expect(input).toMatchObject({
    AutoActivate: "true",
    FileSize: String(9 + version.length),
    CheckSumAlgorithm: "SHA-256",
  });
  expect(input).not.toHaveProperty("Version");
}, 30_000);

describe("an image that does not come to run", () => {
  test.each<readonly [string, readonly AgentBehaviour[], Json, Json]>([
    [
      "the sum is another",
      [],
      { CheckSumAlgorithm: "SHA-256", CheckSum: "00" },
      { code: "device.fault", detail: "checksum mismatch", protocolCode: "usp:7022" },
    ],
    [
      "it is not for this device",
      [{ do: "badImage", status: "ValidationFailed", times: 1 }],
      {},
      { code: "device.fault", detail: "the image is not for this device", protocolCode: "usp:7022" },
    ],
    [
      "it does not come up",
      [{ do: "bootFailure", times: 1 }],
      {},
      {
        code: "device.firmware",
        detail: expect.stringMatching(/is ActivationFailed: boot of .* rolled back$/) as string,
      },
    ],
    [
      "it does not come up, and nothing but the start is told",
      [{ do: "bootFailure", times: 1 }, ...NEITHER],
      {},
      { code: "device.firmware", detail: expect.stringContaining("rolled back") as string },
    ],
  ])(
    "%s",
    async (_name, behaviours, input, problem) => {
      const { agent } = stand.fleet;
      const before = agent.tree.value("Device.DeviceInfo.SoftwareVersion");
      const { reference } = await image();
      agent.behave(...behaviours);
      const operation = await asked(agent, `${TABLE}*.Download()`, { URL: reference, ...input });
      expect(await ended(operation)).toMatchObject({ state: "failed", problem });
      await quiet(agent);
      agent.behaveWell();
      expect(agent.tree.value("Device.DeviceInfo.SoftwareVersion")).toBe(before);
      expect((await told(agent, operation))["command"]).toHaveLength(1);
    },
    30_000,
  );

  test("it holds another version than it was said to", async () => {
    const { reference, version } = await image("9.9.9");
    const operation = await asked(stand.fleet.agent, `${TABLE}*.Download()`, { URL: reference });
    expect(await ended(operation)).toMatchObject({
      state: "failed",
      problem: { code: "device.firmware", detail: `it runs ${version}, not 9.9.9` },
    });
  }, 30_000);
});

test("an image is stored, and started later by the bank that holds it", async () => {
  const { agent } = stand.fleet;
  const { reference, version } = await image();
  const stored = await asked(agent, `${TABLE}*.Download()`, { URL: reference, AutoActivate: false });
  expect(await ended(stored)).toMatchObject({ state: "succeeded" });
  expect(agent.tree.value("Device.DeviceInfo.SoftwareVersion")).not.toBe(version);
  const started = await asked(agent, `${TABLE}[Version=="${version}"].Activate()`, {});
  const done = await ended(started);
  expect(done).toMatchObject({ state: "succeeded" });
  expect(outputOf(done)).toEqual({ SoftwareVersion: version, FirmwareUpdated: "true" });
  await quiet(agent);
  for (const operation of [stored, started])
    expect((await told(agent, operation))["command"]).toHaveLength(1);
}, 30_000);

test("an image that is started and does not come up has failed, with what its bank says", async () => {
  const { agent } = stand.fleet;
  const { reference, version } = await image();
  await ended(await asked(agent, `${TABLE}*.Download()`, { URL: reference, AutoActivate: false }));
  agent.behave({ do: "bootFailure", times: 1 });
  const done = await ended(await asked(agent, `${TABLE}[Version=="${version}"].Activate()`, {}));
  expect(done).toMatchObject({
    state: "failed",
    problem: {
      code: "device.firmware",
      detail: expect.stringContaining(`boot of ${version} failed, rolled back`),
    },
  });
}, 30_000);

test("an agent with one bank: the image is always started, and one that is not to be is refused", async () => {
  const { reference, version } = await image();
  const refused = await asked(single, `${TABLE}*.Download()`, { URL: reference, AutoActivate: false });
  const { body } =
    refused["id"] === undefined ? { body: refused } : { body: (await ended(refused))["problem"] as Json };
  expect(body).toMatchObject({
    code: "operation.unsupported",
    detail: expect.stringContaining("leave AutoActivate out"),
  });
  const done = await ended(await asked(single, `${TABLE}1.Download()`, { URL: reference }));
  expect(done).toMatchObject({ state: "succeeded" });
  expect(single.tree.value("Device.DeviceInfo.SoftwareVersion")).toBe(version);
}, 30_000);

test("an agent without Activate() and TransferComplete!: the bank of the next start is set, and the transfer is told", async () => {
  const { reference, version } = await image();
  const stored = await asked(plain, `${TABLE}2.Download()`, { URL: reference, AutoActivate: false });
  expect(await ended(stored)).toMatchObject({ state: "succeeded" });
  await quiet(plain);
  expect((await told(plain, stored))["transfer"]).toMatchObject([{ transferType: "Download", faultCode: 0 }]);
  const started = await asked(plain, `${TABLE}*.Activate()`, {});
  const done = await ended(started);
  expect(done).toMatchObject({ state: "succeeded" });
  expect(outputOf(done)).toEqual({ SoftwareVersion: version, FirmwareUpdated: "true" });
  expect(plain.journal.of("operated").at(-1)?.facts).toMatchObject({ command: "Device.Reboot()" });
  expect(plain.tree.value("Device.DeviceInfo.BootFirmwareImage")).toBe(`${TABLE}2`);
}, 30_000);

test("a download that goes on is cancelled: it has ended as cancelled, and its file is given no more", async () => {
  const { agent } = stand.fleet;
  const { reference } = await image();
  agent.behave({ do: "stall", times: 1 });
  const operation = await asked(agent, `${TABLE}*.Download()`, { URL: reference });
  await until("the agent works on it", () =>
    agent.tree.instances("Device.LocalAgent.Request.").length === 1 ? true : undefined,
  );
  await until("it goes on without a session", async () => {
    const { status } = await stand.api.call("POST", `/v1/operations/${String(operation["id"])}:cancel`, {});
    return status === 200 ? true : undefined;
  });
  expect(await ended(operation)).toMatchObject({
    state: "failed",
    problem: { code: "operation.cancelled", protocolCode: "usp:7023" },
  });
  const { body } = await stand.api.call("GET", `/v1/files/${reference.slice("causeway:".length)}`);
  expect(body).toMatchObject({ transfers: 0 });
}, 30_000);

test("what would be sent names the bank that was chosen", async () => {
  const { reference } = await image();
  const path = `/v1/devices/${ids.get(stand.fleet.agent) ?? ""}/operations`;
  const { status, body } = await stand.api.call("POST", path, {
    type: "operate",
    command: `${TABLE}*.Download()`,
    input: { URL: reference },
    dryRun: true,
  });
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toMatch(/FirmwareImage\.[12]\.Download\(\)/);
  expect(JSON.stringify(body)).toContain('"AutoActivate":"true"');
});
