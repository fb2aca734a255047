import { connect } from "node:net";
import { expect, test } from "vitest";
import { startAcs } from "./acs.ts";
import { inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

/** Posts one empty message from another loopback address; gives the status line. */
function postFrom(localAddress: string, port: number, headers: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, localAddress }, () =>
      socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n${headers}\r\n`),
    );
    socket.once("data", (bytes) => {
      resolve(bytes.toString("latin1").split("\r\n")[0] ?? "");
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

test("a session cookie from another address is refused, and the session goes on unharmed [SESS-02]", async () => {
  const acs = await startAcs();
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.submit(device, { type: "operate", command: "Device.Reboot()", input: {} });
  const wire = await Wire.open(acs.address);
  const answer = await wire.post(inform());
  const cookie = answer.headers["set-cookie"]?.split(";")[0] ?? "";
  expect(await postFrom("127.0.0.9", acs.address.port, `Cookie: ${cookie}\r\n`)).toContain("400");
  expect((await wire.post("", { Cookie: cookie })).body).toContain("Reboot");
  wire.close();
});

test("from another address with the session's own credentials it goes on", async () => {
  const acs = await startAcs({ basicOverHttp: true });
  const device = acs.gateway.enrol("00256D-Box-S1");
  acs.gateway.allow({ device, username: "00256D-Box-S1", password: "pw", generation: "current" });
  const basic = `Basic ${Buffer.from("00256D-Box-S1:pw").toString("base64")}`;
  const wire = await Wire.open(acs.address);
  const answer = await wire.post(inform(), { Authorization: basic });
  const cookie = answer.headers["set-cookie"]?.split(";")[0] ?? "";
  const headers = `Cookie: ${cookie}\r\nAuthorization: ${basic}\r\n`;
  expect(await postFrom("127.0.0.9", acs.address.port, headers)).toContain("204");
  wire.close();
});
