import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectPlain } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cpe, inform, requestIn } from "../cwmp/cpe.ts";
import { Wire, type WireAnswer } from "../cwmp/wire.ts";
import { until } from "../contract/api.ts";
import { CANARY, type Line, Target, withinASecond } from "./hostile.rig.ts";

const tlsFile = (name: string): string => new URL(`../fixtures/tls/${name}.pem`, import.meta.url).pathname;
const TREE = {
  "Device.DeviceInfo.SoftwareVersion": "2.0",
  "Device.DeviceInfo.UpTime": "7",
  "Device.ManagementServer.PeriodicInformInterval": "300",
};

const folder = mkdtempSync(join(tmpdir(), "causeway-proof-"));
const password = join(folder, "group.password");
writeFileSync(password, `${CANARY}\n`);
const KEEPS = ["--cwmp-provision-credentials", "false"];
const plain = new Target([...KEEPS, "--cwmp-username", "group", "--cwmp-password-file", password]);
const pair = ["--cwmp-tls-cert", tlsFile("cert"), "--cwmp-tls-key", tlsFile("key")];
const secure = new Target([...KEEPS, ...pair, "--cwmp-tls-ca", tlsFile("client-ca")]);
/** Listens on every address, as the limit of connections per address is none on loopback. */
const wide = new Target([...KEEPS, "--cwmp-bind", "0.0.0.0", "--insecure-transport", "true"]);
const all = [plain, secure, wide];
const good = new Cpe(TREE, { serial: "GOOD" });

beforeAll(async () => {
  await Promise.all(all.map((target) => target.start()));
});
afterAll(async () => {
  await Promise.all(all.map((target) => target.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** Runs what is hostile; afterwards a good session succeeds and just these refusals were logged. */
async function play(
  target: Target,
  reasons: readonly string[],
  attack: () => Promise<void>,
): Promise<readonly Line[]> {
  const from = target.lines.length;
  await attack();
  if (target === plain)
    expect((await withinASecond("good", () => good.session(plain.cwmp))).status).toBe(204);
  const said = await target.badInputs(from);
  expect(said.map(({ reason }) => reason)).toEqual(reasons);
  target.expectUntouched();
  return said;
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

interface Digest {
  readonly nonce: string;
  readonly nc?: number;
  readonly uri?: string;
  readonly qop?: string;
}

function digest({ nonce, nc = 1, uri = "/", qop = "auth" }: Digest): { Authorization: string } {
  const count = nc.toString(16).padStart(8, "0");
  const body = qop === "auth-int" ? `:${md5("another body")}` : "";
  const response = md5(
    `${md5(`group:causeway:${CANARY}`)}:${nonce}:${count}:c:${qop}:${md5(`POST:${uri}${body}`)}`,
  );
  return {
    Authorization: `Digest username="group", realm="causeway", nonce="${nonce}", uri="${uri}", cnonce="c", nc=${count}, qop=${qop}, response="${response}"`,
  };
}

/** One message on a connection of its own. */
async function post(
  body: string,
  headers: Readonly<Record<string, string>> = {},
  localAddress = "127.0.0.1",
): Promise<WireAnswer> {
  const wire = Wire.over(connectPlain({ ...plain.cwmp, localAddress }));
  try {
    return await wire.post(body, headers);
  } finally {
    wire.close();
  }
}

async function challenge(): Promise<string> {
  const { headers } = await post(inform({ serial: "HOSTILE" }), digest({ nonce: "none" }));
  return /nonce="([^"]*)"/.exec(headers["www-authenticate"] ?? "")?.[1] ?? "";
}

/** `401`, or `401 stale` where the client is told to try again with the new nonce. */
const shown = ({ status, headers }: WireAnswer): string =>
  headers["www-authenticate"]?.includes("stale=true") === true ? `${String(status)} stale` : String(status);

/** The devices with this serial number, as the API tells them. */
async function devicesOf(target: Target, serial: string) {
  const filter = encodeURIComponent(`serialNumber="${serial}"`);
  const { body } = await target.api.call("GET", `/v1/devices?filter=${filter}`);
  return body["items"] as readonly { readonly id: string }[];
}

/** A nonce that was used up before the restart. */
let used = "";

describe.each(["live", "again after a restart"])("%s", (when) => {
  test("starts", async () => {
    if (when !== "live") await Promise.all(all.map((target) => target.restart()));
    expect((await good.session(plain.cwmp)).status).toBe(204);
  });

  test("digests with foreign nonces, used ones, another uri or another body open nothing [HTTP-34]", async () => {
    const body = inform({ serial: "HOSTILE" });
    if (used !== "")
      await play(plain, [], async () =>
        expect(shown(await post(body, digest({ nonce: used })))).toBe("401 stale"),
      );
    const replayed = await plain.metric("auth_replay");
    await play(
      plain,
      Array.from({ length: 6 }, () => "credentials"),
      async () => {
        const nonce = await challenge();
        expect(shown(await post(body, digest({ nonce: "Zm9yZWlnbg" })))).toBe("401 stale");
        expect(shown(await post(body, digest({ nonce, uri: "/elsewhere" })))).toBe("401");
        expect(shown(await post(body, digest({ nonce, qop: "auth-int" })))).toBe("401");
        expect(shown(await post(body, digest({ nonce })))).toBe("200");
        expect(shown(await post(body, digest({ nonce })))).toBe("401 stale");
        expect(shown(await post(body, digest({ nonce, nc: 0 })))).toBe("401 stale");
        expect(shown(await post(body, digest({ nonce, nc: 2 })))).toBe("200");
        used = nonce;
      },
    );
    expect(await plain.metric("auth_replay")).toBe(replayed + 2);
  });

  const own = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === "IPv4" && !one.internal)?.address;
  test("of 2,000 idle connections of one address the most are refused, and others are served as before [HTTP-19]", async ({
    skip,
  }) => {
    skip(own === undefined, "needs an address beside loopback: there is no limit on that one");
    await play(
      wide,
      Array.from({ length: 2000 - 64 }, () => "connections"),
      async () => {
        const address = { host: own ?? "", port: wide.cwmp.port };
        const served = async (): Promise<number> => {
          const from = performance.now();
          for (let i = 0; i < 20; i++)
            expect((await good.session({ ...wide.cwmp, host: "127.0.0.1" })).status).toBe(204);
          return performance.now() - from;
        };
        await served();
        const before = await served();
        const idle: Wire[] = [];
        // Not all at once: a kernel that drops what it cannot queue tells nobody.
        for (let batch = 0; batch < 40; batch++)
          idle.push(...(await Promise.all(Array.from({ length: 50 }, () => Wire.open(address)))));
        await until("what is too much is closed", () =>
          idle.filter(({ socket }) => !socket.destroyed).length <= 64 ? true : undefined,
        );
        // Beside those that hold the machine up as well.
        expect(await served()).toBeLessThan(5 * before + 500);
        expect(idle.filter(({ socket }) => !socket.destroyed)).toHaveLength(64);
        for (const wire of idle) wire.close();
      },
    );
  });

  test("forwarding and certificate headers of anybody change nothing [HTTP-38]", async () => {
    await play(plain, [], async () => {
      const serial = `FORWARDED${when.length}`;
      const headers = {
        "X-Forwarded-For": "203.0.113.9",
        Forwarded: "for=203.0.113.9;proto=https",
        "X-Client-Cert": "00256D-Box-S1",
      };
      expect((await post(inform({ serial }), headers)).status).toBe(200);
      const [device] = await devicesOf(plain, serial);
      const { body } = await plain.api.call("GET", `/v1/devices/${device?.id ?? ""}`);
      expect(JSON.stringify(body)).not.toContain("203.0.113.9");
      expect(JSON.stringify(body)).toContain("127.0.0.1");
    });
  });

  test("the cookie of a session is refused elsewhere, and the session goes on [SESS-02]", async () => {
    const said = await play(plain, ["session"], async () => {
      const wire = await Wire.open(plain.cwmp);
      const opened = await wire.post(inform({ serial: "HIJACKED" }));
      const headers = { Cookie: opened.headers["set-cookie"]?.split(";")[0] ?? "" };
      expect((await post("", headers, "127.0.0.9")).status).toBe(400);
      const asked = await wire.post("", headers);
      expect([200, 204]).toContain(asked.status);
      wire.close();
    });
    expect(said[0]).toMatchObject({ event: "session_hijack_suspected", peer: "127.0.0.9" });
  });

  test("one serial number under two OUIs is two devices, under two product classes two and a conflict [SOAP-28]", async () => {
    const serial = `TWIN${when.length}`;
    await play(plain, [], async () => {
      const bodies = [
        inform({ serial }),
        inform({ serial }).replace("00256D", "ABCDEF"),
        inform({ serial }).replace("<ProductClass>Box<", "<ProductClass>Other<"),
      ];
      for (const [i, body] of bodies.entries())
        expect((await post(body, {}, `127.0.0.${String(i + 1)}`)).status).toBe(200);
      expect(await devicesOf(plain, serial)).toHaveLength(3);
      await until("the conflict is told", async () => {
        const { body } = await plain.api.call("GET", "/v1/events?limit=1000");
        const items = body["items"] as readonly { type: string; data: { identity?: string } }[];
        const told = items.filter(
          ({ type, data }) => type.endsWith("device.conflict") && data.identity?.includes(serial),
        );
        return told.length === 1 ? true : undefined;
      });
    });
  });

  test("with the certificate of one device nobody informs as another one [HTTP-39]", async () => {
    const informs = async (serial: string): Promise<WireAnswer> => {
      const identity = {
        cert: readFileSync(tlsFile("client-device")),
        key: readFileSync(tlsFile("client-device.key")),
      };
      const socket = connectSecurely({ ...secure.cwmp, ...identity, rejectUnauthorized: false });
      const wire = Wire.over(socket);
      try {
        return await wire.post(inform({ serial }));
      } finally {
        wire.close();
      }
    };
    expect((await informs("S1")).status).toBe(200);
    const said = await play(secure, ["identity"], async () => {
      const answer = await informs("S2");
      expect([answer.status, requestIn(answer).rpc]).toEqual([403, ""]);
    });
    expect(said[0]).toMatchObject({ event: "identity_mismatch" });
    expect(await devicesOf(secure, "S2")).toEqual([]);
  });
});
