import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { apiRig, type ApiRig } from "./api.rig.ts";
import { box } from "./box.rig.ts";

let rig: ApiRig;
const ids: DeviceId[] = [];
beforeAll(async () => {
  rig = await apiRig({ state: { enrolment: "open", indexedAttributes: ["pop"] } });
  for (let i = 0; i < 24; i++) {
    const facts = {
      oui: "00256D",
      serialNumber: `SER${String(i).padStart(3, "0")}`,
      manufacturer: "Acme",
      modelName: i % 3 === 0 ? "M3" : "M1",
      softwareVersion: `1.${i % 4}`,
    };
    ids.push(await rig.device(i % 2 === 0 ? "usp" : "cwmp", box({}), { facts }));
  }
});
afterAll(() => rig.close());

interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

const list = (query: string, headers: Record<string, string> = {}) =>
  rig.admin("GET", `/v1/devices?${query}`, undefined, headers);
const idsOf = (json: { readonly items: readonly Row[] }): string[] => json.items.map(({ id }) => id);
const filtered = (filter: string, more = "") =>
  list(`limit=1000&filter=${encodeURIComponent(filter)}${more}`);

test("both protocols are in one list, in one shape", async () => {
  const { json } = await list("limit=1000");
  expect(idsOf(json).toSorted()).toEqual([...ids].toSorted());
  const shapes = new Set(json.items.map((row: Row) => Object.keys(row).toSorted().join()));
  expect(shapes.size).toBe(1);
  expect(json.items[0]).toMatchObject({
    presence: "online",
    enrolment: "accepted",
    tags: [],
    label: null,
    attributes: {},
    operations: { queued: 0, running: 0 },
  });
});

test.each([
  ['activeProtocol="cwmp"', (i: number) => i % 2 === 1],
  ['modelName="M3" AND NOT softwareVersion="1.0"', (i: number) => i % 3 === 0 && i % 4 !== 0],
  [
    '(modelName="M3" OR softwareVersion="1.3") AND presence="online"',
    (i: number) => i % 3 === 0 || i % 4 === 3,
  ],
  ['softwareVersion>="1.2"', (i: number) => i % 4 >= 2],
  ['serialNumber:"ser00"', (i: number) => i < 10],
  ['lastSeenAt>"-1h"', () => true],
  ['lastSeenAt<"-1h"', () => false],
])("filter %s", async (filter, is) => {
  const { status, json } = await filtered(filter, "&count=exact");
  expect(status).toBe(200);
  expect(idsOf(json).toSorted()).toEqual(ids.filter((_, i) => is(i)).toSorted());
  expect(json.total).toBe(json.items.length);
  const searched = await rig.admin("POST", "/v1/devices/search", { filter, limit: 1000 });
  expect(idsOf(searched.json)).toEqual(idsOf(json));
});

test("a filter that cannot be read names its place, one over no field the fields there are", async () => {
  expect((await filtered('modelName="M3" AND')).json).toMatchObject({ code: "filter.syntax", status: 400 });
  const { json } = await filtered('presence="online" AND bogus="1"');
  expect(json).toMatchObject({ code: "filter.field", offset: 22, status: 400 });
  expect(json.length).toBeGreaterThan(0);
  expect(json.detail).toContain("softwareVersion");
});

test("q finds by the beginning of what people know a device by", async () => {
  expect(idsOf((await list("q=ser00&limit=1000")).json).toSorted()).toEqual(ids.slice(0, 10).toSorted());
  expect(idsOf((await list("q=SER007")).json)).toEqual([ids[7]]);
});

test("pages by cursor and Link give everything once, in any order", async () => {
  for (const orderBy of ["id", "lastSeenAt%20desc", "firstSeenAt"]) {
    const seen: string[] = [];
    for (let path: string | undefined = `/v1/devices?limit=5&orderBy=${orderBy}`; path !== undefined;) {
      const page = await rig.admin("GET", path);
      seen.push(...idsOf(page.json));
      path = /^<([^>]+)>; rel="next"$/.exec(String(page.headers["link"] ?? ""))?.[1];
      expect(path === undefined).toBe(page.json.next === undefined);
    }
    expect(seen.toSorted()).toEqual([...ids].toSorted());
  }
});

test("an order or a field there is none by is refused; so are limits out of range", async () => {
  for (const query of [
    "orderBy=$where",
    "orderBy=id%20sideways",
    "fields=$where",
    "fields=id,bogus",
    "limit=1000000000",
    "limit=-1",
    "cursor=forged",
    "count=yes",
    "bogus=1",
  ])
    expect([query, Math.floor((await list(query)).status / 100)]).toEqual([query, 4]);
});

test("limit=0 gives the total alone; fields gives what is asked for", async () => {
  expect((await list("limit=0")).json).toEqual({ items: [], total: 24 });
  const { json } = await list("limit=1&fields=serialNumber,presence");
  expect(Object.keys(json.items[0]).toSorted()).toEqual(["id", "presence", "serialNumber"]);
});

test("CSV streams all that matches, with neutral cells [API-24]", async () => {
  const evil = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "a,b", 'say "x"'];
  const odd = await Promise.all(
    evil.map((manufacturer) => rig.device("usp", box({}), { facts: { manufacturer, modelName: "EVIL" } })),
  );
  const query = `fields=id,manufacturer,tags&filter=${encodeURIComponent('modelName="EVIL"')}&limit=2`;
  const { headers, text } = await list(query, { accept: "text/csv" });
  expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  const [head, ...lines] = text.trimEnd().split("\r\n");
  expect(head).toBe("id,manufacturer,tags");
  expect(lines).toHaveLength(evil.length);
  for (const line of lines) expect(line.slice(line.indexOf(",") + 1)).not.toMatch(/^"?[=+\-@\t]/);
  await Promise.all(odd.map((id) => rig.admin("DELETE", `/v1/devices/${id}`)));
  expect((await filtered('modelName="EVIL"')).json.items).toEqual([]);
});

test("counts by one or two fields come from the indexes, and agree with the list", async () => {
  const aggregate = async (query: string) => (await rig.admin("GET", `/v1/fleet/aggregate?${query}`)).json;
  const one = await aggregate("groupBy=activeProtocol");
  expect(one.total).toBe(24);
  expect(one.groups).toHaveLength(2);
  for (const activeProtocol of ["cwmp", "usp"])
    expect(one.groups).toContainEqual({ key: { activeProtocol }, count: 12 });
  const two = await aggregate(
    `groupBy=modelName,softwareVersion&filter=${encodeURIComponent('activeProtocol="usp"')}`,
  );
  expect(two.total).toBe(12);
  expect(two.groups.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(12);
  const { json } = await rig.admin("GET", "/v1/fields/modelName/values?prefix=m");
  expect(json.items).toEqual([
    { value: "M1", count: 16 },
    { value: "M3", count: 8 },
  ]);
  const operations = await aggregate("resource=operations");
  expect(operations.groups[0]).toEqual({ key: { state: "succeeded" }, count: operations.total });
  expect(operations.truncated).toBe(false);
});

test("fields of every resource can be asked for", async () => {
  for (const resource of ["devices", "operations", "events", "audit"]) {
    const { json } = await rig.admin("GET", `/v1/fields?resource=${resource}`);
    expect(json.items.length).toBeGreaterThan(3);
    for (const row of json.items) {
      expect(row.operators.length).toBeGreaterThan(0);
      expect(typeof row.orderable).toBe("boolean");
    }
  }
  const { json } = await rig.admin("GET", "/v1/fields");
  expect(json.items.find((row: { field: string }) => row.field === "lastSeenAt")).toMatchObject({
    type: "time",
    orderable: true,
  });
  expect(json.items.map((row: { field: string }) => row.field)).toContain("attributes.pop");
});

test("a patch changes tags, label and attributes, and only with the right ETag when one is given", async () => {
  const [id = ""] = ids;
  const patch = (body: unknown, headers: Record<string, string> = {}) =>
    rig.admin("PATCH", `/v1/devices/${id}`, body, headers);
  const before = await rig.admin("GET", `/v1/devices/${id}`);
  const tag = String(before.headers["etag"]);
  const made = await patch(
    { tags: ["pilot"], label: "Lab", attributes: { pop: "north" } },
    { "if-match": tag },
  );
  expect(made).toMatchObject({
    status: 200,
    json: { tags: ["pilot"], label: "Lab", attributes: { pop: "north" } },
  });
  expect(made.headers["etag"]).not.toBe(tag);
  expect(await patch({ tags: [] }, { "if-match": tag })).toMatchObject({
    status: 412,
    json: { code: "request.precondition" },
  });
  expect((await patch({ tags: [] }, { "if-match": "bogus" })).status).toBe(412);
  expect(idsOf((await filtered('tags:"pilot" AND attributes.pop="north"')).json)).toEqual([id]);
  expect((await patch({ label: null, attributes: { pop: null } })).json).toMatchObject({
    label: null,
    attributes: {},
  });
  expect((await patch({ serialNumber: "forged" })).status).toBe(422);
  expect((await rig.admin("GET", `/v1/devices/${id}`)).json.tags).toEqual(["pilot"]);
});

test("of two patches with one ETag one is refused", async () => {
  const id = ids[1] ?? "";
  const tag = String((await rig.admin("GET", `/v1/devices/${id}`)).headers["etag"]);
  const both = await Promise.all(
    ["a", "b"].map((label) => rig.admin("PATCH", `/v1/devices/${id}`, { label }, { "if-match": tag })),
  );
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
});

test("a device that was announced is accepted when it comes, and keeps what it was given", async () => {
  const value = "00256D-X-EARLY";
  const body = { identities: [{ scheme: "cwmp", value }], tags: ["early"], label: "Desk" };
  const made = await rig.admin("POST", "/v1/devices", body);
  expect(made).toMatchObject({ status: 201, json: { enrolment: "preregistered", tags: ["early"] } });
  expect(made.headers["location"]).toBe(`/v1/devices/${made.json.id}`);
  expect(await rig.admin("POST", "/v1/devices", body)).toMatchObject({
    status: 409,
    json: { code: "device.conflict" },
  });
  const came = await rig.device("cwmp", box({}), { identity: { scheme: "cwmp", value } });
  expect(came).toBe(made.json.id);
  const { json } = await rig.admin("GET", `/v1/devices/${encodeURIComponent(value)}`);
  expect(json).toMatchObject({ id: came, enrolment: "accepted", label: "Desk" });
});

test("quarantine shuts a device out, approval lets it in again", async () => {
  const id = await rig.device();
  expect((await rig.admin("POST", `/v1/devices/${id}:quarantine`, { reason: "odd" })).json.enrolment).toBe(
    "quarantined",
  );
  expect((await rig.admin("POST", `/v1/devices/${id}:approve`, {})).json.enrolment).toBe("accepted");
  expect((await rig.admin("GET", `/v1/devices/${id}/identities`)).json.items).toHaveLength(1);
});

test("a wake asks the device now", async () => {
  const id = await rig.device();
  expect((await rig.admin("POST", `/v1/devices/${id}:wake`)).json).toEqual({
    state: "open",
    method: "direct",
  });
  rig.usp.asleep.add(id);
  expect((await rig.admin("POST", `/v1/devices/${id}:wake`)).json).toMatchObject({ state: "unreachable" });
  expect((await rig.admin("GET", `/v1/devices/${id}`)).json.wake).toMatchObject({
    lastResult: "unreachable",
  });
});

test("verbs take every name of a device, its colon before them as it is", async () => {
  const id = await rig.device();
  const { json } = await rig.admin("GET", `/v1/devices/${id}`);
  const { scheme, value } = json.identities[0];
  for (const name of [value, `${scheme}:${value}`, encodeURIComponent(`${scheme}:${value}`)]) {
    expect((await rig.admin("POST", `/v1/devices/${name}:wake`)).json).toMatchObject({ state: "open" });
    expect((await rig.admin("GET", `/v1/devices/${name}/identities`)).json.items).toHaveLength(1);
  }
});

test("merge makes two devices one, split takes them apart", async () => {
  const [a, b] = [await rig.device("usp"), await rig.device("cwmp")];
  const merged = await rig.admin("POST", `/v1/devices/${a}:merge`, { with: b, reason: "one box" });
  expect(merged.status).toBe(200);
  expect(merged.json.identities.map((one: { scheme: string }) => one.scheme).toSorted()).toEqual([
    "cwmp",
    "usp",
  ]);
  expect((await rig.admin("GET", `/v1/devices/${b}`)).status).toBe(404);
  const identity = merged.json.identities.find((one: { scheme: string }) => one.scheme === "cwmp");
  const split = await rig.admin("POST", `/v1/devices/${a}:split`, { identity });
  expect(split).toMatchObject({ status: 200, json: { identities: [identity] } });
  expect((await rig.admin("GET", `/v1/devices/${a}`)).json.identities).toHaveLength(1);
  expect((await rig.admin("POST", `/v1/devices/${a}:merge`, { with: a })).status).toBe(422);
});

test("a deleted device is gone by every name", async () => {
  const id = await rig.device();
  const { json } = await rig.admin("GET", `/v1/devices/${id}`);
  expect((await rig.admin("DELETE", `/v1/devices/${id}`)).status).toBe(204);
  expect((await rig.admin("GET", `/v1/devices/${id}`)).json).toMatchObject({ code: "device.notFound" });
  expect((await rig.admin("GET", `/v1/devices/${encodeURIComponent(json.identities[0].value)}`)).status).toBe(
    404,
  );
});
