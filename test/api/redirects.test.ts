import { afterAll, beforeAll, expect, test } from "vitest";
import type { Admission, DeviceId } from "#core";
import { until } from "../contract/api.ts";
import { ADMIN, apiRig, type ApiRig } from "./api.rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await apiRig({}, undefined, { acsUrl: () => "http://127.0.0.1:7547/" });
});
afterAll(() => rig.close());

const OTHER = "https://acs.example:7548/cwmp?x=1";
let count = 0;

/** So many known CPEs with a tag of their own. */
async function fleet(size: number) {
  const tag = `t${count++}`;
  const devices = await Promise.all(
    Array.from({ length: size }, async () => {
      const said = rig.contact("cwmp", { session: true });
      const id = await rig.device("cwmp", undefined, said);
      await rig.admin("PATCH", `/v1/devices/${id}`, { tags: [tag] });
      const inform = (): Promise<Admission> => rig.bridge.gateway.contact({ ...said, at: rig.clock.now() });
      return { id, inform };
    }),
  );
  return { tag, filter: `tags:"${tag}"`, devices };
}

const redirect = (body: object, headers = {}) =>
  rig.admin("POST", "/v1/redirects", { url: OTHER, reason: "move", ...body }, headers);
const counts = async (id: string) => (await rig.admin("GET", `/v1/redirects/${id}`)).json.counts;
const device = async (id: DeviceId) => (await rig.admin("GET", `/v1/devices/${id}`)).json;

test("a marked device is told where to go at its next Inform, each time, and is served again when it is taken back", async () => {
  const { filter, devices } = await fleet(3);
  const [one, two] = devices as [(typeof devices)[0], (typeof devices)[0]];
  const made = await redirect({ filter, expectCount: 3 });
  expect(made).toMatchObject({
    status: 201,
    json: { url: OTHER, status: 307, phase: "active", filter, counts: { waiting: 3, sent: 0, returning: 0 } },
  });
  const { id } = made.json;
  expect(made.headers.location).toBe(`/v1/redirects/${id}`);
  expect(await one.inform()).toEqual({ verdict: "redirected", device: one.id, url: OTHER, status: 307 });
  expect(await counts(id)).toEqual({ waiting: 2, sent: 1, returning: 0 });
  expect((await device(one.id)).redirect).toMatchObject({ id, url: OTHER, state: "sent", times: 1 });
  expect(await one.inform()).toMatchObject({ verdict: "redirected" });
  expect(await two.inform()).toMatchObject({ verdict: "redirected" });
  expect(await counts(id)).toEqual({ waiting: 1, sent: 1, returning: 1 });
  const back = encodeURIComponent('redirect.state="returning"');
  const { json: found } = await rig.admin("GET", `/v1/devices?filter=${back}&fields=redirect`);
  expect(found.items).toMatchObject([{ id: one.id, redirect: { times: 2, state: "returning" } }]);
  const told = await until("the events are in the feed", async () => {
    const { items } = (await rig.admin("GET", "/v1/events?limit=1000")).json;
    const all = items.filter(({ type }: { type: string }) => type === "causeway.device.redirected");
    return all.length >= 3 ? all : undefined;
  });
  expect(told.map(({ data }: { data: { state: string } }) => data.state).toSorted()).toEqual([
    "returning",
    "sent",
    "sent",
  ]);

  expect((await rig.admin("DELETE", `/v1/devices/${two.id}/redirect?reason=one`)).status).toBe(204);
  expect(await two.inform()).toMatchObject({ verdict: "accepted" });
  expect((await rig.admin("DELETE", `/v1/redirects/${id}`)).status).toBe(204);
  expect(await one.inform()).toMatchObject({ verdict: "accepted", device: one.id });
  expect((await device(one.id)).redirect).toBeUndefined();
  expect((await rig.admin("GET", `/v1/redirects/${id}`)).status).toBe(404);
  expect((await rig.admin("DELETE", `/v1/redirects/${id}`)).status).toBe(404);
});

test("operations of a marked device wait, nobody rings it for them, attention shows them, and they run when it is back", async () => {
  const { devices } = await fleet(1);
  const { id } = devices[0] as (typeof devices)[0];
  const made = await redirect({ deviceIds: [id], status: 302 });
  const submitted = await rig.admin("POST", `/v1/devices/${id}/operations`, {
    type: "get",
    paths: ["Device.DeviceInfo.UpTime"],
  });
  expect(submitted.status).toBe(202);
  rig.clock.move(20_000);
  const attention = await until("attention shows it", async () => {
    const { json } = await rig.admin("GET", "/v1/attention");
    return json.items.find(({ kind }: { kind: string }) => kind === "redirect.operations");
  });
  expect(attention).toMatchObject({ count: 1, filter: "redirect.state:*", severity: "warning" });
  expect((await rig.admin("GET", `/v1/operations/${submitted.json.id}`)).json.state).toBe("queued");
  await rig.admin("DELETE", `/v1/redirects/${made.json.id}`);
  await until("it ran", async () => {
    const { json } = await rig.admin("GET", `/v1/operations/${submitted.json.id}`);
    return json.state === "succeeded" ? true : undefined;
  });
});

test("only as many as expected, only CPEs, only to another ACS", async () => {
  const { filter, devices, tag } = await fleet(2);
  const agent = await rig.device("usp");
  await rig.admin("PATCH", `/v1/devices/${agent}`, { tags: [tag] });
  expect((await redirect({ filter, expectCount: 3 })).json).toMatchObject({
    status: 409,
    code: "redirect.count",
  });
  for (const url of [
    "ftp://acs.example/",
    "acs.example",
    "http://user:password@acs.example/",
    "http://localhost:7547/",
    "http://acs.example/#x",
    `http://acs.example/${"x".repeat(240)}`,
  ])
    expect((await redirect({ filter, expectCount: 2, url })).json).toMatchObject({ status: 422 });
  for (const body of [
    { filter },
    { expectCount: 2 },
    { filter, expectCount: 2, deviceIds: [agent] },
    { filter, expectCount: 2, status: 301 },
    { filter, expectCount: 2, reason: undefined },
  ])
    expect((await redirect(body)).status).toBe(422);
  expect((await redirect({ filter: "nonsense=1", expectCount: 0 })).json).toMatchObject({
    code: "filter.field",
  });
  expect((await redirect({ deviceIds: ["nobody"] })).status).toBe(404);
  const made = await redirect({ filter, expectCount: 2 });
  expect(made.json.counts.waiting).toBe(2);
  expect((await device(agent)).redirect).toBeUndefined();
  expect(await rig.bridge.gateway.contact(rig.contact("cwmp"))).toMatchObject({ verdict: "accepted" });
  expect(await devices[0]?.inform()).toMatchObject({ verdict: "redirected" });
  const { json } = await rig.admin("GET", "/v1/redirects");
  expect(json.items[0]).toMatchObject({ id: made.json.id, by: "bootstrap", reason: "move" });
});

test("the same Idempotency-Key names the same redirect; sending devices away needs the scope of a takeover", async () => {
  const { filter } = await fleet(1);
  const key = { "idempotency-key": "redirect-1" };
  const first = await redirect({ filter, expectCount: 1 }, key);
  const second = await redirect({ filter, expectCount: 1 }, key);
  expect(second.json.id).toBe(first.json.id);
  expect((await redirect({ filter, expectCount: 1, status: 302 }, key)).json.code).toBe(
    "idempotency.mismatch",
  );
  const token = await rig.token("admin");
  const body = { url: OTHER, reason: "move", filter, expectCount: 1 };
  expect((await rig.call("POST", "/v1/redirects", { token, body })).status).toBe(403);
  expect((await rig.call("GET", "/v1/redirects", { token })).status).toBe(200);
  expect((await rig.call("DELETE", `/v1/redirects/${first.json.id}`, { token: ADMIN })).status).toBe(204);
});

test("a device that is marked while its contact is being judged is told at the next one: no mark is overwritten", async () => {
  const { devices } = await fleet(8);
  for (let round = 0; round < 5; round++) {
    const informs = devices.map(({ inform }) => inform());
    const made = await redirect({ deviceIds: devices.map(({ id }) => id) });
    await Promise.all(informs);
    const next = await Promise.all(devices.map(({ inform }) => inform()));
    expect(next.map(({ verdict }) => verdict)).toEqual(devices.map(() => "redirected"));
    await rig.admin("DELETE", `/v1/redirects/${made.json.id}`);
  }
});
