import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  silent,
  unmetered,
  type Claimed,
  type Contact,
  type DeviceEvent,
  type DeviceId,
  type DeviceStack,
  type Operation,
  type Outcome,
  type Protocol,
} from "#core";
import { createBridge, type Bridge } from "#bridge";
import { systemClock } from "../../src/platform/clock.ts";
import { redisUrl } from "../services.ts";
import { honestStack, type Answer, type HonestStack } from "./honest.rig.ts";
import { filesConfig } from "../files/config.ts";

const prefix = `tb${process.pid}-${randomBytes(3).toString("hex")}`;
const stacks = new Map<Protocol, DeviceStack>();
let bridge: Bridge;
let usp: HonestStack;
let cwmp: HonestStack;
let answer: Answer;

const GET: Operation = { type: "get", paths: ["Device.DeviceInfo.UpTime"], maxDepth: 0 };
const REBOOT: Operation = { type: "operate", command: "Device.Reboot()", input: {} };

function usually({ record: { operation } }: Claimed): Outcome {
  if (operation.type === "onboard") return { state: "succeeded", result: { type: "onboard", summary: {} } };
  if (operation.type === "operate") return { state: "pending" };
  const at = systemClock.now();
  const value = { path: "Device.DeviceInfo.UpTime", value: "7", type: "unsignedInt", at };
  return { state: "succeeded", result: { type: "get", results: [] }, values: [value] };
}

function make(name: string, own = () => stacks): Bridge {
  return createBridge({
    redis: { url: redisUrl(), prefix },
    clock: systemClock,
    log: silent,
    metrics: unmetered,
    config: {
      secretKey: Buffer.alloc(32, 1),
      files: filesConfig(),
      partitions: 8,
      limits: { sweepMs: 50, ringBackoffMs: [100, 200] },
      state: { replica: name, enrolment: "open" },
    },
    stacks: own,
  });
}

beforeAll(async () => {
  bridge = make("one");
  answer = usually;
  usp = honestStack("usp", bridge.gateway, (claimed) => answer(claimed));
  cwmp = honestStack("cwmp", bridge.gateway, (claimed) => answer(claimed));
  stacks.set("usp", usp).set("cwmp", cwmp);
  await bridge.start();
});
afterAll(() => bridge.stop());

let boxes = 0;
function contact(protocol: Protocol, more: Partial<Contact> = {}): Contact {
  const serial = `S${boxes++}`;
  const value = protocol === "usp" ? `os::00256D-${serial}` : `00256D-X-${serial}`;
  return {
    protocol,
    identity: { scheme: protocol, value },
    proof: { kind: "none" },
    at: systemClock.now(),
    facts: {},
    mtp: protocol === "usp" ? "mqtt" : "http",
    values: [],
    events: [],
    reset: false,
    session: false,
    ...more,
  };
}

async function device(protocol: Protocol): Promise<DeviceId> {
  const said = contact(protocol, { session: protocol === "cwmp" });
  const admission = await bridge.gateway.contact(said);
  if (admission.verdict !== "accepted") throw new TypeError(admission.verdict);
  if (admission.lease !== undefined) await cwmp.session(admission.lease);
  const stack = protocol === "usp" ? usp : cwmp;
  await expect.poll(() => stack.did.filter((one) => one.device === admission.device).length).toBe(1);
  return admission.device;
}

const submit = (id: DeviceId, operation: Operation = GET) =>
  bridge.parts().operations.submit({ device: id, operation, actor: "t" });

test("a first contact is onboarded before anything else, over both protocols", async () => {
  const [a, b] = [await device("usp"), await device("cwmp")];
  expect(usp.did.find((one) => one.device === a)?.operation.type).toBe("onboard");
  expect(cwmp.did.find((one) => one.device === b)?.operation.type).toBe("onboard");
});

test.each(["usp", "cwmp"] as const)(
  "an operation for an idle %s device runs and its waiter gets the record",
  async (protocol) => {
    const id = await device(protocol);
    const { id: operation } = await submit(id);
    const record = await bridge.parts().operations.wait(operation, 5000);
    expect(record).toMatchObject({ state: "succeeded", attempts: 1 });
    const known = await bridge.gateway.knowledge(id);
    expect(known.values.get("Device.DeviceInfo.UpTime")?.value).toBe("7");
  },
);

test("operations submitted while a session ends are not left behind", async () => {
  const id = await device("cwmp");
  const waits: Promise<unknown>[] = [];
  for (let i = 0; i < 40; i++) {
    const { id: operation } = await submit(id);
    waits.push(bridge.parts().operations.wait(operation, 4000));
  }
  expect((await Promise.all(waits)).filter((record) => record === undefined)).toEqual([]);
});

test("a device that sleeps is rung again with back-off until it comes", async () => {
  const id = await device("cwmp");
  cwmp.asleep.add(id);
  const { id: operation } = await submit(id);
  const rings = () => cwmp.wakes.filter((one) => one === id).length;
  await expect.poll(rings, { timeout: 5000 }).toBeGreaterThan(2);
  cwmp.asleep.delete(id);
  expect(await bridge.parts().operations.wait(operation, 4000)).toMatchObject({ state: "succeeded" });
  expect((await bridge.parts().state.device(id)).wake).toMatchObject({ method: "cwmp" });
});

test("an agent that cannot be reached gets its work when it comes again", async () => {
  const said = contact("usp");
  const admission = await bridge.gateway.contact(said);
  if (admission.verdict !== "accepted") throw new TypeError(admission.verdict);
  const id = admission.device;
  await expect.poll(() => usp.did.filter((one) => one.device === id).length).toBe(1);
  usp.asleep.add(id);
  const { id: operation } = await submit(id);
  usp.asleep.delete(id);
  await bridge.gateway.contact({ ...said, at: systemClock.now() });
  expect(await bridge.parts().operations.wait(operation, 4000)).toMatchObject({ state: "succeeded" });
});

const completion = (key: string): DeviceEvent => ({
  id: `oc ${key}`,
  at: systemClock.now(),
  type: "commandComplete",
  path: "Device.",
  command: "Reboot()",
  commandKey: key,
  output: {},
});

test("an asynchronous command ends with its completion, also when the report's process died right after it", async () => {
  const id = await device("usp");
  const [now, later] = [await submit(id, REBOOT), await submit(id, REBOOT)];
  await expect
    .poll(
      () =>
        usp.did.filter(
          ({ device: d, operation }) =>
            (d === id && operation === REBOOT) || (d === id && operation.type === "operate"),
        ).length,
    )
    .toBe(2);
  const waiting = bridge.parts().operations.wait(now.id, 4000);
  const report = { device: id, protocol: "usp" as const, at: systemClock.now() };
  await bridge.gateway.report({ ...report, events: [completion(now.id.slice(2))] });
  expect(await waiting).toMatchObject({ state: "succeeded" });
  // The registry alone: what a process leaves that dies between the commit and the rest.
  const crashed = bridge.parts().operations.wait(later.id, 4000);
  await bridge.parts().state.report({ ...report, events: [completion(later.id.slice(2))] });
  expect(await crashed).toMatchObject({ state: "succeeded" });
});

test("a completion that cannot be read is passed over: what comes after it reaches the feed", async () => {
  const { scripts, keys, events } = bridge.parts();
  const id = await device("usp");
  const partition = Number.parseInt(id.slice(2, 4), 16);
  const type = "causeway.device.command-complete";
  for (const [name, data] of [
    ["broken", "{"],
    ["whole", "{}"],
  ] as const) {
    const fields = ["id", name, "type", type, "device", id, "at", "1000", "data", data];
    await scripts.client.xadd(keys.events(partition), "*", ...fields);
  }
  const found = async () => {
    const { items } = await events.page({ filter: { types: [type] }, order: "desc", limit: 2 });
    return items.map((event) => event.id);
  };
  await expect.poll(found, { timeout: 5000 }).toEqual(["whole", "broken"]);
});

test("a waiter on another replica is told through the feed", async () => {
  const other = make("two");
  await other.start();
  const id = await device("cwmp");
  cwmp.asleep.add(id);
  const { id: operation } = await submit(id);
  const waiting = other.parts().operations.wait(operation, 5000);
  cwmp.asleep.delete(id);
  expect(await waiting).toMatchObject({ state: "succeeded" });
  await other.stop();
});

test("two replicas never run one device at the same time, nor its operations out of order", async () => {
  const mine = new Map<Protocol, DeviceStack>();
  const other = make("four", () => mine);
  const busy = new Set<DeviceId>();
  const overlaps: DeviceId[] = [];
  const log = new Map<DeviceId, number[]>();
  const slowly = (claimed: Claimed): Promise<Outcome> | Outcome => {
    const { device: id, operation } = claimed.record;
    if (operation.type !== "get") return usually(claimed);
    if (busy.has(id)) overlaps.push(id);
    busy.add(id);
    log.set(id, [...(log.get(id) ?? []), operation.maxDepth]);
    return bridge.ready().then(() => {
      busy.delete(id);
      return usually(claimed);
    });
  };
  answer = slowly;
  for (const protocol of ["usp", "cwmp"] as const)
    mine.set(protocol, honestStack(protocol, other.gateway, slowly));
  await other.start();
  const devices = await Promise.all(
    ["usp", "cwmp", "usp", "cwmp"].map((protocol) => device(protocol as Protocol)),
  );
  const waits: Promise<unknown>[] = [];
  for (let n = 0; n < 15; n++) {
    for (const id of devices) {
      const { operations } = (n % 2 ? bridge : other).parts();
      const { id: one } = await operations.submit({
        device: id,
        operation: { ...GET, maxDepth: n },
        actor: "t",
      });
      waits.push(operations.wait(one, 5000));
    }
  }
  expect((await Promise.all(waits)).filter((record) => record === undefined)).toEqual([]);
  expect(overlaps).toEqual([]);
  for (const id of devices) expect(log.get(id)).toEqual(Array.from({ length: 15 }, (_, n) => n));
  answer = usually;
  await other.stop();
});

test("every end of an operation is in the feed once, after its beginning", async () => {
  const id = await device("usp");
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push((await submit(id)).id);
  await Promise.all(ids.map((one) => bridge.parts().operations.wait(one as never, 4000)));
  const mine = { devices: [id], types: ["causeway.operation."] };
  const read = async () =>
    (await bridge.parts().events.page({ filter: mine, order: "asc", limit: 1000 })).items.map(
      (event) => event.id,
    );
  await expect.poll(async () => (await read()).length).toBe(12);
  const found = await read();
  for (const one of ids) {
    expect(found.filter((event) => event === `${one}.succeeded`)).toHaveLength(1);
    expect(found.indexOf(`${one}.queued`)).toBeLessThan(found.indexOf(`${one}.succeeded`));
  }
});

test("a stack can ask which devices speak its protocol, page by page", async () => {
  const [agent, cpe] = [await device("usp"), await device("cwmp")];
  const found: DeviceId[] = [];
  let cursor = "";
  do {
    const page = await bridge.gateway.known?.("usp", cursor);
    found.push(...(page?.devices ?? []));
    cursor = page?.cursor ?? "";
  } while (cursor !== "");
  expect(found).toContain(agent);
  expect(found).not.toContain(cpe);
});

test("before start and after stop the gateway refuses by name", async () => {
  const idle = make("three");
  await expect(idle.gateway.find({ scheme: "usp", value: "x" })).rejects.toMatchObject({
    code: "gateway.stopping",
  });
  expect(await idle.ready()).toBe(false);
  expect(await bridge.ready()).toBe(true);
});
