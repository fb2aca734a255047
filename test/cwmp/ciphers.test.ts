import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcs, type Acs } from "./acs.ts";
import { inform } from "./cpe.ts";
import { Wire } from "./wire.ts";

const folder = mkdtempSync(join(tmpdir(), "causeway-rsa-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An RSA certificate, which the suites of old CPEs need. */
let tls: { cert: Buffer; key: Buffer };

beforeAll(() => {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const wanted = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  const { status, stderr } = spawnSync("openssl", ["req", ...wanted, "-keyout", key, "-out", cert], {
    encoding: "utf8",
  });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  tls = { cert: readFileSync(cert), key: readFileSync(key) };
});

/** A handshake; rejects with the error it ends in. */
function handshake({ address }: Acs, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, rejectUnauthorized: false, ...options }, () => {
      socket.off("error", reject);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/** The only suite that TR-069 asks of every CPE: TLS_RSA_WITH_AES_128_CBC_SHA. */
const OLD = { ciphers: "AES128-SHA:@SECLEVEL=0", maxVersion: "TLSv1.2" } as const;

test("a CPE that speaks TLS_RSA_WITH_AES_128_CBC_SHA only is refused unless it is configured", async () => {
  const acs = await startAcs({ tls });
  await expect(handshake(acs, OLD)).rejects.toThrow(/handshake/);
  expect(acs.lines.filter((line) => line.includes('"reason":"tls"'))).toHaveLength(1);
  const socket = await handshake(acs, {});
  expect(socket.getProtocol()).toBe("TLSv1.3");
  socket.destroy();
});

test("where it is configured it gets its session, after new certificates too", async () => {
  const acs = await startAcs({ tls, tlsLegacy: true });
  for (const serial of ["S1", "S2"]) {
    const socket = await handshake(acs, OLD);
    expect([socket.getProtocol(), socket.getCipher().name]).toEqual(["TLSv1.2", "AES128-SHA"]);
    const wire = Wire.over(socket);
    expect((await wire.post(inform({ serial }))).status).toBe(200);
    expect((await wire.post("")).status).toBe(204);
    wire.close();
    acs.stack.reload(tls);
  }
});

test("new certificates do not let old suites in", async () => {
  const acs = await startAcs({ tls });
  acs.stack.reload(tls);
  await expect(handshake(acs, OLD)).rejects.toThrow(/handshake/);
});

test.each([
  ["ECDHE-RSA-AES128-GCM-SHA256", true],
  ["DHE-RSA-AES128-GCM-SHA256", true],
  ["ECDHE-RSA-AES128-SHA", false],
  ["AES256-SHA", false],
  ["AES128-GCM-SHA256", false],
] as const)("of TLS 1.2, %s is accepted by default: %s", async (ciphers, accepted) => {
  const acs = await startAcs({ tls });
  const shaken = handshake(acs, { ciphers, maxVersion: "TLSv1.2" });
  if (!accepted) await expect(shaken).rejects.toThrow(/handshake/);
  else (await shaken).destroy();
});

test("whoever can do better gets better, also where old suites are accepted", async () => {
  const acs = await startAcs({ tls, tlsLegacy: true });
  const socket = await handshake(acs, {
    ciphers: "AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256",
    maxVersion: "TLSv1.2",
  });
  expect(socket.getCipher().name).toBe("ECDHE-RSA-AES128-GCM-SHA256");
  socket.destroy();
});

test("TLS 1.1 is refused, old suites or not", async () => {
  const acs = await startAcs({ tls, tlsLegacy: true });
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
  await expect(handshake(acs, old)).rejects.toThrow(/version|handshake/);
});
