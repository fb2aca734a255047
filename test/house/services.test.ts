import { connect } from "node:net";
import { expect, test } from "vitest";
import { mqttUrl, redisUrl } from "../services.ts";

test.each([
  ["Redis", () => redisUrl()],
  ["the broker", () => mqttUrl()],
])("%s of the test run is reachable on loopback", async (_name, url) => {
  const { hostname, port } = new URL(url());
  const open = await new Promise<boolean>((done) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once("connect", () => (socket.destroy(), done(true)));
    socket.once("error", () => done(false));
  });
  expect([hostname, open]).toEqual(["127.0.0.1", true]);
});
