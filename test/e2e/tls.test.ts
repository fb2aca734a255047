import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { createCpe, devicePlan, homeOf, igdPlan, KnockServer, Tree, type Cpe, type CpeOptions } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "../contract/api.ts";
import { type Running, scratch, serve } from "./gateway.ts";

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A self-signed certificate for loopback with this serial number. */
function certificate(folder: string, serial: number): Pair {
  const pair = { cert: join(folder, `${serial}.crt`), key: join(folder, `${serial}.key`) };
  const wanted = [
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "2",
  ];
  const name = ["-subj", "/CN=causeway.test", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-set_serial", String(serial), "-keyout", pair.key, "-out", pair.cert];
  const { status, stderr } = spawnSync("openssl", ["req", ...wanted, ...name, ...files], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
  return pair;
}

/** The serial number of the certificate that a listener shows now. */
function serialAt(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(Number.parseInt(socket.getPeerCertificate().serialNumber, 16));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

/** `GET` of the API over TLS. */
function read(gateway: Running, path: string, ca: Buffer): Promise<{ status: number; body: Json }> {
  const headers = { Authorization: `Bearer ${gateway.printed.get("token") ?? ""}` };
  return new Promise((resolve, reject) => {
    request(new URL(path, gateway.printed.get("api")), { ca, headers }, (response) => {
      let text = "";
      response.on("data", (bytes: Buffer) => (text += bytes.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Json }));
    })
      .once("error", reject)
      .end();
  });
}

test("every listener speaks TLS, and a renewed certificate is shown without a restart [INFRA-11]", async () => {
  const folder = scratch();
  const first = certificate(folder, 11);
  const used = { cert: join(folder, "used.crt"), key: join(folder, "used.key") };
  const use = (pair: Pair, how: (from: string, to: string) => void): void => {
    how(pair.key, used.key);
    how(pair.cert, used.cert);
  };
  use(first, copyFileSync);
  const gateway = await serve(scratch(), ["--tls-cert", used.cert, "--tls-key", used.key]);
  const urls = ["api", "cwmp", "files"].map((name) => gateway.printed.get(name) ?? "");
  expect(urls.every((url) => url.startsWith("https://"))).toBe(true);
  const ca = readFileSync(first.cert);
  expect((await read(gateway, "/readyz", ca)).status).toBe(200);
  await expect(fetch(new URL("/readyz", urls[0]?.replace("https", "http")))).rejects.toThrow("fetch failed");
  const acsUrl = urls[1] ?? "";
  const trusting = createCpe({ acsUrl, clock, tree: new Tree(igdPlan(homeOf(1))), tls: { ca } });
  expect(await trusting.start()).toMatchObject({ outcome: "done" });
  const doubting = createCpe({ acsUrl, clock, tree: new Tree(igdPlan(homeOf(4))), retries: false });
  expect(await doubting.start()).toMatchObject({ outcome: "failed" });

  const shown = async (serial: number): Promise<void> => {
    await until(`serial ${serial} is shown`, async () =>
      (await Promise.all(urls.map(serialAt))).every((found) => found === serial) ? true : undefined,
    );
  };
  await shown(11);
  use(certificate(folder, 12), copyFileSync);
  await shown(12);
  // As certificate managers do it: a new file in the place of the old one, more than once.
  use(certificate(folder, 13), renameSync);
  await shown(13);
  use(certificate(folder, 14), renameSync);
  await shown(14);
  // What is no certificate changes nothing, and the next good one counts.
  writeFileSync(used.cert, "no certificate");
  gateway.kill("SIGHUP");
  await shown(14);
  const last = certificate(folder, 15);
  use(last, copyFileSync);
  gateway.kill("SIGHUP");
  await shown(15);
  expect((await read(gateway, "/v1/devices", readFileSync(last.cert))).body).toMatchObject({ items: [{}] });
  trusting.stop();
  doubting.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
}, 60_000);

test("CPEs come with the group's credentials by Digest or Basic, get their own, and must use them", async () => {
  const folder = scratch();
  const { cert, key } = certificate(folder, 21);
  const password = join(folder, "group.password");
  writeFileSync(password, "group-pass-1\n");
  const tls = ["--tls-cert", cert, "--tls-key", key];
  const group = ["--cwmp-username", "group", "--cwmp-password-file", password];
  const gateway = await serve(scratch(), [...tls, ...group, "--enrolment", "approve"]);
  const ca = readFileSync(cert);
  const acsUrl = gateway.printed.get("cwmp") ?? "";
  const knocks = new KnockServer();
  await knocks.start();
  const cpes: Cpe[] = [];
  const cpe = (home: number, more: Partial<CpeOptions>): Cpe => {
    const plan = home % 2 === 0 ? igdPlan(homeOf(home)) : devicePlan(homeOf(home), { cwmp: true });
    const made = createCpe({ acsUrl, clock, tree: new Tree(plan), tls: { ca }, retries: false, ...more });
    cpes.push(made);
    return made;
  };
  const login = { username: "group", password: "group-pass-1" };
  const enrolmentOf = async ({ serialNumber }: Cpe): Promise<unknown> => {
    const { body } = await read(gateway, `/v1/devices?q=${serialNumber}`, ca);
    return (body["items"] as Json[])[0]?.["enrolment"];
  };

  const digest = cpe(2, { ...login, knocks });
  const basic = cpe(3, { ...login, eager: true, knocks });
  for (const one of [digest, basic]) {
    const own = one.tree.plan.root === "Device." ? "Device." : "InternetGatewayDevice.";
    expect(await one.start()).toMatchObject({ outcome: "done" });
    expect(await enrolmentOf(one)).toBe("accepted");
    const username = one.tree.value(`${own}ManagementServer.Username`);
    expect(username).not.toBe("group");
    expect(one.tree.value(`${own}ManagementServer.Password`).length).toBeGreaterThan(15);
    // Its next session proves the new credentials; from then on the group's are no longer good for it.
    expect(await one.inform("2 PERIODIC")).toMatchObject({ outcome: "done" });
    one.stop();
    const home = one === digest ? 2 : 3;
    for (const claim of [login, { username, password: "guessed" }, {}])
      expect(await cpe(home, claim).start(["2 PERIODIC"])).toMatchObject({ outcome: "refused" });
    // After a factory reset the box knows only the group's again.
    expect(await cpe(home, login).start(["0 BOOTSTRAP", "1 BOOT"])).toMatchObject({ outcome: "done" });
  }
  expect(await cpe(5, { ...login, password: "wrong" }).start()).toMatchObject({ outcome: "refused" });
  const stranger = cpe(7, {});
  // Asked once whether it has any credentials; without them it waits for an operator.
  expect(await stranger.start()).toMatchObject({ outcome: "refused" });
  expect(await stranger.inform()).toMatchObject({ outcome: "done", rpcs: 0 });
  expect(await enrolmentOf(stranger)).toBe("quarantined");
  for (const one of cpes) one.stop();
  await knocks.stop();
  gateway.kill("SIGTERM");
  const { code, out, err } = await gateway.ended;
  expect(code).toBe(0);
  expect(out + err).not.toContain("group-pass-1");
}, 60_000);
