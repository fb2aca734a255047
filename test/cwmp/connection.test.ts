import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Networks, plainAddress } from "../../cwmp/address.ts";
import { Connections } from "../../cwmp/connection.ts";
import { sessionIdIn, sessionIds } from "../../cwmp/cookie.ts";
import { Proxies } from "../../cwmp/proxy.ts";
import { Overload } from "../../cwmp/overload.ts";
import { MovableClock } from "../clock.ts";

/** As much of a socket of a far peer as is looked at: loopback has no far peers. */
function socketFrom(remoteAddress: string, remotePort: number): Socket {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.assign(new EventEmitter(), { remoteAddress, remotePort }) as unknown as Socket;
}

const NO_PROXY = new Proxies({ trustedProxies: [] });

test("an address may hold so many connections that have not authenticated, others are not affected [HTTP-19]", () => {
  const connections = new Connections(2, new Networks([]), NO_PROXY);
  const first = socketFrom("192.0.2.1", 1);
  expect(connections.admit(first)).toBe(true);
  expect(connections.admit(socketFrom("::ffff:192.0.2.1", 2))).toBe(true);
  expect(connections.admit(socketFrom("192.0.2.1", 3))).toBe(false);
  expect(connections.admit(socketFrom("192.0.2.2", 1))).toBe(true);
  first.emit("close");
  expect(connections.admit(socketFrom("192.0.2.1", 4))).toBe(true);
});

test("a connection whose device is known does not count any more, and is not uncounted twice", () => {
  const connections = new Connections(1, new Networks([]), NO_PROXY);
  const socket = socketFrom("192.0.2.1", 1);
  connections.admit(socket);
  connections.proven(
    socket,
    connections.of(socket, () => {}),
  );
  expect(connections.admit(socketFrom("192.0.2.1", 2))).toBe(true);
  socket.emit("close");
  expect(connections.admit(socketFrom("192.0.2.1", 3))).toBe(false);
});

test("loopback and CPE networks have no limit", () => {
  const connections = new Connections(0, new Networks(["203.0.113.0/24"]), NO_PROXY);
  expect(connections.admit(socketFrom("127.0.0.1", 1))).toBe(true);
  expect(connections.admit(socketFrom("203.0.113.77", 1))).toBe(true);
  expect(connections.admit(socketFrom("203.0.114.1", 1))).toBe(false);
});

test.each([
  ["10.1.2.3", true],
  ["::ffff:10.1.2.3", true],
  ["10.2.0.1", false],
  ["2001:db8::5", true],
  ["2001:db9::5", false],
  ["not an address", false],
])("%s in the networks: %s", (address, expected) => {
  expect(new Networks(["10.1.0.0/16", "2001:db8::/32", "nonsense"]).has(address)).toBe(expected);
});

test("zones and mapped addresses are told plainly", () => {
  expect(plainAddress("fe80::1%eth0")).toBe("fe80::1");
  expect(plainAddress("::ffff:192.0.2.1")).toBe("192.0.2.1");
});

test.each([
  [undefined, undefined],
  ["session=x", undefined],
  ["cw=AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA"],
  ['cw="AAAAAAAAAAAAAAAAAAAAAA"', "AAAAAAAAAAAAAAAAAAAAAA"],
  ["cw=AAAAAAAAAAAAAAAAAAAAAA; Path=/", "AAAAAAAAAAAAAAAAAAAAAA"],
  ["cw=AAAAAAAAAAAAAAAAAAAAAA, cw=BBBBBBBBBBBBBBBBBBBBBB", "BBBBBBBBBBBBBBBBBBBBBB"],
  ["$Version=1; cw=BBBBBBBBBBBBBBBBBBBBBB", "BBBBBBBBBBBBBBBBBBBBBB"],
  ["cw=short", ""],
  [`cw=${"A".repeat(9000)}`, ""],
])("the session in a Cookie header: %s [SESS-03] [SESS-04]", (header, expected) => {
  expect(sessionIdIn(header)).toBe(expected);
});

test("session ids are never given twice", () => {
  const next = sessionIds();
  const ids = Array.from({ length: 2000 }, () => next());
  expect(new Set(ids).size).toBe(2000);
  expect(sessionIdIn(`cw=${ids[0] ?? ""}`)).toBe(ids[0]);
});

test("the time to come back starts at 30 s and spreads with the backlog", () => {
  const overload = new Overload(new MovableClock(), 1);
  overload.enter();
  expect(overload.full).toBe(true);
  expect(overload.retryAfter(() => 0)).toBe(30);
  for (let i = 0; i < 1000; i++) overload.retryAfter();
  expect(overload.retryAfter(() => 0.999)).toBeGreaterThan(300);
  overload.leave();
  expect(overload.full).toBe(false);
});
