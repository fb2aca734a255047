import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  alarmCleared,
  alarmRaised,
  hostAppears,
  hostForgotten,
  networkFlips,
  stationJoins,
  stationLeaves,
  type Tree,
} from "#sim";
import { type Json, until as untilWithin } from "./api.ts";
import { openStand, type Stand, type Subject } from "./rig.ts";

// Some tests go through all that happens in three homes, one after the other.
vi.setConfig({ testTimeout: 90_000 });
/** As `until`, with time for what is asked of devices on a busy machine. */
const until = <T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> =>
  untilWithin(what, look, 30_000);

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(912);
});
afterAll(() => stand.stop());

const MAC = "02:00:00:00:0a:01";

/** Makes a subscription and waits until every device it is for has been set up. */
async function subscribe(body: Json, subjects: readonly Subject[] = stand.subjects): Promise<string> {
  const made = await stand.api.call("POST", "/v1/subscriptions", body);
  expect(made).toMatchObject({ status: 201 });
  const id = String(made.body["id"]);
  for (const subject of subjects) await statusOf(id, subject);
  return id;
}

/** What became of a subscription on a device, once it was set up there. */
function statusOf(id: string, subject: Subject): Promise<Json> {
  return until(`${subject.kind} is subscribed`, async () => {
    const { body } = await stand.api.call("GET", `/v1/subscriptions/${id}/devices`);
    const own = (body["items"] as Json[]).find((item) => item["device"] === subject.id);
    return own === undefined || own["state"] === "waiting" ? undefined : own;
  });
}

async function remove(id: string): Promise<void> {
  expect((await stand.api.call("DELETE", `/v1/subscriptions/${id}`)).status).toBe(204);
}

/** The CloudEvents of a type a device has told, oldest first, as `[path, rest of data]`. */
async function told(subject: Subject, type: string): Promise<readonly Json[]> {
  const { body } = await stand.api.call(
    "GET",
    `/v1/events?limit=1000&type=causeway.device.${type}&device=${subject.id}`,
  );
  return (body["items"] as Json[]).map((event) => {
    expect(event["subject"]).toBe(subject.id);
    const { native: _native, ...data } = event["data"] as Record<string, unknown>;
    return { type: event["type"], source: event["source"], data };
  });
}

/** The same happens in every home; gives what each of the devices told then that it had not told before. */
async function happens(
  type: string,
  subjects: readonly Subject[],
  change: (tree: Tree) => unknown,
): Promise<readonly (readonly Json[])[]> {
  const news: (readonly Json[])[] = [];
  for (const subject of subjects) {
    const before = (await told(subject, type)).length;
    change(subject.tree);
    news.push(
      await until(`${subject.kind} tells ${type}`, async () => {
        const now = await told(subject, type);
        return now.length > before ? now.slice(before) : undefined;
      }),
    );
  }
  return news;
}

test("one change of a value gives one and the same event on all three kinds of device [TR-369 R-NOT.0]", async () => {
  const id = await subscribe({
    name: "networks",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.SSID.*.Status"],
  });
  const news = await happens("value-changed", stand.subjects, (tree) => networkFlips(tree, 1, false));
  expect(news[0]).toEqual([
    {
      type: "causeway.device.value-changed",
      source: expect.any(String) as string,
      data: { path: "Device.WiFi.SSID.1.Status", value: "Down" },
    },
  ]);
  expect(news[1]).toEqual(news[0]);
  expect(news[2]).toEqual(news[0]);
  await remove(id);
});

test("a station that comes and goes is told alike, and a host that appears [TR-369 R-NOT.0]", async () => {
  const id = await subscribe({ name: "home", filter: "", telemetry: "standard" });
  const station = await happens("object-created", stand.subjects, (tree) => stationJoins(tree, 3, MAC));
  expect(station[0]?.[0]?.["data"]).toEqual({
    path: "Device.WiFi.AccessPoint.3.AssociatedDevice.2.",
    uniqueKeys: { MACAddress: MAC },
  });
  expect(station[1]).toEqual(station[0]);
  expect(station[2]).toEqual(station[0]);
  const gone = await happens("object-deleted", stand.subjects, (tree) => stationLeaves(tree, 3, MAC));
  expect(gone[0]?.[0]?.["data"]).toEqual({ path: "Device.WiFi.AccessPoint.3.AssociatedDevice.2." });
  expect(gone[1]).toEqual(gone[0]);
  expect(gone[2]).toEqual(gone[0]);
  const host = { name: "tv", address: "192.168.1.77", mac: MAC };
  const hosts = await happens("object-created", stand.subjects, (tree) => hostAppears(tree, host));
  expect(hosts[0]).toHaveLength(1);
  expect(hosts[1]).toEqual(hosts[0]);
  expect(hosts[2]).toEqual(hosts[0]);
  await happens("object-deleted", stand.subjects, (tree) => hostForgotten(tree, MAC));
  const modern = stand.subjects.filter(({ kind }) => kind !== "TR-098 CPE");
  const raised = await happens("object-created", modern, (tree) => alarmRaised(tree, "4711", "fan"));
  expect(raised[0]?.[0]?.["data"]).toMatchObject({
    path: "Device.FaultMgmt.CurrentAlarm.1.",
    uniqueKeys: { AlarmIdentifier: "4711", SpecificProblem: "fan" },
  });
  expect(raised[1]).toEqual(raised[0]);
  await happens("object-deleted", modern, (tree) => alarmCleared(tree, "4711"));
  await remove(id);
});

test("what two subscriptions ask for is told once, and a threshold that is crossed as an event of the agent [TR-369 R-NOT.0]", async () => {
  const one = { filter: "", notifType: "ValueChange", paths: ["Device.WiFi.SSID.*.Status"] };
  const first = await subscribe({ ...one, name: "first" });
  const second = await subscribe({ name: "second", filter: "", telemetry: "standard", notifRetry: false });
  for (const subject of stand.subjects) {
    const before = (await told(subject, "value-changed")).length;
    networkFlips(subject.tree, 3, false);
    await until("it is told", async () =>
      (await told(subject, "value-changed")).length > before ? true : undefined,
    );
    // Told twice, it would stand before this one.
    networkFlips(subject.tree, 3, true);
    const news = await until("the next one is told", async () => {
      const all = (await told(subject, "value-changed")).slice(before);
      return all.some(({ data }) => (data as Json)["value"] === "Up") ? all : undefined;
    });
    expect(news.map(({ data }) => data)).toEqual([
      { path: "Device.WiFi.SSID.3.Status", value: "Down" },
      { path: "Device.WiFi.SSID.3.Status", value: "Up" },
    ]);
  }
  const agent = stand.of("USP agent");
  const params = { ParamPath: "Device.DeviceInfo.MemoryStatus.Free", ParamValue: "9" };
  const before = (await told(agent, "event")).length;
  agent.agent?.raise("Device.LocalAgent.Threshold.1.", "Triggered!", params);
  const [crossed] = await until("it is told", async () => {
    const all = (await told(agent, "event")).slice(before);
    return all.length > 0 ? all : undefined;
  });
  expect(crossed?.["data"]).toEqual({ path: "Device.LocalAgent.Threshold.1.", name: "Triggered!", params });
  await remove(first);
  await remove(second);
});

test("what a device cannot tell stands in its status with the reason", async () => {
  const id = await subscribe({
    name: "odd",
    filter: "",
    notifType: "Event",
    paths: ["Device.Boot!", "Device.WiFi.NeighboringWiFiDiagnostic.Nothing!"],
  });
  for (const subject of stand.subjects) {
    const status = await statusOf(id, subject);
    const problem = { path: "Device.WiFi.NeighboringWiFiDiagnostic.Nothing!", why: "unsupported" };
    expect(status).toMatchObject({ state: "partial", problems: [problem] });
  }
  await remove(id);
});

test("an agent that refuses an object is asked for what lies in it, and for nothing that it tells already [TR-369 R-NOT.0]", async () => {
  const agent = stand.of("USP agent");
  const own = "Device.LocalAgent.Subscription.";
  const rows = (id: string): readonly string[] =>
    agent.tree
      .instances(own)
      .map((n) => `${own}${n}.`)
      .filter((row) => agent.tree.value(`${row}ID`).startsWith(`causeway-${id}`))
      .map((row) => agent.tree.value(`${row}ReferenceList`));
  const events = { name: "all", filter: "", notifType: "Event", paths: ["Device.LocalAgent."] };
  const below = await subscribe(events);
  expect(await statusOf(below, agent)).toMatchObject({ state: "applied", problems: [] });
  // Periodic! and TransferComplete! have rows of their own.
  expect(rows(below)).toEqual(["Device.LocalAgent.Threshold.*.Triggered!"]);
  await remove(below);
  const values = { name: "all", filter: "", notifType: "ValueChange", paths: ["Device."] };
  const whole = await subscribe(values);
  expect(await statusOf(whole, agent)).toMatchObject({ state: "applied", problems: [] });
  expect(rows(whole).join(",").split(",")).toEqual(
    expect.arrayContaining(["Device.DeviceInfo.", "Device.WiFi.", "Device.Hosts."]),
  );
  // What it took is not asked for in another way the next time.
  const adds = () => agent.journal.of("asked").filter(({ facts }) => facts["message"] === "add").length;
  const before = adds();
  const looks = async (): Promise<number> => {
    const query = `/v1/operations?device=${agent.id}&type=subscribe&state=succeeded`;
    return ((await stand.api.call("GET", query)).body["items"] as Json[]).length;
  };
  const done = await looks();
  await stand.api.call("POST", `/v1/subscriptions/${whole}:apply`, {});
  await until("the agent was looked at", async () => ((await looks()) > done ? true : undefined));
  expect(adds()).toBe(before);
  await remove(whole);
  await until("nothing is left", () => (rows(whole).length === 0 ? true : undefined));
});

test("a subscription that is taken away leaves nothing behind on the devices, and theirs are untouched", async () => {
  const own = "Device.LocalAgent.Subscription.";
  const agent = stand.of("USP agent");
  const foreign = agent.tree.add(own, "device");
  agent.tree.set(`${own}${foreign}.ID`, "causeway-of-another", "device");
  agent.tree.set(`${own}${foreign}.Recipient`, "Device.LocalAgent.Controller.7", "device");
  const id = await subscribe({
    name: "short",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.Radio.*.Channel"],
  });
  const rows = (): readonly string[] =>
    agent.tree.instances(own).map((n) => agent.tree.value(`${own}${n}.ID`));
  expect(rows()).toContain(`causeway-${id}`);
  const [, tr181] = stand.subjects;
  const channel = "Device.WiFi.Radio.1.Channel";
  expect(tr181?.cpe?.attributes.get(channel)).toBe(2);
  await remove(id);
  await until("the agent has forgotten it", () => (rows().includes(`causeway-${id}`) ? undefined : true));
  await until("the CPE has forgotten it", () =>
    tr181?.cpe?.attributes.get(channel) === 0 ? true : undefined,
  );
  expect(rows()).toContain("causeway-of-another");
  agent.tree.remove(`${own}${foreign}.`, "device");
});

test("an agent that was reset is subscribed again within its one onboarding [TR-369 R-NOT.0]", async () => {
  const id = await subscribe({
    name: "kept",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.Radio.*.Channel"],
  });
  const agent = stand.of("USP agent");
  const own = "Device.LocalAgent.Subscription.";
  const onboardings = async (): Promise<number> => {
    const { body } = await stand.api.call("GET", `/v1/operations?device=${agent.id}&type=onboard`);
    return (body["items"] as Json[]).length;
  };
  const before = await onboardings();
  // A factory setting that carries a Boot! subscription tells the reset; the Connect record alone would not.
  agent.agent?.factoryReset();
  const boot = agent.tree.add(own, "device");
  for (const [name, value] of Object.entries({
    Enable: "true",
    ID: "factory",
    NotifType: "Event",
    ReferenceList: "Device.Boot!",
    Recipient: "Device.LocalAgent.Controller.1",
  }))
    agent.tree.set(`${own}${boot}.${name}`, value, "device");
  const ids = () => agent.tree.instances(own).map((n) => agent.tree.value(`${own}${n}.ID`));
  await until("it is subscribed again", () => (ids().includes(`causeway-${id}`) ? true : undefined));
  expect(ids()).toContain("causeway-boot");
  await until("the onboarding has ended", async () => {
    const { body } = await stand.api.call("GET", `/v1/operations?device=${agent.id}&type=onboard`);
    return (body["items"] as Json[]).every((item) => item["state"] === "succeeded") ? true : undefined;
  });
  expect(await onboardings()).toBe(before + 1);
  await remove(id);
});

test("how a subscription lives stands in the agent's row, is changed in place, and one that did not outlive a boot is made again [TR-369 R-NOT.0]", async () => {
  const body = {
    name: "brief",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.Radio.*.Channel"],
  };
  const id = await subscribe({ ...body, persistent: false, timeToLive: 86_400, notifExpiration: 60 });
  const agent = stand.of("USP agent");
  const own = "Device.LocalAgent.Subscription.";
  const row = (): string | undefined =>
    agent.tree
      .instances(own)
      .map((n) => `${own}${n}.`)
      .find((one) => agent.tree.value(`${one}ID`) === `causeway-${id}`);
  const value = (name: string): string => agent.tree.value(`${row()}${name}`);
  const made = row();
  expect(["Persistent", "TimeToLive", "NotifExpiration"].map(value)).toEqual(["false", "86400", "60"]);
  await stand.api.call("PATCH", `/v1/subscriptions/${id}`, { timeToLive: 0 });
  await until("the row was changed", () => (value("TimeToLive") === "0" ? true : undefined));
  expect(row()).toBe(made);
  agent.agent?.reboot();
  await agent.journal.next("booted");
  await until("the row is there again", () => (row() === undefined ? undefined : true));
  await remove(id);
});

test("a device that missed the end of its last subscription is rid of it at its next boot", async () => {
  const id = await subscribe({
    name: "missed",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.Radio.*.Channel"],
  });
  const { cpe, id: device } = stand.of("TR-181 CPE");
  const channel = "Device.WiFi.Radio.1.Channel";
  cpe?.behave({ do: "ignoreConnectionRequest" });
  await remove(id);
  const waiting = await until("it was asked in vain", async () => {
    const query = `/v1/operations?device=${device}&type=subscribe&state=queued`;
    const [first] = (await stand.api.call("GET", query)).body["items"] as Json[];
    return first === undefined ? undefined : String(first["id"]);
  });
  const cancelled = await stand.api.call("POST", `/v1/operations/${waiting}:cancel`, {});
  expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
  expect(cpe?.attributes.get(channel)).toBe(2);
  cpe?.behaveWell();
  cpe?.reboot();
  await until("it is switched off", () => (cpe?.attributes.get(channel) === 0 ? true : undefined));
});

test("a notification that is sent twice is one event, and one that nobody answers as well [TR-369 R-NOT.6a]", async () => {
  const id = await subscribe({
    name: "twice",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.SSID.*.Status"],
  });
  const subject = stand.of("USP agent");
  const told1 = (await told(subject, "value-changed")).length;
  subject.agent?.behave({ do: "duplicateNotify" }, { do: "ignoreNotifyResp", times: 2 });
  networkFlips(subject.tree, 3, false);
  await until("it is told", async () =>
    (await told(subject, "value-changed")).length > told1 ? true : undefined,
  );
  // What comes after it was stored after all its repetitions that had been sent.
  networkFlips(subject.tree, 3, true);
  const news = await until("the next one is told", async () => {
    const all = (await told(subject, "value-changed")).slice(told1);
    return all.some(({ data }) => (data as Json)["value"] === "Up") ? all : undefined;
  });
  expect(news.map(({ data }) => (data as Json)["value"])).toEqual(["Down", "Up"]);
  subject.agent?.behaveWell();
  await remove(id);
});

test("a device that gets a tag gets what devices of that tag are to tell", async () => {
  const made = await stand.api.call("POST", "/v1/subscriptions", {
    name: "tagged",
    filter: 'tags:"watched"',
    notifType: "ValueChange",
    paths: ["Device.WiFi.Radio.*.Channel"],
  });
  const id = String(made.body["id"]);
  const cpe = stand.of("TR-181 CPE");
  const devices = async (): Promise<Json[]> =>
    (await stand.api.call("GET", `/v1/devices/${cpe.id}/subscriptions`)).body["items"] as Json[];
  expect(await devices()).toEqual([]);
  await stand.api.call("PATCH", `/v1/devices/${cpe.id}`, { tags: ["watched"] });
  await until("it is applied", async () =>
    (await devices()).some((item) => item["subscription"] === id && item["state"] === "applied")
      ? true
      : undefined,
  );
  expect(cpe.cpe?.attributes.get("Device.WiFi.Radio.1.Channel")).toBe(2);
  await stand.api.call("PATCH", `/v1/devices/${cpe.id}`, { tags: [] });
  await until("it is taken back", () =>
    cpe.cpe?.attributes.get("Device.WiFi.Radio.1.Channel") === 0 ? true : undefined,
  );
  await remove(id);
});
