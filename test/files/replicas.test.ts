import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { ADMIN, apiRig, type ApiRig } from "../api/api.rig.ts";
import { filesConfig } from "./config.ts";
import { sha256, someBytes } from "./rig.ts";

const files = filesConfig();
const prefix = `fr${process.pid}-${randomBytes(3).toString("hex")}`;
const rigs: ApiRig[] = [];
afterAll(async () => {
  for (const rig of rigs) await rig.close();
  rmSync(files.directory, { recursive: true, force: true });
});

test("replicas with one directory take parts of one upload in turn, and give one file", async () => {
  const one = await apiRig({ files }, prefix);
  const two = await apiRig({ files, state: { replica: "two" } }, prefix);
  rigs.push(one, two);
  const bytes = someBytes(90_000);
  const { json: upload } = await one.admin("POST", "/v1/uploads", {
    length: bytes.length,
    sha256: sha256(bytes),
  });
  let last = "";
  for (const [n, at] of [0, 30_000, 60_000].entries()) {
    const reply = await (n % 2 === 0 ? two : one).call("PATCH", `/v1/uploads/${upload.id}`, {
      token: ADMIN,
      raw: bytes.subarray(at, at + 30_000),
      headers: { "upload-offset": String(at) },
    });
    last = String(reply.json.id);
  }
  for (const rig of [one, two]) {
    expect((await rig.admin("GET", `/v1/files/${last}`)).json).toMatchObject({ sha256: sha256(bytes) });
    expect((await rig.admin("GET", `/v1/files/${last}/content`)).headers["content-length"]).toBe("90000");
  }
  await Promise.all([one.bridge.parts().files.sweep(), two.bridge.parts().files.sweep()]);
  expect((await two.admin("GET", `/v1/files/${last}/content`)).status).toBe(200);
  const deleted = await Promise.all([one, two].map((rig) => rig.admin("DELETE", `/v1/files/${last}`)));
  expect(deleted.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404]);
});

test("a change that another replica made in between is not written over", async () => {
  const [one, two] = rigs as [ApiRig, ApiRig];
  const { json: file } = await one.call("POST", "/v1/files", { token: ADMIN, raw: "x" });
  const at = `/v1/files/${file.id}`;
  const patched = await Promise.all(
    [one, two].map((rig, n) => rig.admin("PATCH", at, { note: `by ${n}` }, { "if-match": '"1"' })),
  );
  expect(patched.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  const both = await Promise.all(
    [one, two].map((rig, n) => rig.admin("PATCH", at, n === 0 ? { rank: 5 } : { version: "5" })),
  );
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect((await one.admin("GET", at)).json).toMatchObject({ rank: 5, version: "5" });
});
