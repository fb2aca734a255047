import { expect, test } from "vitest";
import { createAttempts, networkOf } from "../../bridge/api/attempts.ts";
import { apiRig, METRICS, shiftClock, type ApiRig } from "./api.rig.ts";

interface Row {
  readonly id: string;
  readonly actor: string;
  readonly status: number;
  readonly count?: number;
}

const audit = async (rig: ApiRig, query = ""): Promise<readonly Row[]> =>
  (await rig.admin("GET", `/v1/audit?limit=1000${query}`)).json.items;

test("refusals without a valid token leave few rows and none of the others goes", async () => {
  const rig = await apiRig();
  await rig.token("viewer");
  for (let i = 0; i < 60; i++) await rig.call("GET", "/v1/devices");
  await rig.token("operator");
  const rows = await audit(rig);
  expect(rows.filter(({ actor }) => actor === "bootstrap")).toHaveLength(2);
  expect(rows[0]).toMatchObject({ actor: "bootstrap", status: 201 });
  expect(rows.filter(({ actor }) => actor === "anonymous")).toHaveLength(10);

  rig.clock.move(61_000);
  const folded = async () => (await audit(rig)).find(({ count }) => count !== undefined);
  await expect.poll(folded).toMatchObject({ actor: "anonymous", status: 401, count: 50 });
  await rig.call("GET", "/v1/devices");
  const after = await audit(rig);
  expect(after[0]).toMatchObject({ status: 401 });
  expect(after[0]?.count).toBeUndefined();

  const ids: string[] = [];
  for (let cursor = ""; ;) {
    const { json } = await rig.admin("GET", `/v1/audit?limit=4${cursor}`);
    ids.push(...json.items.map(({ id }: Row) => id));
    if (json.next === undefined) break;
    cursor = `&cursor=${json.next}`;
  }
  expect(ids).toEqual(after.map(({ id }) => id));
  expect(await audit(rig, `&filter=${encodeURIComponent("count>1")}`)).toHaveLength(1);
  await rig.close();
});

test("a peer that is wrong about its token too often is refused before a look-up; known tokens go on", async () => {
  const rig = await apiRig({}, undefined, { attempts: 5 });
  const known = await rig.token("viewer");
  const fresh = await rig.token("viewer");
  const me = (token?: string) => rig.call("GET", "/v1/me", { token });
  expect((await me(known)).status).toBe(200);
  for (const token of ["cw_a", "cw_b", undefined, "x", "cw_c"]) expect((await me(token)).status).toBe(401);
  const over = await me("cw_d");
  expect(over).toMatchObject({ status: 429, json: { code: "request.rate", retryable: true } });
  expect(Number(over.headers["retry-after"])).toBeGreaterThan(0);
  expect(Number(over.headers["retry-after"])).toBeLessThanOrEqual(60);
  expect((await me(fresh)).status).toBe(429);
  expect((await me(known)).status).toBe(200);
  expect((await rig.admin("GET", "/v1/me")).status).toBe(200);
  expect((await rig.call("GET", "/metrics", { token: METRICS })).status).toBe(200);
  expect((await rig.call("GET", "/healthz")).status).toBe(200);
  rig.clock.move(61_000);
  expect((await me(fresh)).status).toBe(200);
  expect((await me("cw_d")).status).toBe(401);
  await rig.close();
});

test("peers are told apart by address, those of IPv6 by network", () => {
  const attempts = createAttempts(shiftClock(), 1);
  attempts.failed("2001:db8:1:2::1");
  expect(() => attempts.admit("2001:db8:1:2:3:4:5:6")).toThrow("too many requests");
  expect(() => attempts.admit("2001:db8:1:3::1")).not.toThrow();
  attempts.failed("192.0.2.1");
  expect(() => attempts.admit("192.0.2.1")).toThrow("too many requests");
  expect(() => attempts.admit("192.0.2.2")).not.toThrow();
  expect(networkOf("::ffff:192.0.2.1")).toBe("::ffff:192.0.2.1");
});
