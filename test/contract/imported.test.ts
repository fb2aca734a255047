import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cwmpIdentity } from "#core";
import { createCpe, homeOf, igdPlan, KnockServer, Tree } from "#sim";
import { createApp, type App } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { apiClient, type ApiClient, until } from "./api.ts";

/** Boxes of another ACS, taken over by an import, as they come and as they are asked to come. */
const folder = mkdtempSync(join(tmpdir(), "causeway-imported-"));
const apps: App[] = [];
const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  for (const app of apps) await app.stop(AbortSignal.timeout(4000));
  rmSync(folder, { recursive: true, force: true });
});

async function gateway(name: string, flags: readonly string[] = []) {
  const given = {
    "api-port": 0,
    "cwmp-port": 0,
    "data-dir": join(folder, name),
    "redis-prefix": `im-${randomBytes(3).toString("hex")}`,
    "log-level": "silent",
    partitions: 4,
    roles: "cwmp,api,worker",
  };
  const all = [...Object.entries(given).map(([key, value]) => `--${key}=${value}`), ...flags];
  const app = createApp(readConfig(all, {}), {
    clock,
    log: createLog("silent"),
    redisUrl: redisUrl(),
    mqttUrl: mqttUrl(),
  });
  await app.start();
  apps.push(app);
  const urlOf = (wanted: string): string => app.addresses.find((one) => one.name === wanted)?.url ?? "";
  const api = apiClient(urlOf("api"), app.adminToken);
  const take = async (rows: string) => {
    const response = await fetch(new URL("/v1/imports", urlOf("api")), {
      method: "POST",
      headers: { Authorization: `Bearer ${app.adminToken}`, "Content-Type": "text/csv" },
      body: rows,
    });
    expect(await response.json()).toMatchObject({ state: "finished", problems: 0 });
  };
  return { api, acsUrl: urlOf("cwmp"), take };
}

const idOf = async (api: ApiClient, identity: string): Promise<string> =>
  String((await api.call("GET", `/v1/devices/${encodeURIComponent(identity)}`)).body["id"]);

test.each(["approve", "closed"])(
  "a box of another ACS comes with a bare 2 PERIODIC and its old password by Digest, and is set up (%s)",
  async (enrolment) => {
    const { api, acsUrl, take } = await gateway(enrolment, [`--enrolment=${enrolment}`]);
    const knocks = new KnockServer();
    await knocks.start();
    ends.push(() => knocks.stop());
    const box = (index: number, password: string) => {
      const tree = new Tree(igdPlan(homeOf(index)));
      const cpe = createCpe({
        acsUrl,
        clock,
        knocks,
        tree,
        username: `old-${index}`,
        password,
        timeoutMs: 5000,
        retries: false,
      });
      ends.push(() => cpe.stop());
      return cpe;
    };
    const [good, wrong] = [box(4001, "old-password"), box(4002, "no-password")];
    await take(
      `cwmp,username,password,tags\n${nameOf(good.tree)},old-4001,old-password,moved\n${nameOf(wrong.tree)},old-4002,old-password,moved\n`,
    );
    expect((await good.start(["2 PERIODIC"])).outcome).toBe("done");
    expect((await wrong.start(["2 PERIODIC"])).outcome).toBe("refused");
    const id = await idOf(api, nameOf(good.tree));
    await until("it is set up", async () => {
      const { body } = await api.call("GET", `/v1/operations?device=${id}&type=onboard&state=succeeded`);
      return (body["items"] as unknown[]).length > 0 ? true : undefined;
    });
    expect((await good.inform("2 PERIODIC")).outcome).toBe("done");
    expect((await api.call("GET", `/v1/devices/${id}`)).body).toMatchObject({
      enrolment: "accepted",
      tags: ["moved"],
    });
    const { body } = await api.call("GET", `/v1/devices/${await idOf(api, nameOf(wrong.tree))}`);
    expect(body["enrolment"]).toBe("preregistered");
  },
  30_000,
);

/** The name of a box as the gateway writes it. */
function nameOf(tree: Tree): string {
  const told = (leaf: string): string => tree.value(`InternetGatewayDevice.DeviceInfo.${leaf}`);
  return cwmpIdentity(told("ManufacturerOUI"), told("ProductClass"), told("SerialNumber")).value;
}

test("a box that never came is rung with what was imported, inside the CPE networks only", async () => {
  const rung: (string | undefined)[] = [];
  const box = createServer((request, response) => {
    rung.push(request.headers.authorization);
    const challenge = 'Digest realm="box", qop="auth", nonce="00112233", algorithm=MD5';
    response.writeHead(request.headers.authorization === undefined ? 401 : 200, {
      "WWW-Authenticate": challenge,
    });
    response.end();
  });
  await new Promise<void>((resolve) => box.listen(0, "127.0.0.1", resolve));
  ends.push(() => box.close());
  const { port } = box.address() as AddressInfo;
  const file = `cwmp,connectionRequestUrl,connectionRequestUsername,connectionRequestPassword\n00256D-X-R1,http://127.0.0.1:${port}/ring,acs,ring-password\n`;
  const far = await gateway("far");
  await far.take(file);
  const refused = await far.api.call("POST", `/v1/devices/${await idOf(far.api, "00256D-X-R1")}:wake`, {});
  expect(refused.body).toMatchObject({
    state: "unreachable",
    detail: expect.stringContaining("not allowed"),
  });
  expect(rung).toEqual([]);

  const near = await gateway("near", ["--cpe-networks=127.0.0.0/8"]);
  await near.take(file);
  const id = await idOf(near.api, "00256D-X-R1");
  const woken = await near.api.call("POST", `/v1/devices/${id}:wake`, {});
  expect(woken.body).toMatchObject({ state: "rung", method: "http" });
  expect(rung.at(-1)).toMatch(/^Digest username="acs"/);
  // Work that waits for it has it rung as well.
  const before = rung.length;
  await near.api.call("POST", `/v1/devices/${id}/operations`, { type: "get", paths: ["Device.DeviceInfo."] });
  await until("it is rung for its work", () => (rung.length > before ? true : undefined), 15_000);
}, 30_000);
