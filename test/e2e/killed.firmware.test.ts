import { expect, test } from "vitest";
import { freePort } from "../../src/platform/services.ts";
import { type Json, until } from "../contract/api.ts";
import { fileServer } from "../fileserver.ts";
import { type Running, scratch, serve } from "./gateway.ts";
import { pairOf } from "./pair.ts";

const TABLE = "Device.DeviceInfo.FirmwareImage.";

async function killed(gateway: Running): Promise<void> {
  gateway.kill("SIGKILL");
  await gateway.ended;
}

async function asked({ api }: Running, device: string, command: string, input: Json): Promise<string> {
  const operation = { type: "operate", command, input };
  const { status, body } = await api.call("POST", `/v1/devices/${device}/operations`, operation);
  expect(status).toBe(202);
  return String(body["id"]);
}

const ended = ({ api }: Running, id: string): Promise<Json> =>
  until(
    `${id} has ended`,
    async () => {
      const { body } = await api.call("GET", `/v1/operations/${id}`);
      return body["finishedAt"] === null ? undefined : body;
    },
    40_000,
  );

test("the gateway killed in a download and in an activation: each ends by what the agent runs, once, and the agent did it once", async () => {
  const dataDir = scratch();
  const ports = ["--cwmp-port", String(await freePort())];
  const files = await fileServer();
  for (const version of ["2.0.1", "2.0.2"]) files.files.set(`/fw-${version}`, `version=${version}\n`);
  let open = (): void => undefined;
  files.gate = new Promise<void>((resolve) => (open = resolve));

  const first = await serve(dataDir, ports);
  const boxes = await pairOf(first, "KILLED3");
  const { agent, ids } = boxes;
  const runs = (): string => agent.tree.value("Device.DeviceInfo.SoftwareVersion");
  const began = agent.journal.next("operated");
  const download = await asked(first, ids.agent, `${TABLE}*.Download()`, { URL: `${files.url}/fw-2.0.1` });
  await began;
  await killed(first);
  open();

  const second = await serve(dataDir, ports);
  expect(await ended(second, download)).toMatchObject({
    state: "succeeded",
    problem: null,
    result: { results: [{ output: { SoftwareVersion: "2.0.1", FirmwareUpdated: "true" } }] },
  });
  expect(runs()).toBe("2.0.1");
  const input = { URL: `${files.url}/fw-2.0.2`, AutoActivate: false };
  const stored = await asked(second, ids.agent, `${TABLE}*.Download()`, input);
  expect(await ended(second, stored)).toMatchObject({ state: "succeeded" });
  const restarting = agent.journal.next("restarting");
  const activation = await asked(second, ids.agent, `${TABLE}*.Activate()`, { Version: "2.0.2" });
  await restarting;
  await killed(second);

  const third = await serve(dataDir, ports);
  expect(await ended(third, activation)).toMatchObject({
    state: "succeeded",
    problem: null,
    result: { results: [{ output: { SoftwareVersion: "2.0.2", FirmwareUpdated: "true" } }] },
  });
  expect(agent.journal.of("operated")).toHaveLength(3);
  const where = `/v1/devices/${ids.agent}/events?limit=500&type=causeway.device.command-complete`;
  const wanted = [download, stored, activation].map((id) => id.slice(2));
  const told = await until("their ends are in the feed", async () => {
    const { body } = await third.api.call("GET", where);
    const keys = (body["items"] as Json[]).map(({ data }) => String((data as Json)["commandKey"]));
    return wanted.every((key) => keys.includes(key)) ? keys : undefined;
  });
  expect(told.filter((key) => wanted.includes(key)).toSorted()).toEqual(wanted.toSorted());
  await boxes.stop();
  await files.close();
  third.kill("SIGTERM");
  expect((await third.ended).code).toBe(0);
}, 180_000);
