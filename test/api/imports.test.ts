import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Identity } from "#core";
import { until } from "../contract/api.ts";
import { count, dump } from "../contract/canary.find.ts";
import { redisUrl } from "../services.ts";
import { ADMIN, apiRig, type ApiRig, type Reply } from "./api.rig.ts";

const PREFIX = `ti${randomBytes(4).toString("hex")}`;
let rig: ApiRig;
beforeAll(async () => {
  const groupCredentials = [{ username: "shared", password: "group-password" }];
  rig = await apiRig({ state: { enrolment: "approve", groupCredentials } }, PREFIX);
});
afterAll(() => rig.close());

const CSV = { "content-type": "text/csv" };
const DUMP = { "content-type": "application/x-ndjson" };

const post = (body: string, headers: Readonly<Record<string, string>> = CSV, query = ""): Promise<Reply> =>
  rig.call("POST", `/v1/imports${query}`, { token: ADMIN, raw: body, headers });
const patch = (id: string, offset: number, body: string, headers = CSV): Promise<Reply> =>
  rig.call("PATCH", `/v1/imports/${id}`, {
    token: ADMIN,
    raw: body,
    headers: { ...headers, "upload-offset": String(offset) },
  });
const device = async (identity: string) => (await rig.admin("GET", `/v1/devices/${identity}`)).json;
const cwmp = (value: string): Identity => ({ scheme: "cwmp", value });

/** An Inform of a known CPE, with what its sender proved. */
const inform = (value: string, user?: string) =>
  rig.bridge.gateway.contact(
    rig.contact("cwmp", {
      identity: cwmp(value),
      events: [
        { id: "", at: rig.clock.now(), type: "event", path: "Device.", name: "2 PERIODIC", params: {} },
      ],
      ...(user === undefined
        ? {}
        : { proof: { kind: "password", username: user, generation: "current" } as const }),
    }),
  );

test("devices of a CSV file are announced with everything it tells, and come with the old ACS's password", async () => {
  const made = await post(
    "cwmp,username,password,connectionRequestUrl,connectionRequestUsername,connectionRequestPassword,tags,label,attributes.pop\n" +
      "00256D-X-A1,cpe-a1,old-password,http://192.0.2.9:7547/,acs,ring-password,pilot;north,A 1,p1\n" +
      "00256D-X-A2,,,,,,,,\n",
  );
  expect(made).toMatchObject({ status: 201, json: { state: "finished", problems: 0 } });
  expect(made.json.counts).toEqual({ created: 2, linked: 0, unchanged: 0, refused: 0 });
  expect(made.headers.location).toBe(`/v1/imports/${made.json.id}`);
  expect(await device("00256D-X-A1")).toMatchObject({
    enrolment: "preregistered",
    protocols: ["cwmp"],
    activeProtocol: "cwmp",
    oui: "00256D",
    serialNumber: "A1",
    tags: ["pilot", "north"],
    label: "A 1",
    attributes: { pop: "p1" },
    presence: "unknown",
  });
  const { id } = await device("00256D-X-A1");
  expect(await rig.bridge.gateway.knowledge(id, "cwmp")).toMatchObject({
    memory: { connectionRequestUrl: "http://192.0.2.9:7547/", connectionRequestUsername: "acs" },
    secrets: { connectionRequestPassword: "ring-password" },
  });
  expect(await rig.bridge.gateway.credentials("cpe-a1")).toMatchObject([
    { device: id, password: "old-password", generation: "current" },
  ]);
  expect(await inform("00256D-X-A1")).toEqual({ verdict: "challenge" });
  expect(await inform("00256D-X-A1", "cpe-a1")).toMatchObject({
    verdict: "accepted",
    device: id,
    first: true,
  });
  expect(await device("00256D-X-A1")).toMatchObject({ enrolment: "accepted", tags: ["pilot", "north"] });
  expect(await inform("00256D-X-A2")).toMatchObject({ verdict: "accepted", first: true });
});

test("a GenieACS dump is read too, and what is wrong with it is reported without its values", async () => {
  const doc = (serial: string, more: object) =>
    JSON.stringify({
      _id: `00256D-X-${serial}`,
      _tags: ["genie"],
      InternetGatewayDevice: { ManagementServer: more },
    });
  const made = await post(
    [
      doc("B1", { Username: { _value: "b1" }, Password: { _value: "canary-b1" } }),
      doc("B2", { Username: { _value: "b1" }, Password: { _value: "canary-b2" } }),
      doc("B3", { ConnectionRequestURL: { _value: "https://canary.example/" } }),
      '{"_id":"=cmd()-canary"}',
      "{ canary",
    ].join("\n"),
    DUMP,
    "?name=genie.json",
  );
  expect(made).toMatchObject({ status: 201, json: { format: "genieacs", name: "genie.json", problems: 4 } });
  expect(made.json.counts).toEqual({ created: 3, linked: 0, unchanged: 0, refused: 2 });
  const path = `/v1/imports/${made.json.id}/report`;
  const { json, text } = await rig.admin("GET", path);
  expect(json.items).toMatchObject([
    { line: 2, column: "", code: "sharedUsername", device: "cwmp:00256D-X-B2" },
    { line: 3, column: "connectionRequestUrl", code: "url", device: "cwmp:00256D-X-B3" },
    { line: 4, column: "cwmp", code: "cwmp" },
    { line: 5, column: "", code: "json", advice: expect.stringContaining("JSON") },
  ]);
  expect(text).not.toContain("canary");
  const csv = await rig.call("GET", path, { token: ADMIN, headers: { accept: "text/csv" } });
  expect(csv.headers["content-disposition"]).toContain("report.csv");
  expect(csv.text.split("\r\n")[0]).toBe("line,column,code,device,detail,advice");
  expect(JSON.stringify(rig.lines)).not.toContain("canary");
  // The user name is the first device's, which alone must show it.
  expect(await inform("00256D-X-B2")).toMatchObject({ verdict: "accepted" });
});

test("the same file once more changes nothing; another one gives known devices what they lack", async () => {
  const file = "cwmp,username,password,tags,attributes.a\n00256D-X-C1,c1,password-c1,one,1\n";
  expect((await post(file)).json.counts).toMatchObject({ created: 1 });
  expect((await post(file)).json.counts).toMatchObject({ created: 0, unchanged: 1 });
  const more = "cwmp,usp,tags,attributes.b,label\n00256D-X-C1,os::00256D-C1,two,2,box\n";
  expect((await post(more)).json.counts).toMatchObject({ linked: 1 });
  expect(await device("os::00256D-C1")).toMatchObject({
    identities: [cwmp("00256D-X-C1"), { scheme: "usp", value: "os::00256D-C1" }],
    tags: ["one", "two"],
    attributes: { a: "1", b: "2" },
    label: "box",
  });
  const other = "cwmp,username,password\n00256D-X-C1,c1,password-c2\n";
  expect((await post(other)).json.counts).toMatchObject({ linked: 1 });
  expect(await rig.bridge.gateway.credentials("c1")).toMatchObject([{ password: "password-c2" }]);
  await inform("00256D-X-C1", "c1");
  // What a device that has come shows and is rung with is not the file's to change.
  const late = "cwmp,username,password,connectionRequestPassword\n00256D-X-C1,c9,password-c9,ring\n";
  expect((await post(late)).json.counts).toMatchObject({ unchanged: 1 });
  expect(await rig.bridge.gateway.credentials("c9")).toEqual([]);
});

test("a quarantined stranger that a file names is let in, with the file's password; one that was shut out is not", async () => {
  expect(await inform("00256D-X-D1")).toMatchObject({ verdict: "quarantined" });
  expect(await inform("00256D-X-D2")).toMatchObject({ verdict: "quarantined" });
  const { id } = await device("00256D-X-D2");
  await rig.admin("POST", `/v1/devices/${id}:quarantine`, {});
  const file = "cwmp,username,password\n00256D-X-D1,d1,password-d1\n00256D-X-D2,d2,password-d2\n";
  const made = await post(file);
  expect(made.json.counts).toEqual({ created: 0, linked: 1, unchanged: 0, refused: 1 });
  expect((await rig.admin("GET", `/v1/imports/${made.json.id}/report`)).json.items).toMatchObject([
    { line: 3, code: "held" },
  ]);
  expect(await inform("00256D-X-D1")).toEqual({ verdict: "challenge" });
  expect(await inform("00256D-X-D1", "d1")).toMatchObject({ verdict: "accepted" });
  expect(await inform("00256D-X-D2", "d2")).not.toMatchObject({ verdict: "accepted" });
});

test("a user name that a group shares is the group's: its devices are announced and need no more", async () => {
  const made = await post(
    "cwmp,username,password\n00256D-X-E1,shared,group-password\n00256D-X-E2,shared,group-password\n",
  );
  expect(made.json).toMatchObject({ counts: { created: 2 }, problems: 0 });
});

test("a dry run tells what would become of the rows and writes nothing", async () => {
  const file = "cwmp,tags\n00256D-X-F1,a\n00256D-X-A2,dry\nbad,\n";
  const made = await post(file, CSV, "?dryRun=true");
  expect(made.json).toMatchObject({
    dryRun: true,
    counts: { created: 1, linked: 1, unchanged: 0, refused: 1 },
  });
  expect((await rig.admin("GET", "/v1/devices/00256D-X-F1")).status).toBe(404);
  expect((await device("00256D-X-A2")).tags).toEqual([]);
});

/** Sends the first part of a body, and cuts the connection when `then` is done. */
async function cutOff(path: string, headers: object, part: string, then: () => Promise<void>): Promise<void> {
  const outgoing = httpRequest(new URL(path, rig.url), {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN}`, ...CSV, "content-length": "1000000", ...headers },
  });
  outgoing.on("error", () => undefined);
  outgoing.write(part);
  await then();
  outgoing.destroy();
}

test("an upload that is cut goes on at the last row that came whole", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `00256D-X-G${i},t\n`);
  const file = `cwmp,tags\n${rows.join("")}`;
  const at = file.indexOf("G20") + 1;
  const key = { "idempotency-key": "file-g" };
  const find = async () =>
    (await rig.admin("GET", "/v1/imports")).json.items.find(({ name }: { name: string }) => name === "g");
  await cutOff("/v1/imports?name=g", key, file.slice(0, at), async () => {
    await until("it runs", async () => ((await find())?.state === "running" ? true : undefined));
    const { id } = await find();
    expect((await patch(id, 0, file)).json).toMatchObject({ status: 409, code: "import.running" });
  });
  const broken = await until("it waits", async () => {
    const found = await find();
    return found.state === "waiting" && found.offset > 0 ? found : undefined;
  });
  expect(broken.offset).toBe(file.indexOf("00256D-X-G20"));
  expect(broken).toMatchObject({ line: 22, counts: { created: 20 } });
  // The same request once more tells where it goes on.
  const again = await post(file, { ...CSV, ...key }, "?name=g");
  expect(again).toMatchObject({ status: 409, json: { code: "import.offset", offset: broken.offset } });
  const wrong = await patch(broken.id, 5, file.slice(5));
  expect(wrong).toMatchObject({ status: 409, json: { code: "import.offset", offset: broken.offset } });
  const ended = await patch(broken.id, broken.offset, file.slice(broken.offset));
  expect(ended).toMatchObject({
    status: 200,
    json: { state: "finished", counts: { created: 30, refused: 0 } },
  });
  expect((await post(file, { ...CSV, ...key }, "?name=g")).json).toMatchObject({
    id: broken.id,
    state: "finished",
  });
  expect((await patch(broken.id, file.length, "")).json).toMatchObject({ status: 409, code: "import.over" });
});

test("an import is made without a file, fed, and cancelled for good", async () => {
  const made = await rig.call("POST", "/v1/imports?format=csv", { token: ADMIN });
  expect(made).toMatchObject({ status: 201, json: { state: "waiting", offset: 0 } });
  const { id } = made.json;
  expect((await patch(id, 0, "[]", DUMP)).status).toBe(415);
  const fed = rig.call("PATCH", `/v1/imports/${id}`, {
    token: ADMIN,
    raw: "cwmp\n00256D-X-H1\n",
    headers: CSV,
  });
  expect((await fed).json).toMatchObject({ status: 400, detail: expect.stringContaining("Upload-Offset") });
  expect((await rig.admin("POST", `/v1/imports/${id}:cancel`, { reason: "wrong file" })).json.state).toBe(
    "cancelled",
  );
  expect((await rig.admin("POST", `/v1/imports/${id}:cancel`, {})).status).toBe(200);
  expect((await patch(id, 0, "cwmp\n00256D-X-H1\n")).json).toMatchObject({ code: "import.over" });
  expect((await rig.admin("GET", "/v1/devices/00256D-X-H1")).status).toBe(404);
});

test("a file that cannot be read is told at once and kept as failed", async () => {
  const made = await post("serial,mac\n1,2\n", CSV, "?name=wrong-columns");
  expect(made).toMatchObject({ status: 422, json: { code: "import.columns" } });
  const { json } = await rig.admin("GET", "/v1/imports");
  expect(json.items[0]).toMatchObject({
    name: "wrong-columns",
    state: "failed",
    problem: { code: "import.columns", detail: expect.stringContaining('"serial"') },
  });
  expect((await post("")).json).toMatchObject({ state: "waiting" });
  expect((await post("\n\n")).json).toMatchObject({ status: 422 });
  expect((await rig.admin("POST", "/v1/imports", {})).status).toBe(415);
  expect((await rig.admin("GET", "/v1/imports/i_none")).status).toBe(404);
});

test("many rows of one device and one user name in one file are taken in one after the other", async () => {
  const rows = Array.from({ length: 200 }, (_, i) => `00256D-X-I,i,password-${i % 3},t${i % 10}\n`).join("");
  const { json } = await post(`cwmp,username,password,tags\n${rows}`);
  expect(json.counts.created).toBe(1);
  expect(json.counts.created + json.counts.linked + json.counts.unchanged).toBe(200);
  expect((await device("00256D-X-I")).tags).toHaveLength(10);
  const same = Array.from({ length: 100 }, (_, i) => `00256D-X-J${i},one-for-all,password\n`).join("");
  const shared = await post(`cwmp,username,password\n${same}`);
  expect(shared.json).toMatchObject({ counts: { created: 100 }, problems: 99 });
});

test("what another ACS needs of a device is told by the columns of an import, and passwords stand nowhere in the clear", async () => {
  const told = {
    cwmp: "00256D-X-K1",
    username: "k1",
    password: "canary-login",
    connectionRequestUrl: "http://192.0.2.9:7547/",
    connectionRequestUsername: "acs",
    connectionRequestPassword: "canary-ring",
    tags: "one;two",
    label: "marker-k1",
  };
  await post(`${Object.keys(told).join(",")}\n${Object.values(told).join(",")}\n`);
  const { id } = await device("00256D-X-K1");
  const path = `/v1/devices/${id}/credentials:read`;
  expect((await rig.admin("POST", path, { reason: "handed over" })).json).toEqual(told);
  expect((await rig.admin("POST", path, {})).status).toBe(422);
  const token = await rig.token("admin");
  expect((await rig.call("POST", path, { token, body: { reason: "no scope" } })).status).toBe(403);
  const { json } = await rig.admin("GET", "/v1/audit?limit=10");
  expect(json.items).toContainEqual(
    expect.objectContaining({ target: id, reason: "handed over", status: 200 }),
  );
  const kept = await dump(redisUrl(), `${PREFIX}*`);
  expect(count("marker-k1", kept)).toBeGreaterThan(0);
  expect(count("canary-", kept)).toBe(0);
  expect(JSON.stringify(rig.lines)).not.toContain("canary-");
});
