import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCpe, type Cpe, type CpeOptions } from "../../sim/cpe.ts";
import {
  noCookie,
  wrongOrder,
  fault,
  loseAnswer,
  drop,
  emptyPostInstead,
  ignoreConnectionRequest,
  duplicateInform,
  rebootInSession,
  badXml,
} from "../../sim/cpe/behaviour.ts";
import { digest } from "../../sim/cpe/auth.ts";
import { KnockServer } from "../../sim/cpe/knock.ts";
import { faultCodeOf } from "../../sim/cpe/soap.ts";
import { find } from "../../sim/cpe/xml.ts";
import { homeOf } from "../../sim/tree/home.ts";
import { igdPlan } from "../../sim/tree/igd.ts";
import { Tree } from "../../sim/tree/tree.ts";
import { rpc, ScriptedAcs, type Heard } from "./acs.ts";
import { MovableClock } from "../clock.ts";

const ROOT = "InternetGatewayDevice.";
const WLAN = `${ROOT}LANDevice.1.WLANConfiguration.`;
const PPP = `${ROOT}WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.`;

let acs: ScriptedAcs;
let clock: MovableClock;
let cpes: Cpe[];

beforeEach(async () => {
  acs = new ScriptedAcs();
  clock = new MovableClock();
  cpes = [];
  await acs.start();
});

afterEach(async () => {
  for (const cpe of cpes) cpe.stop();
  await acs.stop();
});

function cpeOf(more: Partial<CpeOptions> = {}): Cpe {
  const cpe = createCpe({
    acsUrl: acs.url,
    clock,
    tree: new Tree(igdPlan(homeOf(0))),
    dialect: "easycwmp",
    ...more,
  });
  cpes.push(cpe);
  return cpe;
}

function valuesOf(at: number): Record<string, string> {
  const list = acs.of("GetParameterValuesResponse")[at];
  const structs = find(list?.body, "ParameterList")?.children ?? [];
  return Object.fromEntries(
    structs.map((struct) => [find(struct, "Name")?.text ?? "", find(struct, "Value")?.text ?? ""]),
  );
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function eventsOf(at: number): string[] {
  return (
    find(acs.of("Inform")[at]?.body, "Event")?.children.map(
      (event) => find(event, "EventCode")?.text ?? "",
    ) ?? []
  );
}

test("a CPE informs with its events and forced parameters, posts nothing and takes 204 [TR-069a6 3.7.1.1]", async () => {
  const end = await cpeOf().start();
  expect(end).toEqual({ outcome: "done", detail: "", rpcs: 0 });
  expect(eventsOf(0)).toEqual(["0 BOOTSTRAP", "1 BOOT"]);
  const names = find(acs.of("Inform")[0]?.body, "ParameterList")?.children.map(
    (struct) => find(struct, "Name")?.text,
  );
  expect(names).toContain(`${ROOT}DeviceInfo.SoftwareVersion`);
  expect(names).toContain(`${PPP}ExternalIPAddress`);
  expect(acs.heard[1]).toMatchObject({ body: "", headers: { cookie: "sid=0" } });
});

test("names, values, a set and its faults are answered as the data model says", async () => {
  const cpe = cpeOf();
  acs.queue.push(
    rpc.getNames(`${ROOT}LANDevice.1.`, true),
    rpc.getNames(`${ROOT}Nope.`, false),
    rpc.getValues(`${WLAN}1.SSID`, `${WLAN}5.PreSharedKey.1.`),
    rpc.setValues(
      [
        [`${WLAN}1.SSID`, "string", "Other &amp; new"],
        [`${WLAN}1.Enable`, "boolean", "0"],
      ],
      "k-9",
    ),
    rpc.setValues([
      [`${ROOT}Nope`, "string", ""],
      [`${ROOT}DeviceInfo.SerialNumber`, "string", "1"],
      [`${WLAN}1.Channel`, "string", "6"],
      [`${WLAN}1.Channel`, "unsignedInt", "999"],
    ]),
    "<cwmp:X_Unknown/>",
  );
  await cpe.start();
  const names = find(acs.of("GetParameterNamesResponse")[0]?.body, "ParameterList")?.children.map(
    (info) => find(info, "Name")?.text,
  );
  expect(names).toContain(WLAN);
  expect(names).toContain(`${ROOT}LANDevice.1.LANEthernetInterfaceNumberOfEntries`);
  expect(valuesOf(0)).toEqual({
    [`${WLAN}1.SSID`]: "Home-0000",
    [`${WLAN}5.PreSharedKey.1.PreSharedKey`]: "",
    [`${WLAN}5.PreSharedKey.1.KeyPassphrase`]: "",
  });
  expect(cpe.tree.value(`${WLAN}1.SSID`)).toBe("Other & new");
  expect(cpe.tree.value(`${WLAN}1.Enable`)).toBe("false");
  expect(cpe.tree.value(`${ROOT}ManagementServer.ParameterKey`)).toBe("k-9");
  const faults = acs.of("Fault");
  expect(faults.map(faultCodeOf)).toEqual([9005, 9003, 9000]);
  const inner = faults[1]?.body === undefined ? [] : (find(faults[1].body, "Fault")?.children ?? []);
  const codes = (find(inner.at(-1), "Fault")?.children ?? [])
    .filter(({ name }) => name === "SetParameterValuesFault")
    .map((entry) => Number(find(entry, "FaultCode")?.text));
  expect(codes).toEqual([9005, 9008, 9006, 9007]);
});

test("rows are added with their factory values, counted, and deleted; numbers are not given twice", async () => {
  const cpe = cpeOf();
  const table = `${PPP}PortMapping.`;
  acs.queue.push(
    rpc.addObject(table),
    rpc.deleteObject(`${table}6.`),
    rpc.addObject(table),
    rpc.addObject(WLAN),
    rpc.deleteObject(`${WLAN}1.`),
  );
  await cpe.start();
  expect(acs.of("AddObjectResponse").map((answer) => find(answer.body, "InstanceNumber")?.text)).toEqual([
    "6",
    "7",
  ]);
  expect(cpe.tree.value(`${table}7.PortMappingProtocol`)).toBe("TCP");
  expect(cpe.tree.value(`${PPP}PortMappingNumberOfEntries`)).toBe("3");
  expect(acs.of("Fault").map(faultCodeOf)).toEqual([9005, 9005]);
});

test("a Reboot comes back as 1 BOOT and M Reboot with its CommandKey, after the session", async () => {
  const cpe = cpeOf();
  acs.queue.push(rpc.reboot("rb-1"));
  await cpe.start();
  const next = cpe.journal.next("session");
  expect(acs.of("Inform")).toHaveLength(1);
  clock.move(1500);
  await next;
  expect(eventsOf(1)).toEqual(["1 BOOT", "M Reboot"]);
  expect(find(find(acs.of("Inform")[1]?.body, "Event")?.children[1], "CommandKey")?.text).toBe("rb-1");
});

test("a FactoryReset brings the factory tree back and 0 BOOTSTRAP", async () => {
  const cpe = cpeOf();
  acs.queue.push(rpc.setValues([[`${WLAN}1.SSID`, "string", "Mine"]]), rpc.factoryReset);
  await cpe.start();
  const next = cpe.journal.next("session");
  clock.move(1500);
  await next;
  expect(eventsOf(1)).toEqual(["0 BOOTSTRAP", "1 BOOT"]);
  expect(cpe.tree.value(`${WLAN}1.SSID`)).toBe("Home-0000");
  expect(cpe.tree.value(`${ROOT}ManagementServer.ParameterKey`)).toBe("");
});

test("a Download is fetched after the session and ends with TransferComplete and the new version", async () => {
  const cpe = cpeOf();
  acs.intercept = (_, request, response) => {
    if (request.method !== "GET") return false;
    response.end("version=9.9.9 image");
    return true;
  };
  acs.queue.push(rpc.download(`${acs.url}/fw.bin`, "dl-1"));
  await cpe.start();
  clock.move(200);
  await cpe.journal.until("transferred");
  const next = cpe.journal.next("session");
  clock.move(1500);
  await next;
  expect(eventsOf(1)).toEqual(["7 TRANSFER COMPLETE", "M Download", "1 BOOT", "4 VALUE CHANGE"]);
  const complete = acs.of("TransferComplete")[0];
  expect(find(complete?.body, "CommandKey")?.text).toBe("dl-1");
  expect(find(complete?.body, "FaultCode")?.text).toBe("0");
  expect(cpe.tree.value(`${ROOT}DeviceInfo.SoftwareVersion`)).toBe("9.9.9");
  await cpe.inform("2 PERIODIC");
  expect(eventsOf(2)).toEqual(["2 PERIODIC"]);
});

test("periodic Informs follow the CPE's own parameters, and ScheduleInform its delay", async () => {
  const cpe = cpeOf({ phase: 0 });
  acs.queue.push(
    rpc.setValues([
      [`${ROOT}ManagementServer.PeriodicInformInterval`, "unsignedInt", "60"],
      [`${ROOT}ManagementServer.PeriodicInformTime`, "dateTime", "2026-01-01T00:00:30Z"],
    ]),
    rpc.scheduleInform(10, "later"),
  );
  await cpe.start();
  let next = cpe.journal.next("session");
  clock.move(10_000);
  await next;
  expect(eventsOf(1)).toEqual(["M ScheduleInform", "3 SCHEDULED"]);
  next = cpe.journal.next("session");
  clock.move(20_000);
  await next;
  expect(eventsOf(2)).toEqual(["2 PERIODIC"]);
  next = cpe.journal.next("session");
  clock.move(60_000);
  await next;
  expect(eventsOf(3)).toEqual(["2 PERIODIC"]);
});

test("a value with active notification starts a session with 4 VALUE CHANGE", async () => {
  const cpe = cpeOf();
  acs.queue.push(rpc.setAttributes(`${WLAN}1.SSID`, 2));
  await cpe.start();
  const next = cpe.journal.next("session");
  cpe.change(`${WLAN}1.SSID`, "By hand");
  await next;
  expect(eventsOf(1)).toEqual(["4 VALUE CHANGE"]);
  const structs = find(acs.of("Inform")[1]?.body, "ParameterList")?.children ?? [];
  expect(structs.some((struct) => find(struct, "Value")?.text === "By hand")).toBe(true);
});

test("a failed session is retried by the retry policy with RetryCount [TR-069a6 3.2.1.1]", async () => {
  const cpe = cpeOf({ behaviours: [drop("inform", undefined, 1)] });
  const end = await cpe.start();
  expect(end.outcome).toBe("failed");
  const next = cpe.journal.next("session");
  clock.move(10_000);
  await next;
  expect(find(acs.of("Inform").at(-1)?.body, "RetryCount")?.text).toBe("1");
  expect(eventsOf(acs.of("Inform").length - 1)).toEqual(["0 BOOTSTRAP", "1 BOOT"]);
});

test("Digest with and without qop, and Basic, are answered; the credentials are those the ACS set", async () => {
  const challenges = [
    'Digest realm="r", nonce="n1", qop="auth", opaque="o"',
    'Digest realm="r", nonce="n2"',
    'Basic realm="r"',
  ];
  const proofs: string[] = [];
  acs.intercept = (heard, _, response) => {
    if (heard.headers.authorization !== undefined) return proofs.push(heard.headers.authorization) === 0;
    response.writeHead(401, { "WWW-Authenticate": challenges.shift() ?? "" }).end();
    return true;
  };
  const cpe = cpeOf({ username: "user", password: "pass" });
  acs.queue.push(
    rpc.setValues([
      [`${ROOT}ManagementServer.Username`, "string", "own"],
      [`${ROOT}ManagementServer.Password`, "string", "secret"],
    ]),
  );
  expect((await cpe.start()).outcome).toBe("done");
  const first = Object.fromEntries(
    [...(proofs[0] ?? "").matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name, value]) => [name, value]),
  );
  const login = { username: "user", password: "pass" };
  const qop = { nc: first["nc"] ?? "", cnonce: first["cnonce"] ?? "" };
  expect(first["response"]).toBe(
    digest({ login, realm: "r", nonce: "n1", method: "POST", uri: "/acs", qop }),
  );
  expect(proofs[2]).toContain("nc=00000003");
  proofs.length = 0;
  expect((await cpe.inform("2 PERIODIC")).outcome).toBe("done");
  expect(proofs[0]).toContain(md5(`${md5("own:r:secret")}:n2:${md5("POST:/acs")}`));
  proofs.length = 0;
  await cpe.inform("2 PERIODIC");
  expect(proofs[0]).toBe(`Basic ${Buffer.from("own:secret").toString("base64")}`);
});

test("a connection request with the credentials the ACS set makes one session with 6 CONNECTION REQUEST [TR-069a6 3.2.2]", async () => {
  const knocks = new KnockServer();
  await knocks.start();
  try {
    const cpe = cpeOf({ knocks });
    acs.queue.push(
      rpc.setValues([
        [`${ROOT}ManagementServer.ConnectionRequestUsername`, "string", "acs"],
        [`${ROOT}ManagementServer.ConnectionRequestPassword`, "string", "pw"],
      ]),
    );
    await cpe.start();
    const refused = await fetch(cpe.connectionRequestUrl);
    expect(refused.status).toBe(401);
    const nonce = /nonce="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "")?.[1] ?? "";
    const { pathname } = new URL(cpe.connectionRequestUrl);
    const proof = (password: string) => {
      const qop = { nc: "00000001", cnonce: "c" };
      const response = digest({
        login: { username: "acs", password },
        realm: "cpe",
        nonce,
        method: "GET",
        uri: pathname,
        qop,
      });
      return {
        Authorization: `Digest username="acs", realm="cpe", nonce="${nonce}", uri="${pathname}", response="${response}", qop=auth, nc=00000001, cnonce="c"`,
      };
    };
    const next = cpe.journal.next("session");
    expect((await fetch(cpe.connectionRequestUrl, { headers: proof("pw") })).status).toBe(200);
    await next;
    expect(eventsOf(1)).toEqual(["6 CONNECTION REQUEST"]);
    expect((await fetch(cpe.connectionRequestUrl, { headers: proof("wrong") })).status).toBe(401);
    cpe.behave(ignoreConnectionRequest);
    const [, fresh = ""] =
      /nonce="([^"]+)"/.exec((await fetch(cpe.connectionRequestUrl)).headers.get("www-authenticate") ?? "") ??
      [];
    expect(fresh).not.toBe(nonce);
    expect(acs.of("Inform")).toHaveLength(2);
  } finally {
    await knocks.stop();
  }
});

const OUTCOMES: readonly [
  name: string,
  options: Partial<CpeOptions>,
  outcome: string,
  heard: (heard: readonly Heard[]) => unknown,
  executed: boolean,
][] = [
  [
    "a fault on order",
    { behaviours: [fault(9002, "SetParameterValues")] },
    "done",
    (heard) => faultCodeOf(heard.at(-1)?.incoming ?? never()),
    false,
  ],
  [
    "a fault of one parameter",
    { behaviours: [fault(9007, "SetParameterValues", { parameter: "X" })] },
    "done",
    (heard) => faultCodeOf(heard.at(-1)?.incoming ?? never()),
    false,
  ],
  ["a dropped request", { behaviours: [drop("request")] }, "failed", (heard) => heard.length, false],
  ["a lost answer", { behaviours: [loseAnswer()] }, "failed", (heard) => heard.length, true],
  [
    "an empty POST instead of the answer",
    { behaviours: [emptyPostInstead("SetParameterValues", 1)] },
    "done",
    (heard) => heard.at(-1)?.body,
    false,
  ],
  ["an answer that is no XML", { behaviours: [badXml()] }, "done", (heard) => heard.at(-1)?.incoming, true],
  [
    "a second Inform",
    { behaviours: [duplicateInform] },
    "done",
    (heard) => heard.filter(({ incoming }) => incoming?.method === "Inform").length,
    true,
  ],
  [
    "no cookie",
    { behaviours: [noCookie] },
    "done",
    (heard) => heard.some(({ headers }) => headers.cookie !== undefined),
    true,
  ],
  ["a word before the Inform", { behaviours: [wrongOrder] }, "done", (heard) => heard[0]?.body, false],
  [
    "a connection for each message",
    { behaviours: [{ do: "newConnections" }] },
    "done",
    (heard) => heard.length,
    true,
  ],
  [
    "an answer to nothing asked",
    { behaviours: [{ do: "wrongId" }] },
    "done",
    (heard) => heard.at(-1)?.incoming?.id,
    true,
  ],
  ["a reboot in the session", { behaviours: [rebootInSession] }, "lost power", (heard) => heard.length, true],
];
const EXPECTED: readonly unknown[] = [9002, 9003, 2, 2, "", undefined, 2, false, "", 3, "acs-1-other", 2];

function never(): never {
  expect.unreachable();
}

test.each(OUTCOMES.map((row, index) => [row[0], row, EXPECTED[index]] as const))(
  "%s is acted out and written down",
  async (_, [, options, outcome, look, executed], expected) => {
    const cpe = cpeOf({ retries: false, ...options });
    acs.queue.push(rpc.setValues([[`${WLAN}1.SSID`, "string", "Set"]]));
    const end = await cpe.start();
    expect(end.outcome).toBe(outcome);
    expect(look(acs.heard)).toEqual(expected);
    expect(cpe.journal.of("executed").length > 0).toBe(executed);
    expect(cpe.tree.value(`${WLAN}1.SSID`)).toBe(executed ? "Set" : "Home-0000");
  },
);

test("a second Inform where an answer is due starts the turn anew [TR-069a6 3.7]", async () => {
  const cpe = cpeOf({ behaviours: [{ do: "duplicateInform", at: "request", times: 1 }] });
  acs.queue.push(rpc.getValues(`${WLAN}1.SSID`), rpc.getValues(`${WLAN}2.SSID`));
  expect(await cpe.start()).toMatchObject({ outcome: "done", rpcs: 2 });
  expect(acs.heard.map(({ incoming }) => incoming?.method ?? "")).toEqual([
    "Inform",
    "",
    "Inform",
    "",
    "GetParameterValuesResponse",
  ]);
});

test("a request of the CPE's own is said again with the same ID after 8005", async () => {
  const cpe = cpeOf();
  const kinds: string[] = [];
  acs.intercept = (heard, _, response) => {
    if (heard.incoming?.method !== "RequestDownload") return false;
    kinds.push(heard.incoming.id);
    const body =
      kinds.length === 1
        ? "<Fault><detail><Fault><FaultCode>8005</FaultCode></Fault></detail></Fault>"
        : "<cwmp:RequestDownloadResponse/>";
    response.end(`<Envelope><Header><ID>${heard.incoming.id}</ID></Header><Body>${body}</Body></Envelope>`);
    return true;
  };
  const said = cpe.say(
    "<cwmp:RequestDownload><FileType>1 Firmware Upgrade Image</FileType><FileTypeArg/></cwmp:RequestDownload>",
  );
  await cpe.start();
  expect(await said).toBe("RequestDownloadResponse");
  expect(kinds[0]).toBe(kinds[1]);
});

test("503 with Retry-After is obeyed, and a redirect is followed", async () => {
  const cpe = cpeOf();
  acs.intercept = (_, __, response) => {
    response.writeHead(503, { "Retry-After": "7", "Content-Length": "0" }).end();
    return true;
  };
  expect(await cpe.start()).toMatchObject({ outcome: "refused", retryAfterMs: 7000 });
  acs.intercept = (_, request, response) => {
    if (request.url !== "/acs") return false;
    response.writeHead(307, { Location: "/moved", "Content-Length": "0" }).end();
    return true;
  };
  const next = cpe.journal.next("session");
  clock.move(6999);
  expect(acs.of("Inform")).toHaveLength(1);
  clock.move(1);
  expect((await next).facts["outcome"]).toBe("done");
});

test("a diagnostic runs after the session and ends with 8 DIAGNOSTICS COMPLETE", async () => {
  const cpe = cpeOf();
  const ping = `${ROOT}IPPingDiagnostics.`;
  acs.queue.push(
    rpc.setValues([
      [`${ping}Host`, "string", "192.0.2.1"],
      [`${ping}NumberOfRepetitions`, "unsignedInt", "3"],
      [`${ping}DiagnosticsState`, "string", "Requested"],
    ]),
  );
  await cpe.start();
  const next = cpe.journal.next("session");
  clock.move(200);
  await next;
  expect(eventsOf(1)).toEqual(["8 DIAGNOSTICS COMPLETE"]);
  expect([cpe.tree.value(`${ping}DiagnosticsState`), cpe.tree.value(`${ping}SuccessCount`)]).toEqual([
    "Complete",
    "3",
  ]);
});

test("a CPE that is off takes no connection request, one that is busy says 503", async () => {
  const knocks = new KnockServer();
  await knocks.start();
  try {
    const cpe = cpeOf({ knocks, behaviours: [{ do: "busyConnectionRequest", times: 1 }] });
    await cpe.start();
    expect((await fetch(cpe.connectionRequestUrl)).status).toBe(503);
    cpe.reboot();
    expect((await fetch(cpe.connectionRequestUrl)).status).toBe(503);
    cpe.stop();
    expect((await fetch(cpe.connectionRequestUrl)).status).toBe(404);
  } finally {
    await knocks.stop();
  }
});
