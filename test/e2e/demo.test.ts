import { expect, test } from "vitest";
import { run, scratch } from "./gateway.ts";

test("the demo's smoke run checks each kind of device and exits 0", async () => {
  const flags = [
    "--smoke",
    "--data-dir",
    scratch(),
    "--api-port",
    "0",
    "--cwmp-port",
    "0",
    "--stun-port",
    "0",
    "--files-port",
    "0",
    "--usp-ws-port",
    "0",
  ];
  const { code, out, err } = await run("demo", flags).ended;
  const checks = out.split("\n").filter((line) => /^(?:ok {3}|FAIL)/.test(line));
  expect(checks.filter((line) => line.startsWith("FAIL"))).toEqual([]);
  expect(checks.map((line) => line.slice(5, line.indexOf(":")))).toEqual(
    ["TR-098 CPE", "TR-181 CPE", "USP agent", "USP agent over WebSocket"].flatMap((kind) => [
      `${kind} is listed online`,
      `${kind} answers a get`,
      `${kind} takes a set`,
    ]),
  );
  expect([code, err]).toEqual([0, ""]);
}, 60_000);
