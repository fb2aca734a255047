import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect } from "vitest";
import type { DeviceId } from "#core";
import { until } from "../contract/api.ts";
import { startAcs } from "./acs.ts";
import { quirk } from "./quirk.ts";
import { bindingRequest, socket, stunRig, type StunRig } from "./stun.rig.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** What icwmp sent, byte for byte. */
const RECORDED = Buffer.from(
  "00010024e6d38c7afc18a74a984ce818938c1864000600087374756e75736572c001001464736c666f72756d2e6f72672f54522d31313120",
  "hex",
);
const NAME = "stunuser";

async function enrolled(): Promise<{ rig: StunRig; device: DeviceId }> {
  const rig = await stunRig();
  const device = rig.gateway.enrol("00256D-Box-S1");
  rig.gateway.enrol(NAME);
  rig.gateway.allow({ device, username: NAME, password: "stunpw", generation: "current" });
  rig.gateway.remember(
    device,
    [],
    { connectionRequestUsername: "acs" },
    { connectionRequestPassword: "acspw" },
  );
  return { rig, device };
}

quirk("icwmp-binding", async () => {
  const { rig, device } = await enrolled();
  const cpe = await socket();
  const refused = await cpe.ask(RECORDED, rig.port);
  expect(refused).toMatchObject({ kind: "error", form: "classic", attributes: { errorCode: { code: 401 } } });
  expect(refused?.transaction).toEqual(RECORDED.subarray(4, 20));
  const bound = await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  expect(bound?.attributes.mappedAddress).toEqual({ address: "127.0.0.1", port: cpe.port });
  expect(rig.rings.bindings.get(device)).toMatchObject({ port: cpe.port });
});

async function wakingOver(rig: StunRig) {
  const parts = { rings: rig.rings, post: rig.post, clock: rig.clock };
  const acs = await startAcs({}, undefined, rig.gateway, undefined, parts);
  return (device: DeviceId) => acs.stack.wake(device, new AbortController().signal);
}

quirk("icwmp-udp", async () => {
  const { rig, device } = await enrolled();
  const cpe = await socket();
  await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  const wake = await wakingOver(rig);
  // What the client keeps of the last request it accepted.
  let last = { ts: 0, id: "" };
  for (let round = 1; round <= 2; round++) {
    expect(await wake(device)).toMatchObject({ state: "rung", method: "udp" });
    rig.clock.move(150);
    rig.clock.move(200);
    await until("the copies came", () => (cpe.received.length >= 3 * round ? true : undefined));
    await rig.rings.came(device);
    const accepted = cpe.received.slice(-3).filter(({ text }) => {
      const query = new URL(text.split(" ")[1] ?? "").searchParams;
      const [ts, id, un, cn] = ["ts", "id", "un", "cn"].map((name) => query.get(name) ?? "");
      const sig = createHmac("sha1", "acspw").update(`${ts}${id}${un}${cn}`).digest("hex");
      const good = Number(ts) > last.ts && id !== last.id && un === "acs" && query.get("sig") === sig;
      if (good) last = { ts: Number(ts), id: id ?? "" };
      return good;
    });
    expect(accepted).toHaveLength(1);
  }
});

quirk("icwmp-signed-char", async () => {
  const { rig, device } = await enrolled();
  const cpe = await socket();
  await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  const bell = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
  closing.push(() => bell.close());
  await new Promise((resolve) => bell.once("listening", resolve));
  const url = `http://127.0.0.1:${String((bell.address() as AddressInfo).port)}/`;
  const at = { value: url, type: "string", at: 1 };
  rig.gateway.remember(device, [{ path: "Device.ManagementServer.ConnectionRequestURL", ...at }], {
    connectionRequestUrl: url,
    peer: "127.0.0.1",
  });
  const wake = await wakingOver(rig);
  const methods = new Set<string>();
  for (let round = 0; round < 6; round++) {
    const result = await wake(device);
    if (result.state === "rung") methods.add(result.method);
    rig.clock.move(120_000);
  }
  expect(methods).toEqual(new Set(["udp", "http"]));
});

quirk("icwmp-socket", async () => {
  const { rig, device } = await enrolled();
  const cpe = await socket();
  await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  const wake = await wakingOver(rig);
  expect(await wake(device)).toMatchObject({ state: "rung", method: "udp" });
  await until("it came", () => (cpe.received.length > 0 ? true : undefined));
  expect(cpe.received.map(({ from }) => from)).toContain(rig.port);
});
