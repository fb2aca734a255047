import { expect, test } from "vitest";
import { freePort } from "../../src/platform/services.ts";
import { type ApiClient, type Json, until } from "../contract/api.ts";
import { fileServer } from "../fileserver.ts";
import { type Running, scratch, serve } from "./gateway.ts";
import { pairOf } from "./pair.ts";

const READ_MS = 1500;

async function asked(api: ApiClient, device: string, command: string, input: Json): Promise<string> {
  const { status, body } = await api.call("POST", `/v1/devices/${device}/operations`, {
    type: "operate",
    command,
    input,
  });
  expect(status).toBe(202);
  return String(body["id"]);
}

const read = async ({ api }: Running, id: string): Promise<Json> =>
  (await api.call("GET", `/v1/operations/${id}`)).body;

async function killed(gateway: Running): Promise<void> {
  gateway.kill("SIGKILL");
  await gateway.ended;
}

test("the gateway killed while commands go on, and while their results are read: each ends once, and the device did it once", async () => {
  const dataDir = scratch();
  const ports = ["--cwmp-port", String(await freePort())];
  const files = await fileServer();
  files.files.set("/config", "some=thing");
  let open = (): void => undefined;
  files.gate = new Promise<void>((resolve) => (open = resolve));
  const first = await serve(dataDir, ports);
  const boxes = await pairOf(first, "KILLED2");
  const { cpe, agent, ids } = boxes;
  const restore = "Device.DeviceInfo.VendorConfigFile.1.Restore()";
  const restores = [
    await asked(first.api, ids.cpe, restore, { URL: `${files.url}/config` }),
    await asked(first.api, ids.agent, restore, { URL: `${files.url}/config` }),
  ];
  const ping = await asked(first.api, ids.cpe, "Device.IP.Diagnostics.IPPing()", { Host: "192.0.2.1" });
  for (const id of [...restores, ping])
    await until(`${id} was sent`, async () =>
      (await read(first, id))["sentAt"] === null ? undefined : true,
    );
  await until("the box pings", () =>
    cpe.journal.of("executed").some(({ facts }) => facts["rpc"] === "Download") &&
    cpe.tree.value("InternetGatewayDevice.IPPingDiagnostics.DiagnosticsState") !== "None"
      ? true
      : undefined,
  );
  await killed(first);
  cpe.behave({ do: "slow", ms: READ_MS, rpc: "GetParameterValues", times: 1 });

  const second = await serve(dataDir, ports);
  const reading = cpe.journal.next("asked");
  void cpe.inform("2 PERIODIC");
  await reading;
  await killed(second);

  const third = await serve(dataDir, ports);
  open();
  await cpe.inform("2 PERIODIC");
  for (const id of [...restores, ping]) {
    const ended = await until(
      `${id} has ended`,
      async () => {
        const body = await read(third, id);
        return body["finishedAt"] === null ? undefined : body;
      },
      30_000,
    );
    expect(ended).toMatchObject({ state: "succeeded", problem: null });
  }
  expect(cpe.journal.of("diagnosed").length).toBe(1);
  expect(cpe.journal.of("transferred").length).toBe(1);
  expect(agent.journal.of("operated").length).toBe(1);
  await boxes.stop();
  await files.close();
  third.kill("SIGTERM");
  expect((await third.ended).code).toBe(0);
}, 90_000);
