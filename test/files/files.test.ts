import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceId } from "#core";
import { until } from "../contract/api.ts";
import { count, dump } from "../contract/canary.find.ts";
import { redisUrl } from "../services.ts";
import { ADMIN } from "../api/api.rig.ts";
import { filesRig, type FilesRig, sha256, someBytes } from "./rig.ts";

const IMAGE = "Device.DeviceInfo.FirmwareImage.1.Download()";

let rig: FilesRig;
let device: DeviceId;
beforeAll(async () => {
  rig = await filesRig({ fileBytes: 1_000_000 });
  device = await rig.device("usp", undefined, {
    facts: { oui: "00256D", serialNumber: "S1", modelName: "M1", softwareVersion: "1.0" },
  });
});
afterAll(() => rig.close());

const CHUNKED = { authorization: `Bearer ${ADMIN}`, "transfer-encoding": "chunked" };
const get = async (path: string) => rig.admin("GET", path);
const send = (path: string, raw: Buffer | string, headers: Record<string, string> = {}) =>
  rig.call("POST", path, {
    token: ADMIN,
    raw,
    headers: { "content-type": "application/octet-stream", ...headers },
  });
const blobs = (): string[] =>
  ["blobs", "incoming"].flatMap((folder) => {
    const path = join(rig.config.directory, folder);
    return existsSync(path)
      ? readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
          entry.isFile() ? [entry.name] : [],
        )
      : [];
  });

test("a file is put there with what is told of it, read, changed, and deleted", async () => {
  const bytes = someBytes(70_000);
  const query = `?name=fw%202.bin&version=2.0&rank=20&fromVersions=1.0,1.1&oui=00256D&modelName=M1&sha256=${sha256(bytes)}`;
  const made = await send(`/v1/files${query}`, bytes);
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    name: "fw_2.bin",
    kind: "firmware",
    version: "2.0",
    rank: 20,
    fromVersions: ["1.0", "1.1"],
    oui: "00256D",
    modelName: "M1",
    productClass: null,
    size: 70_000,
    sha256: sha256(bytes),
    createdBy: "bootstrap",
    device: null,
  });
  const at = String(made.headers["location"]);
  expect(made.json.reference).toBe(`causeway:${made.json.id}`);
  const read = await get(at);
  expect(read.json).toMatchObject({ transfers: 0, fit: { devices: 1 } });
  expect(read.headers["etag"]).toBe('"1"');
  const content = await rig.ask("GET", `${rig.url}${at}/content`, {
    authorization: `Bearer ${ADMIN}`,
    range: "bytes=10-19",
  });
  expect([content.status, content.bytes.equals(bytes.subarray(10, 20))]).toEqual([206, true]);
  const stale = await rig.admin("PATCH", at, { note: "x" }, { "if-match": '"7"' });
  expect([stale.status, stale.json.code]).toEqual([412, "request.precondition"]);
  const changed = await rig.admin(
    "PATCH",
    at,
    { note: "good", rank: null, fromVersions: ["3.0"] },
    { "if-match": '"1"' },
  );
  expect(changed.json).toMatchObject({ note: "good", rank: null, fromVersions: ["3.0"], version: "2.0" });
  expect((await get(at)).json.fit.devices).toBe(0);
  expect((await rig.admin("DELETE", `${at}?reason=old`, undefined, { "if-match": '"1"' })).status).toBe(412);
  expect((await rig.admin("DELETE", at)).status).toBe(204);
  expect((await get(at)).json.code).toBe("file.notFound");
  expect((await get("/v1/files/nonsense")).json.code).toBe("file.notFound");
  expect(blobs()).toEqual([]);
});

test("files are listed newest first, by filter, page by page", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 7; n++) {
    if (n % 3 !== 0) rig.clock.move(5);
    ids.unshift(await rig.put(`content ${n}`, `?name=list-${n}&version=${n % 2}&rank=${n}`));
  }
  const seen: string[] = [];
  let path: string | undefined = '/v1/files?limit=3&filter=name:"list-"';
  while (path !== undefined) {
    const { json, headers } = await get(encodeURI(path));
    seen.push(...json.items.map(({ id }: { id: string }) => id));
    expect(json.items.length).toBeLessThanOrEqual(3);
    expect(headers["link"] === undefined).toBe(json.next === undefined);
    path = json.next === undefined ? undefined : `/v1/files?limit=3&filter=name:"list-"&cursor=${json.next}`;
  }
  expect(seen.toSorted()).toEqual(ids.toSorted());
  const odd = await get(encodeURI('/v1/files?filter=version="1" AND rank>2 AND size<100'));
  expect(odd.json.items.map(({ rank }: { rank: number }) => rank)).toEqual([5, 3]);
  expect((await get("/v1/files?limit=0")).json).toEqual({ items: [], total: 7 });
  const counted = await get(encodeURI('/v1/files?limit=1&count=exact&filter=version="1"'));
  expect([counted.json.items.length, counted.json.total]).toEqual([1, 3]);
  expect((await get("/v1/files?cursor=eHg")).status).toBe(400);
  expect((await get(encodeURI('/v1/files?filter=blob="x"'))).json.code).toBe("filter.field");
  expect((await get("/v1/fields?resource=files")).json.items.length).toBeGreaterThan(10);
  for (const id of ids) await rig.admin("DELETE", `/v1/files/${id}`);
});

test("FILE-03 what is not what it was announced to be is refused, and nothing of it stays [FILE-03]", async () => {
  const wrong = await send(`/v1/files?sha256=${"0".repeat(64)}`, "some bytes");
  expect([wrong.status, wrong.json.code]).toEqual([422, "file.mismatch"]);
  expect(blobs()).toEqual([]);
  // What is stored under an id never changes: there is no way to write to it.
  const id = await rig.put("some bytes");
  for (const method of ["PUT", "POST"])
    expect((await rig.admin(method, `/v1/files/${id}`, {})).status).toBe(405);
  await rig.admin("DELETE", `/v1/files/${id}`);
});

test("FILE-02 FILE-07 what is too large, not whole or packed is refused, and what is there stays [FILE-02] [FILE-07]", async () => {
  const kept = await rig.put("kept");
  const large = await send("/v1/files", "x", { "content-length": "10000000000" });
  expect([large.status, large.json.code]).toEqual([413, "request.tooLarge"]);
  const chunked = await rig.ask("POST", `${rig.url}/v1/files`, CHUNKED, Buffer.alloc(1_000_001));
  expect(chunked.status).toBe(413);
  // An archive is a file like others: it is never opened. A coded body is not inflated.
  const packed = await send("/v1/files", "x", { "content-encoding": "gzip" });
  expect([packed.status, packed.json.code]).toEqual([415, "request.mediaType"]);
  const form = await send("/v1/files", "x", { "content-type": "multipart/form-data; boundary=x" });
  expect(form.status).toBe(415);
  expect((await get(`/v1/files/${kept}/content`)).text).toBe("kept");
  expect(blobs()).toHaveLength(1);
  await rig.admin("DELETE", `/v1/files/${kept}`);
});

test("FILE-02 without room on the disk or in the quota files are refused with 507, and the service goes on [FILE-02]", async () => {
  const full = await filesRig({ freeBytes: Number.MAX_SAFE_INTEGER });
  const small = await filesRig({ totalBytes: 10, totalFiles: 2 });
  try {
    const refused = await full.call("POST", "/v1/files", { token: ADMIN, raw: "x" });
    expect([refused.status, refused.json.code]).toEqual([507, "file.full"]);
    const announced = await full.admin("POST", "/v1/uploads", { length: 10 });
    expect(announced.status).toBe(507);
    const first = await small.put("12345");
    expect((await small.call("POST", "/v1/files", { token: ADMIN, raw: "123456" })).status).toBe(507);
    // A length that nobody announced is found out at the end.
    const unknown = await small.ask("POST", `${small.url}/v1/files`, CHUNKED, "123456");
    expect(unknown.status).toBe(507);
    await small.put("");
    expect((await small.call("POST", "/v1/files", { token: ADMIN, raw: "" })).status).toBe(507);
    await small.admin("DELETE", `/v1/files/${first}`);
    await small.put("1234567890");
    const { json } = await small.admin("GET", "/v1/system");
    expect(json.budgets.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(["files", "fileCount"]),
    );
  } finally {
    await full.close();
    await small.close();
  }
});

test("a storage that cannot be used is told as such", async () => {
  const broken = await filesRig();
  // Where the directory should be is a file.
  writeFileSync(broken.config.directory, "x");
  try {
    const refused = await broken.call("POST", "/v1/files", { token: ADMIN, raw: "x" });
    expect([refused.status, refused.json.code]).toEqual([500, "file.storage"]);
  } finally {
    await broken.close();
  }
});

async function part(id: string, offset: number, bytes: Buffer) {
  return rig.call("PATCH", `/v1/uploads/${id}`, {
    token: ADMIN,
    raw: bytes,
    headers: { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) },
  });
}

test("an upload that is cut anywhere goes on from there, and becomes the file it was announced as", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5000), { maxLength: 4 }), fc.nat(5000), async (cuts, length) => {
      const bytes = someBytes(length);
      const announced = { name: "parts.bin", length, sha256: sha256(bytes) };
      const { json: upload } = await rig.admin("POST", "/v1/uploads", announced);
      const ends = [...cuts.filter((cut) => cut < length), length].toSorted((a, b) => a - b);
      let last = { status: 0 } as Awaited<ReturnType<typeof part>>;
      for (const end of ends) {
        const head = await rig.call("HEAD", `/v1/uploads/${upload.id}`, { token: ADMIN });
        const offset = Number(head.headers["upload-offset"]);
        last = await part(upload.id, offset, bytes.subarray(offset, end));
      }
      expect([last.status, last.json.sha256, last.json.size]).toEqual([201, sha256(bytes), length]);
      // Told again it is the same file.
      expect((await part(upload.id, length, Buffer.alloc(0))).json.id).toBe(last.json.id);
      expect((await get(`/v1/uploads/${upload.id}`)).json).toMatchObject({
        offset: length,
        file: { id: last.json.id },
      });
      expect((await rig.admin("DELETE", `/v1/files/${last.json.id}`)).status).toBe(204);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("a part that is broken off counts as far as it came", async () => {
  const bytes = someBytes(300_000);
  const { json: upload } = await rig.admin("POST", "/v1/uploads", { length: 300_000, sha256: sha256(bytes) });
  const { host, port } = new URL(rig.url);
  const { connect } = await import("node:net");
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    `PATCH /v1/uploads/${upload.id} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${ADMIN}\r\nUpload-Offset: 0\r\nContent-Length: 300000\r\n\r\n`,
  );
  socket.write(bytes.subarray(0, 200_000));
  await until("some came", async () =>
    (await get(`/v1/uploads/${upload.id}`)).json.offset > 0 ? true : undefined,
  );
  // While one request writes no other may.
  const busy = await part(upload.id, 0, bytes);
  expect([busy.status, busy.json.code]).toEqual([409, "file.offset"]);
  socket.destroy();
  const done = await until("the rest is taken", async () => {
    const { json } = await get(`/v1/uploads/${upload.id}`);
    const next = await part(upload.id, json.offset, bytes.subarray(json.offset));
    return next.status === 201 ? next : undefined;
  });
  expect(done.json.sha256).toBe(sha256(bytes));
  await rig.admin("DELETE", `/v1/files/${done.json.id}`);
});

test("parts that do not fit are refused: a wrong place, too many bytes, the wrong file", async () => {
  const { json: upload } = await rig.admin("POST", "/v1/uploads", {
    length: 10,
    sha256: sha256("0123456789"),
  });
  expect((await part(upload.id, 5, Buffer.from("x"))).json).toMatchObject({
    code: "file.offset",
    status: 409,
  });
  expect((await part(upload.id, 0, Buffer.alloc(11))).json.code).toBe("file.mismatch");
  const at = (await get(`/v1/uploads/${upload.id}`)).json.offset;
  expect((await part(upload.id, at, Buffer.alloc(10 - at, "z"))).json.code).toBe("file.mismatch");
  expect((await get(`/v1/uploads/${upload.id}`)).status).toBe(404);
  const { json: other } = await rig.admin("POST", "/v1/uploads", { length: 10 });
  expect((await rig.call("PATCH", `/v1/uploads/${other.id}`, { token: ADMIN, raw: "x" })).status).toBe(400);
  expect((await rig.admin("DELETE", `/v1/uploads/${other.id}`)).status).toBe(204);
  expect((await rig.admin("DELETE", `/v1/uploads/${other.id}`)).status).toBe(404);
  expect((await rig.admin("POST", "/v1/uploads", { length: 1_000_001 })).status).toBe(413);
  expect(blobs()).toEqual([]);
});

test("a file that devices are being given is not deleted, unless it must be", async () => {
  const id = await rig.put("image", "?version=9");
  const { url, id: operation } = await rig.told(device, IMAGE, { URL: `causeway:${id}` });
  expect((await get(`/v1/files/${id}`)).json.transfers).toBe(1);
  const refused = await rig.admin("DELETE", `/v1/files/${id}`);
  expect([refused.status, refused.json.code]).toEqual([409, "file.inUse"]);
  expect((await rig.ask("GET", url)).bytes.toString()).toBe("image");
  expect((await rig.admin("DELETE", `/v1/files/${id}?force=true`)).status).toBe(204);
  expect((await rig.ask("GET", url)).status).toBe(410);
  await rig.ended(device, operation);
  const again = await rig.put("image");
  const second = await rig.told(device, IMAGE, { URL: `causeway:${again}` });
  await rig.ended(device, second.id);
  expect((await rig.admin("DELETE", `/v1/files/${again}`)).status).toBe(204);
});

test.each([
  [{ URL: "causeway:f_00000000000000000000000000" }, IMAGE, 404, "file.notFound"],
  [{ URL: "causeway:nonsense" }, IMAGE, 422, "parameter.value"],
  [{ URL: "causeway:" }, IMAGE, 422, "parameter.value"],
  [
    { URL: "causeway:f_00000000000000000000000000" },
    "Device.DeviceInfo.VendorConfigFile.1.Backup()",
    422,
    "parameter.value",
  ],
])("%j of %s is refused before the device is woken", async (input, command, status, code) => {
  const path = `/v1/devices/${device}/operations`;
  const reply = await rig.admin("POST", path, { type: "operate", command, input });
  expect([reply.status, reply.json.code]).toEqual([status, code]);
  expect(reply.json.errors[0].path).toBe("URL");
});

test("native requests take no references, and without an address of the listener none is given", async () => {
  const native = { type: "native", protocol: "usp", rpc: "Operate", args: { URL: "causeway:" } };
  expect((await rig.admin("POST", `/v1/devices/${device}/operations`, native)).json.code).toBe(
    "parameter.value",
  );
  const alone = await filesRig({ address: () => undefined });
  try {
    const box = await alone.device();
    const input = { URL: `causeway:${await alone.put("x")}` };
    const refused = await alone.admin("POST", `/v1/devices/${box}/operations`, {
      type: "operate",
      command: IMAGE,
      input,
    });
    expect([refused.status, refused.json.code]).toEqual([409, "file.noAddress"]);
  } finally {
    await alone.close();
  }
});

test("a file that was deleted before the device came fails the operation", async () => {
  const id = await rig.put("soon gone");
  rig.usp.asleep.add(device);
  const { json } = await rig.admin("POST", `/v1/devices/${device}/operations`, {
    type: "operate",
    command: IMAGE,
    input: { URL: `causeway:${id}` },
  });
  await rig.admin("DELETE", `/v1/files/${id}`);
  rig.usp.asleep.delete(device);
  await rig.usp.wake(device, AbortSignal.timeout(1000));
  const ended = await until("it has ended", async () => {
    const { json: now } = await get(`/v1/operations/${json.id}`);
    return now.state === "failed" ? now : undefined;
  });
  expect(ended.problem).toMatchObject({ code: "file.notFound" });
});

test("a deletion that races the device that comes for the file: never are both told yes", async () => {
  const own = await rig.device();
  const seen = new Set<string>();
  for (let round = 0; round < 30; round++) {
    const id = await rig.put(`image ${round}`);
    rig.usp.asleep.add(own);
    const { json } = await rig.admin("POST", `/v1/devices/${own}/operations`, {
      type: "operate",
      command: IMAGE,
      input: { URL: `causeway:${id}`, Pending: "1" },
    });
    rig.usp.asleep.delete(own);
    const claim = (): Promise<unknown> => rig.usp.wake(own, AbortSignal.timeout(1000));
    const drop = () => rig.admin("DELETE", `/v1/files/${id}`);
    const [deleted] = await (round % 2 === 0
      ? Promise.all([drop(), claim()])
      : Promise.all([claim(), drop()]).then(([, one]) => [one] as const));
    const state = await until("the device has come", async () => {
      const { json: now } = await get(`/v1/operations/${json.id}`);
      return now.state === "failed" || now.sentAt !== null ? String(now.state) : undefined;
    });
    seen.add(`${deleted.status} ${state}`);
    if (state === "running") await rig.ended(own, json.id);
    await rig.admin("DELETE", `/v1/files/${id}?force=true`);
  }
  expect([...seen].filter((one) => !["204 failed", "409 running", "409 failed"].includes(one))).toEqual([]);
}, 60_000);

test("the same operation always has the same address, and what is kept of it holds no token", async () => {
  const id = await rig.put("image");
  const { url, id: operation } = await rig.told(device, IMAGE, { URL: `causeway:${id}` });
  const { files, operations } = rig.bridge.parts();
  const record = await operations.read(operation as never);
  if (record === undefined) throw new TypeError(operation);
  const again = await files.references.addressed(record, false);
  const looked = await files.references.addressed(record, true);
  const urlOf = ({ operation: of }: typeof record) => (of.type === "operate" ? of.input["URL"] : undefined);
  expect(urlOf(again)).toBe(url);
  expect(urlOf(looked)?.slice(0, 100)).toBe(url.slice(0, 100));
  const shown = JSON.stringify((await get(`/v1/operations/${operation}`)).json);
  expect(shown).toContain(`causeway:${id}`);
  const token = /\/get\/f_\w+\/([^/]+)\//.exec(url)?.[1] ?? "";
  const kept = await dump(redisUrl(), `${rig.bridge.parts().keys.prefix}:*`);
  expect([count(sha256(token), kept), count(token.slice(29), kept)]).toEqual([1, 0]);
  await rig.ended(device, operation);
});

test("what a device tells of a transfer names the file, not the address it was given", async () => {
  const id = await rig.put("image");
  const { url, id: operation } = await rig.told(device, IMAGE, { URL: `causeway:${id}` });
  await rig.bridge.gateway.report({
    device,
    protocol: "usp",
    at: rig.clock.now(),
    events: [
      {
        id: "t1",
        at: rig.clock.now(),
        type: "transferComplete",
        commandKey: operation.slice(2),
        autonomous: false,
        transferType: "Download",
        faultCode: 7000,
        faultString: `cannot read ${url}`,
        startTime: "",
        completeTime: "",
        problem: { code: "device.fault", detail: `cannot read ${url}` },
        details: { TransferURL: url },
      },
    ],
  });
  const failed = await until("it has failed", async () => {
    const { json } = await get(`/v1/operations/${operation}`);
    return json.state === "failed" ? json : undefined;
  });
  expect(JSON.stringify(failed)).toContain(`cannot read causeway:${id}`);
  const told = await until("the event is there", async () => {
    const { json } = await get(`/v1/devices/${device}/events?order=desc&limit=50`);
    return json.items.find(
      ({ data }: { data: { details?: { TransferURL?: string } } }) => data.details?.TransferURL,
    );
  });
  expect(told.data).toMatchObject({
    details: { TransferURL: `causeway:${id}` },
    faultString: `cannot read causeway:${id}`,
  });
});

test("what nobody knows of is swept, what is on its way or has a row is not", async () => {
  const own = await filesRig({ deviceFileMs: 1000 });
  try {
    const { directory } = own.config;
    const kept = await own.put("kept");
    const { json: upload } = await own.admin("POST", "/v1/uploads", { length: 10 });
    await own.call("PATCH", `/v1/uploads/${upload.id}`, {
      token: ADMIN,
      raw: "01234",
      headers: { "upload-offset": "0" },
    });
    const old = new Date(Date.UTC(2020, 1, 1));
    const put = (path: string, aged: boolean): string => {
      mkdirSync(join(directory, path, ".."), { recursive: true });
      writeFileSync(join(directory, path), "x");
      if (aged) utimesSync(join(directory, path), old, old);
      return path;
    };
    const orphans = [put(`blobs/aa/aa${"0".repeat(30)}`, true), put("incoming/left.part", true)];
    const young = [put(`blobs/bb/bb${"0".repeat(30)}`, false), put("incoming/new.part", false)];
    const known = readdirSync(join(directory, "blobs"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("aa0") && !entry.name.startsWith("bb0"))
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of [...known, join(directory, `incoming/${upload.id}.part`)]) utimesSync(path, old, old);
    await own.bridge.parts().files.sweep();
    expect(orphans.filter((path) => existsSync(join(directory, path)))).toEqual([]);
    expect(young.filter((path) => existsSync(join(directory, path)))).toEqual(young);
    expect((await own.admin("GET", `/v1/files/${kept}/content`)).text).toBe("kept");
    expect((await own.admin("GET", `/v1/uploads/${upload.id}`)).json.offset).toBe(5);
    // What a device sent has its time.
    const box = await own.device();
    const { url, id } = await own.told(box, "Device.DeviceInfo.VendorLogFile.1.Upload()", {
      URL: "causeway:",
    });
    expect((await own.ask("PUT", url, {}, "log")).status).toBe(201);
    own.clock.move(2000);
    await own.bridge.parts().files.sweep();
    const left = (await own.admin("GET", "/v1/files")).json.items;
    expect(left.map(({ operation }: { operation: string | null }) => operation)).not.toContain(id);
    expect(left.map((row: { id: string }) => row.id)).toEqual([kept]);
  } finally {
    await own.close();
  }
});
