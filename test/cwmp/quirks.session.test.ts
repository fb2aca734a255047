import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Operation } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, envelope, inform, parameterList, requestIn } from "./cpe.ts";
import { quirk } from "./quirk.ts";
import { bytesOf, staged, type Stage } from "./quirk.stage.ts";
import { Wire, type WireAnswer } from "./wire.ts";

const get: Operation = { type: "get", paths: ["Device.DeviceInfo."], maxDepth: 0 };
const read: Operation = {
  type: "native",
  protocol: "cwmp",
  rpc: "GetParameterValues",
  args: { ParameterNames: ["InternetGatewayDevice."] },
};
const reboot: Operation = { type: "operate", command: "Device.Reboot()", input: {} };
const set: Operation = {
  type: "set",
  allowPartial: false,
  updates: [{ path: "Device.DeviceInfo.", params: { ProvisioningCode: "new" } }],
};
const values = (id: string, value = "new"): string =>
  envelope(
    `<cwmp:GetParameterValuesResponse>${parameterList({ "Device.DeviceInfo.ProvisioningCode": value })}</cwmp:GetParameterValuesResponse>`,
    id,
  );

quirk("netcwmp-empty", async () => {
  const unknown: Operation = {
    type: "native",
    protocol: "cwmp",
    rpc: "GetOptions",
    args: { OptionName: "" },
  };
  const stage = await staged({
    informs: bytesOf("netcwmp-noxmldecl/", ":Inform>").body,
    operations: [unknown],
  });
  const first = await stage.ask(stage.cookie);
  const again = await stage.ask(stage.cookie);
  expect(again.answer.body).toBe(first.answer.body);
  expect((await stage.ask(stage.cookie)).answer.status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)).toMatchObject({
    state: "failed",
    problem: { code: "operation.unsupported" },
  });
  stage.wire.close();
});

quirk("cakar-empty", async () => {
  const stage = await staged({ operations: [reboot] });
  const first = await stage.ask();
  expect(first.rpc).toBe("Reboot");
  expect((await stage.ask()).answer.body).toBe(first.answer.body);
  expect((await stage.ask()).answer.status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)?.state).toBe("unknownOutcome");
  stage.wire.close();
});

/** The next session of a device that lost one while a write was outstanding: it reads what became of it, and writes nothing. */
async function readBack(stage: Stage, wire: Wire, cookie: Readonly<Record<string, string>>): Promise<void> {
  const asked = requestIn(await wire.post("", cookie));
  expect(asked.rpc).toBe("GetParameterValues");
  expect((await wire.post(values(asked.id), cookie)).status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)?.state).toBe("succeeded");
  wire.close();
}

quirk("cwmp-sim-inform", async () => {
  // In the recording TransferComplete follows a second Inform on the same connection.
  const informs = bytesOf("cwmp-sim/conn-004", ":Inform>").body;
  const stage = await staged({ informs, operations: [set] });
  expect((await stage.ask()).rpc).toBe("SetParameterValues");
  expect(requestIn(await stage.wire.post(informs)).rpc).toBe("InformResponse");
  await readBack(stage, stage.wire, {});
});

const closes = (cookies: boolean) => async (): Promise<void> => {
  const stage = await staged({ operations: [set] });
  const cookie = cookies ? stage.cookie : {};
  expect((await stage.ask(cookie)).rpc).toBe("SetParameterValues");
  stage.wire.close();
  await stage.wire.closed();
  const wire = await Wire.open(stage.acs.address);
  const opened = await wire.post(inform());
  const fresh = { Cookie: opened.headers["set-cookie"]?.split(";")[0] ?? "" };
  await readBack(stage, wire, cookies ? fresh : {});
};
quirk("genieacs-sim-close", closes(true));
quirk("evcpe-close", closes(true));
quirk("mhils-close", closes(true));
quirk("bontiv-close", closes(false));

const withoutCookie = (informs: Buffer | string) => async (): Promise<void> => {
  const stage = await staged({ informs, operations: [get] });
  const asked = await stage.ask();
  expect(asked.rpc).toBe("GetParameterValues");
  expect((await stage.reply(values(asked.id), asked.id)).answer.status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)?.state).toBe("succeeded");
  stage.wire.close();
};
quirk("cwmp-sim-cookie", withoutCookie(bytesOf("cwmp-sim/", ":Inform>").body));
quirk("bontiv-cookie", withoutCookie(inform()));
quirk("cakar-cookie", withoutCookie(inform()));

/** `returned`: the Cookie header a client makes of what it was set. */
const withCookie =
  (informs: Buffer | string, returned: (set: string) => string) => async (): Promise<void> => {
    const stage = await staged({ informs, operations: [read] });
    const Cookie = returned(stage.opened.headers["set-cookie"] ?? "");
    stage.wire.close();
    await stage.wire.closed();
    const wire = await Wire.open(stage.acs.address);
    const asked = requestIn(await wire.post("", { Cookie }));
    expect(asked.rpc).toBe("GetParameterValues");
    expect((await wire.post(values(asked.id), { Cookie })).status).toBe(204);
    expect(stage.acs.gateway.outcome(stage.ids[0]!)?.state).toBe("succeeded");
    wire.close();
  };
const bare = (header: string): string => header.split(";")[0] ?? "";
quirk("easycwmp-cookie", withCookie(bytesOf("easycwmp/", ":Inform>").body, bare));
quirk("netcwmp-cookie", async () => {
  // As recorded: `Cookie: sid=7fb1a3a81b36; Path=/`.
  expect(bytesOf("netcwmp-noxmldecl/", "Fault").headers.get("cookie")).toMatch(/^sid=\w+; Path=\/$/);
  await withCookie(bytesOf("netcwmp-noxmldecl/", ":Inform>").body, (header) =>
    header.replace("; HttpOnly", ""),
  )();
});
quirk("evcpe-cookie", withCookie(inform(), bare));
quirk("genieacs-sim-cookie", withCookie(inform(), bare));
quirk("mhils-cookie", withCookie(inform(), bare));

quirk("genieacs-cookie-path", async () => {
  const stage = await staged();
  expect(stage.opened.headers["set-cookie"]).toMatch(/^\w{1,4}=[\w-]{22}; Path=\/(?:;|$)/);
  stage.wire.close();
});

quirk("genieacs-slow", async () => {
  const stage = await staged({ operations: [get] });
  const asked = await stage.ask(stage.cookie);
  for (let second = 0; second < 89; second++) {
    stage.acs.clock.move(1000);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
  expect((await stage.reply(values(asked.id), asked.id, stage.cookie)).answer.status).toBe(204);
  expect(stage.acs.gateway.outcome(stage.ids[0]!)?.state).toBe("succeeded");
  stage.wire.close();
});

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
const nonceIn = ({ all }: WireAnswer): string =>
  /nonce="([^"]*)"/.exec(all.find(([name]) => name === "www-authenticate")?.[1] ?? "")?.[1] ?? "";
const NAME = "00256D-Box-S1";

async function protectedDevice(config: Parameters<typeof startAcs>[0] = {}) {
  const acs = await startAcs(config);
  const device = acs.gateway.enrol(NAME);
  acs.gateway.allow({ device, username: NAME, password: "pw", generation: "current" });
  return { acs, device, wire: await Wire.open(acs.address) };
}

/** A digest that a client makes of a challenge, in its own way. */
const digest = (nonce: string, uri: string, qop: boolean): string => {
  const [ha1, ha2] = [md5(`${NAME}:causeway:pw`), md5(`POST:${uri}`)];
  const response = md5(qop ? `${ha1}:${nonce}:00000001:c:auth:${ha2}` : `${ha1}:${nonce}:${ha2}`);
  const more = qop ? ', qop=auth, nc=00000001, cnonce="c"' : "";
  return `Digest username="${NAME}", realm="causeway", nonce="${nonce}", uri="${uri}", response="${response}"${more}`;
};

quirk("easycwmp-noqop", async () => {
  expect(bytesOf("easycwmp-digest-noqop/", "Inform").headers.get("authorization") ?? "").not.toContain("qop");
  const { acs, wire } = await protectedDevice();
  const challenge = await wire.post(inform());
  expect(challenge.status).toBe(401);
  const opened = await wire.post(inform(), { Authorization: digest(nonceIn(challenge), "/", false) });
  expect(opened.status).toBe(200);
  expect(acs.gateway.contacts[0]?.proof).toMatchObject({ kind: "password" });
  wire.close();
});

quirk("netcwmp-uri", async () => {
  const { acs, wire } = await protectedDevice();
  const nonce = nonceIn(await wire.post(inform(), {}, "/acs"));
  expect((await wire.post(inform(), { Authorization: digest(nonce, "", true) }, "/acs")).status).toBe(200);
  expect(acs.gateway.contacts[0]?.proof).toMatchObject({ kind: "password" });
  wire.close();
});

const fetchesChallenge = async (): Promise<void> => {
  const { acs, wire } = await protectedDevice({ enrolment: "approve" });
  const challenge = await wire.post("");
  expect(challenge).toMatchObject({ status: 401 });
  expect(challenge.headers["set-cookie"]).toBeUndefined();
  expect(acs.gateway.calls.filter((call) => call !== "credentials")).toEqual([]);
  const Authorization = digest(nonceIn(challenge), "/", true);
  expect((await wire.post(inform(), { Authorization })).status).toBe(200);
  expect((await wire.post("")).status).toBe(204);
  wire.close();
};
quirk("netcwmp-challenge", fetchesChallenge);
quirk("orange-challenge", fetchesChallenge);

quirk("genieacs-sim-basic", async () => {
  const Authorization = `Basic ${Buffer.from(`${NAME}:pw`).toString("base64")}`;
  const allowed = await protectedDevice({ basicOverHttp: true });
  expect((await allowed.wire.post(inform(), { Authorization })).status).toBe(200);
  expect(allowed.acs.gateway.contacts[0]?.proof).toMatchObject({ kind: "password", username: NAME });
  allowed.wire.close();
  const refusing = await protectedDevice();
  expect((await refusing.wire.post(inform(), { Authorization })).status).toBe(401);
  refusing.wire.close();
});

quirk("cwmp-sim-basic", async () => {
  const recorded = bytesOf("cwmp-sim/conn-002", ":Inform>");
  const Authorization = recorded.headers.get("authorization") ?? "";
  expect(Authorization).toBe("Basic Og==");
  const acs = await startAcs({ enrolment: "approve" });
  const wire = await Wire.open(acs.address);
  expect((await wire.post(recorded.body, { Authorization })).status).toBe(200);
  expect(acs.gateway.contacts[0]?.proof).toEqual({ kind: "none" });
  wire.close();
});

/** Two ACS; the first one sends everybody to the second one. */
async function moved(status: 302 | 307) {
  const [from, to] = [await startAcs(), await startAcs()];
  const url = `http://${to.address.host}:${String(to.address.port)}/moved`;
  from.gateway.elsewhere = { url, status };
  return { from, to, url };
}

quirk("easycwmp-redirect", async () => {
  const informs = bytesOf("easycwmp/", ":Inform>").body;
  for (const status of [302, 307] as const) {
    const { from, to, url } = await moved(status);
    const first = await Wire.open(from.address);
    const sent = await first.post(informs);
    expect(sent).toMatchObject({ status, headers: { location: url } });
    expect(sent.headers["set-cookie"]).toBeUndefined();
    first.close();
    const second = await Wire.open(to.address);
    expect(requestIn(await second.post(informs, {}, "/moved")).rpc).toBe("InformResponse");
    expect((await second.post("", {}, "/moved")).status).toBe(204);
    expect([from.gateway.contacts.length, to.gateway.contacts.length]).toEqual([0, 1]);
    second.close();
  }
});

quirk("orange-redirect", async () => {
  const { from, to } = await moved(302);
  let address = from.address;
  let redirects = 0;
  for (let tries = 0; tries < 5; tries++) {
    const wire = await Wire.open(address);
    const answer = await wire.post(inform());
    wire.close();
    if (answer.status === 200) break;
    redirects++;
    const { hostname, port } = new URL(answer.headers["location"] ?? "");
    address = { host: hostname, port: Number(port) };
  }
  expect([redirects, to.gateway.contacts.length]).toEqual([1, 1]);
});

quirk("catawampus-redirect", async () => {
  const { from, to } = await moved(307);
  const id = to.gateway.submit(to.gateway.enrol(NAME), get);
  const first = await Wire.open(from.address);
  expect((await first.post(inform())).status).toBe(307);
  first.close();
  const second = await Wire.open(to.address);
  const opened = await second.post(inform(), {}, "/moved");
  const cookie = { Cookie: bare(opened.headers["set-cookie"] ?? "") };
  const asked = requestIn(await second.post("", cookie, "/moved"));
  expect((await second.post(values(asked.id), cookie, "/moved")).status).toBe(204);
  expect(to.gateway.outcome(id)?.state).toBe("succeeded");
  second.close();
});

quirk("freeacs-interval", async () => {
  const acs = await startAcs();
  acs.gateway.onboards = true;
  const path = "Device.ManagementServer.PeriodicInformInterval";
  const cpe = new Cpe({ [path]: "86400", "Device.DeviceInfo.SoftwareVersion": "2.0" });
  const sets: string[] = [];
  cpe.override = (rpc, body) => {
    if (rpc === "SetParameterValues" && body.includes(`<Name>${path}<`)) sets.push(body);
    return undefined;
  };
  for (let session = 0; session < 4; session++) expect((await cpe.session(acs.address)).status).toBe(204);
  expect([sets.length, cpe.tree.get(path)?.value]).toEqual([1, "300"]);
});

quirk("genieacs-version", async () => {
  for (const version of ["1-3", "1-9", "9-9", "x"]) {
    const stage = await staged({ informs: inform().replace("cwmp-1-2", `cwmp-${version}`) });
    expect(stage.opened.body).toContain(version.startsWith("1-") ? `cwmp-${version}` : "cwmp-1-2");
    expect((await stage.ask()).answer.status).toBe(204);
    stage.wire.close();
  }
});
