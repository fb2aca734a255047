import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { silent, unmetered, type DeviceId } from "#core";
import { createStunServer, STUN_DEFAULTS } from "#cwmp";
import { toldTarget } from "../../cwmp/wakeup/udp.ts";
import { until } from "../contract/api.ts";
import { startAcs } from "./acs.ts";
import { BINDING, bindingRequest, socket, stunRig, type StunRig } from "./stun.rig.ts";

const NAME = "00256D-Box-S1";

/** A device with a STUN password of its own. */
function enrolled(rig: StunRig, name = NAME): DeviceId {
  const device = rig.gateway.enrol(name);
  rig.gateway.remember(
    device,
    [],
    { stunUsername: name, stunUsernamePrevious: name, connectionRequestUsername: "acs" },
    { stunPassword: "stunpw", stunPasswordPrevious: "before", connectionRequestPassword: "acspw" },
  );
  return device;
}

test("a CPE is asked to prove itself, is told its address, and its binding is stored [TR-069a6 G.2.1.3]", async () => {
  const rig = await stunRig();
  const device = enrolled(rig);
  const cpe = await socket();
  const refused = await cpe.ask(bindingRequest(NAME), rig.port);
  expect(refused).toMatchObject({ kind: "error", attributes: { errorCode: { code: 401 } } });
  const bound = await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  expect(bound?.attributes.mappedAddress).toEqual({ address: "127.0.0.1", port: cpe.port });
  expect(bound?.attributes.messageIntegrity).toHaveLength(20);
  expect(rig.rings.bindings.get(device)).toEqual({ address: "127.0.0.1", port: cpe.port, replica: "one" });
  // From there on it keeps its mapping open without proof.
  expect(await cpe.ask(bindingRequest(NAME), rig.port)).toMatchObject({ kind: "response" });
});

test.each([
  ["the password before", "before", "response"],
  ["a wrong password", "guess", "error"],
])("%s", async (_what, password, kind) => {
  const rig = await stunRig();
  const device = enrolled(rig);
  const cpe = await socket();
  expect(await cpe.ask(bindingRequest(NAME, password), rig.port)).toMatchObject({ kind });
  expect(rig.rings.bindings.has(device)).toBe(kind === "response");
});

test("a login at the gateway proves a device that has no STUN pair; a group's tells of none where it is", async () => {
  const rig = await stunRig();
  const device = rig.gateway.enrol(NAME);
  rig.gateway.allow({ device, username: "login", password: "p", generation: "current" });
  rig.gateway.allow({ username: "group", password: "g", generation: "group" });
  const cpe = await socket();
  expect(await cpe.ask(bindingRequest("group", "g"), rig.port)).toMatchObject({ kind: "response" });
  expect(rig.rings.bindings.size).toBe(0);
  expect(await cpe.ask(bindingRequest("login", "p"), rig.port)).toMatchObject({ kind: "response" });
  expect(rig.rings.bindings.get(device)).toMatchObject({ port: cpe.port });
});

test("only the socket that says so is the one to ring", async () => {
  const rig = await stunRig();
  const device = enrolled(rig);
  const listening = await socket();
  const other = await socket();
  await listening.ask(bindingRequest(NAME, "stunpw"), rig.port);
  const elsewhere = { address: "127.0.0.1", port: listening.port };
  const probe = { connectionRequestBinding: BINDING, responseAddress: elsewhere };
  expect(await other.ask(bindingRequest(NAME, "stunpw", probe), rig.port)).toMatchObject({
    kind: "response",
  });
  expect(await other.ask(bindingRequest(NAME, "stunpw", {}), rig.port)).toMatchObject({ kind: "response" });
  expect(rig.rings.bindings.get(device)).toMatchObject({ port: listening.port });
});

test("a request that was overheard captures nothing when it is sent again from elsewhere", async () => {
  const rig = await stunRig();
  const device = enrolled(rig);
  const cpe = await socket();
  const thief = await socket();
  const overheard = bindingRequest(NAME, "stunpw");
  await cpe.ask(overheard, rig.port);
  thief.send(overheard, rig.port);
  await until("the replay is counted", () => rig.counted.get("replay"));
  expect(rig.rings.bindings.get(device)).toMatchObject({ port: cpe.port });
  await thief.ask(bindingRequest(NAME, "guess"), rig.port);
  expect(rig.rings.bindings.get(device)).toMatchObject({ port: cpe.port });
});

test("where proof is optional, CPEs without a name are answered and those with one are asked", async () => {
  const rig = await stunRig({ auth: "optional" });
  enrolled(rig);
  const cpe = await socket();
  expect(await cpe.ask(bindingRequest(""), rig.port)).toMatchObject({ kind: "response" });
  const named = await socket();
  expect(await named.ask(bindingRequest(NAME), rig.port)).toMatchObject({ kind: "error" });
  expect(rig.rings.bindings.size).toBe(0);
});

test("a source that asks too much is not answered; a device that has proved itself still is", async () => {
  const rig = await stunRig({ perSecond: 1, burst: 3 });
  enrolled(rig);
  const cpe = await socket();
  await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  const loud = await socket();
  for (let i = 0; i < 10; i++) loud.send(bindingRequest(""), rig.port);
  await until("it is limited", () => rig.counted.get("limited"));
  expect(await cpe.ask(bindingRequest(NAME), rig.port)).toMatchObject({ kind: "response" });
  rig.clock.move(1000);
  expect(await loud.ask(bindingRequest(""), rig.port)).toMatchObject({ kind: "error" });
});

test("while the store is gone nobody is told apart, and the CPE may ask again", async () => {
  const rig = await stunRig();
  enrolled(rig);
  rig.gateway.up = false;
  const cpe = await socket();
  cpe.send(bindingRequest(NAME, "stunpw"), rig.port);
  await until("it is counted", () => rig.counted.get("unavailable"));
  rig.gateway.up = true;
  expect(await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port)).toMatchObject({ kind: "response" });
});

test("bytes that are no Binding Request are not answered, and the server lives on", async () => {
  const rig = await stunRig();
  enrolled(rig);
  const cpe = await socket();
  const request = bindingRequest(NAME, "stunpw");
  const bad = ["", "GET / HTTP/1.1", "\0".repeat(2000), request.subarray(0, 21).toString("latin1")];
  for (const text of bad) cpe.send(Buffer.from(text, "latin1"), rig.port);
  const response = Buffer.from(request);
  response.writeUInt16BE(0x0101, 0);
  cpe.send(response, rig.port);
  await until("all are counted", () => (rig.counted.get("noRequest") === 5 ? true : undefined));
  expect(await cpe.ask(request, rig.port)).toMatchObject({ kind: "response" });
});

/** An ACS over the same store, so that it rings what the STUN server has bound. */
async function waking(rig: StunRig) {
  const acs = await startAcs({}, undefined, rig.gateway, undefined, {
    rings: rig.rings,
    post: rig.post,
    clock: rig.clock,
  });
  return (device: DeviceId) => acs.stack.wake(device, new AbortController().signal);
}

const REQUEST =
  /^GET http:\/\/127\.0\.0\.1:(\d+)\?ts=(\d+)&id=(\d+)&un=([^&]+)&cn=([^&]+)&sig=([0-9a-f]{40}) HTTP\/1\.1\r\n/;

test("a UDP connection request leaves from the STUN socket, in copies, signed, with a greater ts and another id each time [TR-069a6 G.2.2.3]", async () => {
  const rig = await stunRig();
  const device = enrolled(rig);
  const cpe = await socket();
  await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  const wake = await waking(rig);
  const rung: string[][] = [];
  for (let i = 0; i < 2; i++) {
    expect(await wake(device)).toEqual({ state: "rung", method: "udp" });
    rig.clock.move(150);
    rig.clock.move(200);
    await until("three copies came", () => (cpe.received.length === 3 * (i + 1) ? true : undefined));
    await rig.rings.came(device);
    const [first, ...copies] = cpe.received.slice(-3);
    expect(copies).toEqual([first, first]);
    expect(first?.from).toBe(rig.port);
    const [, port, ts = "", id = "", un = "", cn = "", sig] = REQUEST.exec(first?.text ?? "") ?? [];
    expect(port).toBe(String(cpe.port));
    expect(sig).toBe(createHmac("sha1", "acspw").update(`${ts}${id}${un}${cn}`).digest("hex"));
    rung.push([ts, id]);
  }
  const [[firstTs, firstId] = [], [secondTs, secondId] = []] = rung;
  expect(Number(secondTs)).toBeGreaterThan(Number(firstTs));
  expect(secondId).not.toBe(firstId);
});

test("a binding on another replica is rung from there; when that one is gone the next method is tried", async () => {
  const here = await stunRig();
  const there = await stunRig({}, here);
  const device = enrolled(here);
  const cpe = await socket();
  await cpe.ask(bindingRequest(NAME, "stunpw"), there.port);
  expect(here.rings.bindings.get(device)).toMatchObject({ replica: "two" });
  const wake = await waking(here);
  expect(await wake(device)).toEqual({ state: "rung", method: "udp" });
  await until("it is rung", () => cpe.received[0]);
  expect(cpe.received[0]?.from).toBe(there.port);
  await here.rings.came(device);
  there.server.stop();
  expect(await wake(device)).toMatchObject({ state: "unreachable", method: "udp" });
});

test("a device that told its address and proved nothing is rung from the socket that has heard it, only if it informs from there", async () => {
  const here = await stunRig({ auth: "optional" });
  const there = await stunRig({ auth: "optional" }, here);
  const device = here.gateway.enrol(NAME);
  const cpe = await socket();
  await cpe.ask(bindingRequest(""), there.port);
  const told = `127.0.0.1:${String(cpe.port)}`;
  const path = "Device.ManagementServer.UDPConnectionRequestAddress";
  const remember = (peer: string): void =>
    here.gateway.remember(
      device,
      [{ path, value: told, type: "string", at: 1 }],
      { connectionRequestUsername: "acs", peer },
      { connectionRequestPassword: "acspw" },
    );
  const wake = await waking(here);
  remember("198.51.100.9");
  expect(await wake(device)).toMatchObject({
    state: "unreachable",
    detail: "connection requests to 127.0.0.1 are not allowed",
  });
  here.clock.move(2001);
  remember("127.0.0.1");
  expect(await wake(device)).toEqual({ state: "rung", method: "udp" });
  await until("it is rung", () => cpe.received[0]);
  expect(cpe.received[0]?.from).toBe(there.port);
});

test.each([
  ["10.0.0.1:5000", true],
  ["[2001:db8::1]:5000", true],
  ["10.0.0.1", true],
  ["host.example:5000", false],
  ["10.0.0.1:0", false],
  ["10.0.0.1:70000", false],
  ["", false],
])("a told UDP address: %s", (told, able) => {
  expect(toldTarget(told) !== undefined).toBe(able);
});

test("a server on every address tells IPv4 CPEs their IPv4 address, and rings them", async () => {
  const rig = await stunRig({ bind: "::" });
  const device = enrolled(rig);
  const cpe = await socket();
  const bound = await cpe.ask(bindingRequest(NAME, "stunpw"), rig.port);
  expect(bound?.attributes.mappedAddress).toEqual({ address: "127.0.0.1", port: cpe.port });
  const wake = await waking(rig);
  expect(await wake(device)).toEqual({ state: "rung", method: "udp" });
  await until("it is rung", () => cpe.received[0]);
});

test("a port that is taken is named, with the key to change, and the server that was not started stops", async () => {
  const rig = await stunRig();
  const parts = {
    gateway: rig.gateway,
    rings: rig.rings,
    post: rig.post,
    clock: rig.clock,
    log: silent,
    metrics: unmetered,
  };
  const second = createStunServer({ ...parts, config: { ...STUN_DEFAULTS, port: rig.port } });
  await expect(second.start()).rejects.toMatchObject({
    code: "config.invalid",
    message: expect.stringContaining("CAUSEWAY_STUN_PORT") as unknown,
  });
  second.stop();
});
