import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { until } from "../contract/api.ts";
import { filesRig, type FilesRig, someBytes } from "../files/rig.ts";

const READERS = 1000;
const SIZE = 30_000_000;
/** What one reader asks for: a transfer may be given five times its file in all. */
const PART = 6_000_000;
const PER_TRANSFER = (5 * SIZE) / PART;

let rig: FilesRig;
const sockets: Socket[] = [];
beforeAll(async () => {
  rig = await filesRig({}, { maxTransfers: READERS });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await rig.close();
});

/** Begins to read a file and then stands still. */
async function slowly(url: string): Promise<Socket> {
  const { hostname, port, pathname, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on("error", () => undefined);
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nRange: bytes=0-${PART - 1}\r\n\r\n`);
  await once(socket, "data");
  socket.pause();
  return socket;
}

test(`FILE-06 ${READERS} slow downloads hold little memory each and nobody else up [FILE-06]`, async () => {
  const device = await rig.device();
  const file = await rig.put(someBytes(SIZE));
  const urls: string[] = [];
  while (urls.length < READERS / PER_TRANSFER) {
    const input = { URL: `causeway:${file}` };
    urls.push((await rig.told(device, "Device.DeviceInfo.FirmwareImage.1.Download()", input)).url);
  }
  const before = process.memoryUsage().rss;
  for (const url of urls) await Promise.all(Array.from({ length: PER_TRANSFER }, () => slowly(url)));
  await until("all are being given it", () => (sockets.length === READERS ? true : undefined));
  const each = (process.memoryUsage().rss - before) / READERS / 1024;
  // One more is put off.
  expect((await rig.ask("HEAD", urls[0] ?? "")).status).toBe(503);
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    const start = clock.now();
    expect((await rig.admin("GET", "/v1/devices?limit=1")).status).toBe(200);
    times.push(clock.now() - start);
  }
  const p99 = times.toSorted((a, b) => a - b)[197] ?? 0;
  expect(each).toBeLessThan(200);
  expect(p99).toBeLessThan(200);
}, 120_000);
