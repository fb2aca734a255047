import { existsSync, readdirSync, utimesSync } from "node:fs";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authFields, type DeviceId, digestResponse, type OperationId } from "#core";
import { ADMIN } from "../api/api.rig.ts";
import { mortalRedis } from "../bridge/redis.rig.ts";
import { until } from "../contract/api.ts";
import { count, dump } from "../contract/canary.find.ts";
import { redisUrl } from "../services.ts";
import { filesRig, type FilesRig, sha256, someBytes } from "./rig.ts";

const IMAGE = "Device.DeviceInfo.FirmwareImage.1.Download()";
const BACKUP = "Device.DeviceInfo.VendorConfigFile.1.Backup()";
const LOG = "Device.DeviceInfo.VendorLogFile.1.Upload()";
const bytes = someBytes(100_000);
const FORM = { "content-type": "multipart/form-data; boundary=b" };

let rig: FilesRig;
let device: DeviceId;
let file: string;
beforeAll(async () => {
  rig = await filesRig({ deviceFileBytes: 200_000, perDevice: 3 });
  device = await rig.device();
  file = await rig.put(bytes, "?name=fw-2.0.bin&version=2.0");
});
afterAll(() => rig.close());

const download = (more = {}) => rig.told(device, IMAGE, { URL: `causeway:${file}`, ...more });
const backup = () => rig.told(device, BACKUP, { URL: "causeway:" });
const filesOf = async (filter: string) =>
  (await rig.admin("GET", `/v1/files?filter=${encodeURIComponent(filter)}`)).json.items;

test("a device is told an address, the size and the checksum, and gets the file there", async () => {
  const { url, id, input } = await download();
  expect(input).toMatchObject({
    FileSize: String(bytes.length),
    CheckSumAlgorithm: "SHA-256",
    CheckSum: sha256(bytes),
  });
  expect(url.length).toBeLessThanOrEqual(256);
  expect(url).not.toContain("&");
  const head = await rig.ask("HEAD", url);
  expect([head.status, head.bytes.length]).toEqual([200, 0]);
  expect(head.headers).toMatchObject({
    "content-length": "100000",
    etag: `"${sha256(bytes)}"`,
    "accept-ranges": "bytes",
    // Whatever it is, a browser saves it and shows nothing of it.
    "content-type": "application/octet-stream",
    "content-disposition": 'attachment; filename="fw-2.0.bin"',
    "x-content-type-options": "nosniff",
  });
  const whole = await rig.ask("GET", url);
  expect([whole.status, whole.bytes.equals(bytes)]).toEqual([200, true]);
  const first = await rig.ask("GET", url, { range: "bytes=0-49999" });
  const rest = await rig.ask("GET", url, { range: "bytes=50000-", "if-range": `"${sha256(bytes)}"` });
  expect([first.status, rest.status]).toEqual([206, 206]);
  expect(rest.headers["content-range"]).toBe("bytes 50000-99999/100000");
  expect(Buffer.concat([first.bytes, rest.bytes]).equals(bytes)).toBe(true);
  const beyond = await rig.ask("GET", url, { range: "bytes=100000-" });
  expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, "bytes */100000"]);
  expect((await rig.ask("GET", url, { "if-none-match": `"${sha256(bytes)}"` })).status).toBe(304);
  const odd = url.replace("/get/", "//get//");
  expect((await rig.ask("HEAD", `${odd}?sn=1`)).status).toBe(200);
  expect((await rig.ask("GET", `${rig.filesUrl}/get/%zz`)).status).toBe(404);
  await rig.ended(device, id);
}, 20_000);

test("FILE-05 an address works for its transfer alone, until that ends, for five times the file in all [FILE-05]", async () => {
  const { url, id } = await download();
  const other = await rig.told(device, IMAGE, { URL: `causeway:${await rig.put("other")}` });
  const [, own = ""] = /\/get\/f_\w+\/([^/]+)\//.exec(url) ?? [];
  const [, theirs = ""] = /\/get\/f_\w+\/([^/]+)\//.exec(other.url) ?? [];
  // A token of another operation and file, a changed one, none.
  for (const wrong of [url.replace(own, theirs), url.replace(own, own.replace(/.$/, "!")), rig.filesUrl])
    expect((await rig.ask("GET", wrong)).status).toBe(404);
  expect(
    (await rig.ask("GET", url.replace(own, own.slice(0, -1) + (own.endsWith("A") ? "B" : "A")))).status,
  ).toBe(404);
  const [one, two] = await Promise.all([rig.ask("GET", url), rig.ask("GET", other.url)]);
  expect([one.bytes.equals(bytes), two.bytes.toString()]).toEqual([true, "other"]);
  const together = await Promise.all(Array.from({ length: 8 }, () => rig.ask("GET", url)));
  expect(together.filter(({ status }) => status === 200)).toHaveLength(4);
  const over = await rig.ask("GET", url);
  expect([over.status, over.bytes.length]).toEqual([410, 0]);
  expect((await rig.ask("HEAD", url)).status).toBe(200);
  // Sent once more, it has its whole time again, and not one byte more than before.
  rig.clock.move(23 * 3600_000);
  const { files, operations } = rig.bridge.parts();
  const record = await operations.read(id as OperationId);
  if (record !== undefined) await files.references.addressed(record, false);
  rig.clock.move(23 * 3600_000);
  expect([(await rig.ask("HEAD", url)).status, (await rig.ask("GET", url)).status]).toEqual([200, 410]);
  await rig.ended(device, id);
  expect((await rig.ask("HEAD", url)).status).toBe(410);
  // Its own time is over by now.
  expect((await rig.ask("GET", other.url)).status).toBe(410);
  const said = JSON.stringify(rig.lines);
  expect([said.includes(own), said.includes(theirs)]).toEqual([false, false]);
  expect(said).toContain("file transfer");
}, 20_000);

test("what a reader did not take of a file does not count", async () => {
  const large = someBytes(20_000_000);
  const { url } = await rig.told(device, IMAGE, { URL: `causeway:${await rig.put(large)}` });
  for (let n = 0; n < 8; n++) {
    const { host, port, hostname, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await once(socket, "data");
    socket.destroy();
  }
  await until("it may have the file again, whole", async () => {
    const whole = await rig.ask("GET", url);
    return whole.status === 200 && whole.bytes.equals(large) ? true : undefined;
  });
}, 20_000);

test("HTTP/1.0 gets the file and the end of the connection", async () => {
  const { url } = await download();
  const { port, hostname, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${pathname} HTTP/1.0\r\n\r\n`);
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  await once(socket, "close");
  const answer = Buffer.concat(pieces);
  expect(answer.subarray(answer.indexOf("\r\n\r\n") + 4).equals(bytes)).toBe(true);
});

test("a reader that stands still is cut off", async () => {
  const big = await rig.put(someBytes(20_000_000));
  const { url } = await rig.told(device, IMAGE, { URL: `causeway:${big}` });
  const { port, hostname, pathname, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  socket.pause();
  await until("it is being given", async () =>
    (await rig.admin("GET", `/v1/files/${big}`)).json.transfers === 1 ? true : undefined,
  );
  const closed = once(socket, "close");
  socket.on("error", () => undefined);
  await until("it is cut off", () => {
    rig.clock.move(60_000);
    socket.read();
    return socket.destroyed || socket.readableEnded ? true : undefined;
  });
  await closed;
  await rig.admin("DELETE", `/v1/files/${big}?force=true`);
}, 20_000);

test.each([
  ["PUT", {}, "a configuration", "configuration.cfg"],
  ["POST", {}, "a configuration", "configuration.cfg"],
  ["PUT", { "transfer-encoding": "chunked" }, "a configuration", "configuration.cfg"],
  [
    "POST",
    FORM,
    '--b\r\nContent-Disposition: form-data; name="f"; filename="../box.cfg"\r\n\r\na configuration\r\n--b--\r\n',
    "box.cfg",
  ],
])(
  "a device sends its file by %s %j: it is listed before it is told so",
  async (method, headers, body, name) => {
    const { url, id } = await backup();
    expect((await rig.ask(method, url, headers, body)).status).toBe(201);
    const [row] = await filesOf(`operation="${id}"`);
    expect(row).toMatchObject({ name, kind: "configuration", device, operation: id, size: 15 });
    const content = await rig.admin("GET", `/v1/files/${row.id}/content`);
    expect(content.text).toBe("a configuration");
    // It may hold the box's secrets: who reads it is written down.
    await until("it is", async () => {
      const { json } = await rig.admin("GET", "/v1/audit?limit=20");
      const read = { action: "GET /v1/files/{id}/content", target: row.id, status: 200 };
      return json.items.some((one: object) =>
        Object.entries(read).every(([key, value]) => Reflect.get(one, key) === value),
      )
        ? true
        : undefined;
    });
    const operator = await rig.token("operator");
    const refused = await rig.call("GET", `/v1/files/${row.id}/content`, { token: operator });
    expect([refused.status, refused.json.code]).toEqual([403, "auth.forbidden"]);
    await rig.ended(device, id);
    expect((await rig.ask(method, url, headers, body)).status).toBe(410);
  },
);

test("what is sent again takes the place of what was sent before", async () => {
  const { url, id } = await rig.told(device, LOG, { URL: "causeway:" });
  expect((await rig.ask("PUT", url, {}, "one")).status).toBe(201);
  expect((await rig.ask("PUT", url, {}, "two, longer")).status).toBe(200);
  expect((await rig.ask("PUT", url, {}, "two, longer")).status).toBe(200);
  const rows = await filesOf(`operation="${id}"`);
  expect(rows).toMatchObject([{ kind: "log", size: 11, sha256: sha256("two, longer") }]);
  expect((await rig.admin("GET", `/v1/files/${rows[0].id}/content`)).text).toBe("two, longer");
});

test("FILE-08 a device sends no more than it may, to its own transfer alone [FILE-08]", async () => {
  const { url, id } = await backup();
  expect((await rig.ask("PUT", url, { "content-length": "5000000000" })).status).toBe(413);
  expect((await rig.ask("PUT", url, { "transfer-encoding": "chunked" }, someBytes(200_001))).status).toBe(
    413,
  );
  const { url: fetching } = await download();
  expect((await rig.ask("PUT", fetching, {}, "x")).status).toBe(405);
  expect((await rig.ask("GET", url)).status).toBe(405);
  expect((await rig.ask("PUT", url, { "content-range": "bytes 0-1/2" }, "x")).status).toBe(400);
  expect(await filesOf(`operation="${id}"`)).toEqual([]);
  expect(readdirSync(join(rig.config.directory, "incoming"))).toEqual([]);
});

test("FILE-02 a file that does not come whole leaves nothing behind [FILE-02]", async () => {
  const { url, id } = await backup();
  const { port, hostname, pathname, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`PUT ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100000\r\n\r\n`);
  socket.write(bytes.subarray(0, 90_000));
  const parts = (): string[] => readdirSync(join(rig.config.directory, "incoming"));
  await until("it is coming", () => (parts().length > 0 ? true : undefined));
  socket.destroy();
  await until("nothing is left", () => (parts().length === 0 ? true : undefined));
  expect(await filesOf(`operation="${id}"`)).toEqual([]);
  expect((await rig.ask("PUT", url, {}, "all of it")).status).toBe(201);
});

test("of a device that sends many files the newest stay", async () => {
  const own = await rig.device();
  for (const n of [1, 2, 3, 4, 5]) {
    const { url, id } = await rig.told(own, LOG, { URL: "causeway:" });
    expect((await rig.ask("PUT", url, {}, `log ${n}`)).status).toBe(201);
    await rig.ended(own, id);
    rig.clock.move(10);
  }
  const rows = await filesOf(`device="${own}"`);
  const contents = await Promise.all(
    rows.map(async ({ id }: { id: string }) => (await rig.admin("GET", `/v1/files/${id}/content`)).text),
  );
  expect(contents).toEqual(["log 5", "log 4", "log 3"]);
}, 20_000);

test("credentials of the operation are asked for, by Digest in both algorithms, and by Basic where it is allowed", async () => {
  const login = { Username: "box", Password: "s3cret" };
  const { url } = await download(login);
  const challenged = await rig.ask("GET", url);
  expect(challenged.status).toBe(401);
  const challenges = String(challenged.headers["www-authenticate"]);
  expect(challenges).not.toContain("Basic");
  const answer = (algorithm: string, password: string, method = "GET"): string => {
    const header =
      challenges.split(/, (?=Digest )/).find((one) => one.includes(`algorithm=${algorithm},`)) ?? "";
    const { realm = "", nonce = "" } = authFields(header.slice("Digest ".length)).fields;
    const { pathname: uri } = new URL(url);
    const fields = {
      username: "box",
      realm,
      nonce,
      uri,
      qop: "auth",
      nc: "00000001",
      cnonce: "c",
      algorithm,
    };
    const response = digestResponse(fields, password, method);
    return `Digest username="box", realm="${realm}", nonce="${nonce}", uri="${uri}", qop=auth, nc=00000001, cnonce="c", algorithm=${algorithm}, response="${response}"`;
  };
  for (const algorithm of ["MD5", "SHA-256"]) {
    const got = await rig.ask("GET", url, { authorization: answer(algorithm, "s3cret") });
    expect([algorithm, got.status, got.bytes.equals(bytes)]).toEqual([algorithm, 200, true]);
    const wrong = await rig.ask("GET", url, { authorization: answer(algorithm, "guess") });
    expect([algorithm, wrong.status]).toEqual([algorithm, 401]);
  }
  expect((await rig.ask("HEAD", url, { authorization: answer("MD5", "s3cret") })).status).toBe(401);
  const late = answer("MD5", "s3cret");
  rig.clock.move(301_000);
  expect((await rig.ask("GET", url, { authorization: late })).headers["www-authenticate"]).toContain(
    "stale=true",
  );
  const basic = `Basic ${Buffer.from("box:s3cret").toString("base64")}`;
  expect((await rig.ask("GET", url, { authorization: basic })).status).toBe(401);
  const { json } = await rig.admin("GET", "/v1/operations?limit=1");
  expect(JSON.stringify(json)).not.toContain("s3cret");
  const kept = await dump(redisUrl(), `${rig.bridge.parts().keys.prefix}:*`);
  expect([count("fw-2.0.bin", kept) > 0, count("s3cret", kept)]).toEqual([true, 0]);
});

test("an address works as long as the time windows of its command, and a while longer", async () => {
  const own = await rig.device();
  const windows = { "TimeWindow.1.Start": "0", "TimeWindow.1.End": "90000", "TimeWindow.1.Mode": "AnyTime" };
  const { url } = await rig.told(own, IMAGE, { URL: `causeway:${file}`, ...windows });
  rig.clock.move(48 * 3600_000);
  expect((await rig.ask("HEAD", url)).status).toBe(200);
  rig.clock.move(2 * 3600_000);
  expect((await rig.ask("HEAD", url)).status).toBe(410);
});

test("FILE-09 whatever it is called and holds, a file is never shown, only saved [FILE-09]", async () => {
  const own = await rig.device();
  const page = await rig.put("<svg onload=alert(1)>", "?name=evil.svg");
  const { url } = await rig.told(own, IMAGE, { URL: `causeway:${page}` });
  const authorization = `Bearer ${ADMIN}`;
  for (const answer of [
    await rig.ask("GET", url),
    await rig.ask("GET", `${rig.url}/v1/files/${page}/content`, { authorization }),
  ]) {
    expect(answer.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="evil.svg"',
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
  }
});

test("a store that is away for a while loses no file, and makes none of what was not taken", async () => {
  const redis = await mortalRedis();
  const frail = await filesRig({}, {}, redis.url);
  try {
    const box = await frail.device();
    const { url, id } = await frail.told(box, BACKUP, { URL: "causeway:" });
    const { port, hostname, pathname, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`PUT ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\n01234`);
    const incoming = join(frail.config.directory, "incoming");
    await until("it is coming", () =>
      existsSync(incoming) && readdirSync(incoming).some((name) => name.endsWith(".part")) ? true : undefined,
    );
    await redis.kill();
    socket.write("56789");
    const [said] = (await once(socket, "data")) as [Buffer];
    expect(said.toString()).toMatch(/^HTTP\/1\.1 503 /);
    expect((await frail.ask("PUT", url, {}, "0123456789")).status).toBe(503);
    await redis.revive();
    await expect
      .poll(async () => (await frail.ask("PUT", url, {}, "0123456789")).status, { timeout: 10_000 })
      .toBe(201);
    const { json } = await frail.admin("GET", "/v1/files");
    expect(json.items).toMatchObject([{ operation: id, size: 10, sha256: sha256("0123456789") }]);
    // What was stored whole while its row could not be: it goes once nobody can be about to write one.
    const blobs = (): string[] =>
      readdirSync(join(frail.config.directory, "blobs"), { recursive: true, withFileTypes: true }).flatMap(
        (entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []),
      );
    expect(blobs().length).toBeGreaterThan(1);
    for (const path of blobs()) utimesSync(path, 0, 0);
    await frail.bridge.parts().files.sweep();
    expect(blobs()).toHaveLength(1);
    expect((await frail.admin("GET", `/v1/files/${json.items[0].id}/content`)).text).toBe("0123456789");
  } finally {
    await frail.close();
    await redis.close();
  }
}, 30_000);

test("a device may send its file with the first request, or wait until it is asked for its password", async () => {
  const { url } = await rig.told(device, BACKUP, { URL: "causeway:", Username: "box", Password: "s3cret" });
  const { port, hostname, pathname, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = "";
  socket.on("data", (piece: Buffer) => (said += piece.toString()));
  const head = `PUT ${pathname} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n`;
  socket.write(`${head}\r\n`);
  await until("it is asked before it has sent anything", () =>
    said.endsWith("\r\n\r\n") ? true : undefined,
  );
  expect(said).toMatch(/^HTTP\/1\.1 401 /);
  const challenge = /Digest ([^\r]*algorithm=MD5[^\r]*)/.exec(said)?.[1] ?? "";
  const { realm = "", nonce = "" } = authFields(challenge).fields;
  const fields = { username: "box", realm, nonce, uri: pathname, qop: "auth", nc: "00000001", cnonce: "c" };
  const response = digestResponse(fields, "s3cret", "PUT");
  said = "";
  // The same connection goes on: the body that nobody wanted, then the request again.
  socket.write(
    `4\r\nlost\r\n0\r\n\r\n${head}Authorization: Digest username="box", realm="${realm}", nonce="${nonce}", uri="${pathname}", qop=auth, nc=00000001, cnonce="c", response="${response}"\r\n\r\n4\r\nkept\r\n0\r\n\r\n`,
  );
  await until("it is taken", () => (said.startsWith("HTTP/1.1 201 ") ? true : undefined));
  socket.destroy();
  const large = await rig.ask("PUT", url, { "content-length": "5000000000" }).catch(() => undefined);
  expect([401, undefined]).toContain(large?.status);
});

test("whoever guesses addresses is put off, and a device behind the same address is not", async () => {
  const strict = await filesRig({}, { attempts: 5 });
  try {
    const box = await strict.device();
    const id = await strict.put("the file");
    const { url } = await strict.told(box, IMAGE, { URL: `causeway:${id}` });
    const guess = `${strict.filesUrl}/get/${id}/00${"0".repeat(26)}.${"A".repeat(27)}/x`;
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push((await strict.ask("GET", guess)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
    expect((await strict.ask("GET", url)).bytes.toString()).toBe("the file");
  } finally {
    await strict.close();
  }
});

test("without a password of the caller's the gateway gives one, when it is told to", async () => {
  const strict = await filesRig({ credentials: true }, { basicOverHttp: true });
  try {
    const box = await strict.device();
    const { url, input } = await strict.told(box, IMAGE, { URL: `causeway:${await strict.put("the file")}` });
    const { Username = "", Password = "" } = input;
    expect((await strict.ask("GET", url)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`${Username}:${Password}`).toString("base64")}`;
    expect((await strict.ask("GET", url, { authorization })).bytes.toString()).toBe("the file");
    const wrong = `Basic ${Buffer.from(`${Username}:x`).toString("base64")}`;
    expect((await strict.ask("GET", url, { authorization: wrong })).status).toBe(401);
  } finally {
    await strict.close();
  }
});

test("more transfers than there may be are put off, not queued", async () => {
  const narrow = await filesRig({}, { maxTransfers: 0 });
  try {
    const answer = await narrow.ask("GET", `${narrow.filesUrl}/get/x`);
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "30"]);
  } finally {
    await narrow.close();
  }
});
