import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, until } from "./api.ts";
import { KINDS, openStand, type Stand, type Subject } from "./rig.ts";

const IMAGE = "Device.DeviceInfo.FirmwareImage.2.Download()";
const BACKUP = "Device.DeviceInfo.VendorConfigFile.1.Backup()";
const RESTORE = "Device.DeviceInfo.VendorConfigFile.1.Restore()";

let stand: Stand;
beforeAll(async () => {
  // Every transfer asks for a password of its own, which devices answer by Digest.
  stand = await openStand(983, ["--files-credentials=true"]);
}, 30_000);
afterAll(() => stand.stop());

async function put(content: string, query: string): Promise<Json> {
  const response = await fetch(`${stand.apiUrl}/v1/files?${query}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stand.token}`, "Content-Type": "application/octet-stream" },
    body: content,
  });
  return (await response.json()) as Json;
}

async function ended(subject: Subject, command: string, input: Json): Promise<Json> {
  const { body } = await stand.operate(subject, { type: "operate", command, input }, 0);
  return until(
    `${command} of ${subject.kind} has ended`,
    async () => {
      const { body: now } = await stand.api.call("GET", `/v1/operations/${String(body["id"])}`);
      return now["finishedAt"] === null ? undefined : now;
    },
    20_000,
  );
}

const filesOf = async (filter: string): Promise<readonly Json[]> => {
  const { body } = await stand.api.call("GET", `/v1/files?filter=${encodeURIComponent(filter)}`);
  return body["items"] as Json[];
};

/** Everything the API tells of a device since. */
async function told({ id }: Subject): Promise<string> {
  const paths = [`/v1/devices/${id}/events?limit=1000`, `/v1/operations?device=${id}&limit=1000`];
  const answers = await Promise.all(paths.map((path) => stand.api.call("GET", path)));
  return answers.map(({ body }) => JSON.stringify(body)).join("\n");
}

test.each(KINDS)(
  "a %s is given a firmware that was put here, and runs it afterwards",
  async (kind) => {
    const subject = stand.of(kind);
    const version = `7.${KINDS.indexOf(kind)}.1`;
    const file = await put(
      `version=${version}\n`,
      `name=fw-${version}.bin&version=${version}&modelName=Nobody`,
    );
    const done = await ended(subject, IMAGE, { URL: file["reference"], AutoActivate: true });
    expect(done).toMatchObject({ state: "succeeded", request: { input: { URL: file["reference"] } } });
    await until(
      "it runs the new version",
      async () => {
        const values = await stand.values(subject, "Device.DeviceInfo.SoftwareVersion", true);
        return values["Device.DeviceInfo.SoftwareVersion"] === version ? true : undefined;
      },
      20_000,
    );
    const { body } = await stand.api.call("GET", `/v1/files/${String(file["id"])}`);
    expect(body).toMatchObject({ transfers: 0, fit: { devices: 0 } });
    expect(await told(subject)).not.toMatch(/\/get\/f_/);
  },
  60_000,
);

test.each(["TR-098 CPE", "TR-181 CPE"] as const)(
  "a %s that runs another version than the file is said to hold has failed",
  async (kind) => {
    const subject = stand.of(kind);
    const version = `8.${KINDS.indexOf(kind)}.1`;
    const file = await put(`version=${version}\n`, `name=fw-other.bin&version=9.9.9&modelName=Nobody`);
    const done = await ended(subject, IMAGE, { URL: file["reference"], AutoActivate: true });
    expect(done).toMatchObject({
      state: "failed",
      problem: { code: "device.firmware", detail: `it runs ${version}, not 9.9.9` },
    });
  },
  60_000,
);

test.each(KINDS)(
  "a %s backs its configuration up to here, and is given it back",
  async (kind) => {
    const subject = stand.of(kind);
    const done = await ended(subject, BACKUP, { URL: "causeway:" });
    expect(done).toMatchObject({ state: "succeeded" });
    const [row] = await filesOf(`operation="${String(done["id"])}"`);
    expect(row).toMatchObject({ kind: "configuration", device: subject.id, name: "configuration.cfg" });
    const content = await fetch(`${stand.apiUrl}/v1/files/${String(row?.["id"])}/content`, {
      headers: { Authorization: `Bearer ${stand.token}` },
    });
    expect(await content.text()).toContain("DeviceInfo.SerialNumber=");
    const restored = await ended(subject, RESTORE, { URL: row?.["reference"] });
    expect(restored).toMatchObject({ state: "succeeded" });
    expect(await told(subject)).not.toMatch(/\/(?:get\/f_|put\/)/);
  },
  60_000,
);

test.each(KINDS)("what would be sent to a %s shows where the file is, and no token", async (kind) => {
  const file = await put("x", "name=fw.bin");
  const command = { type: "operate", command: IMAGE, input: { URL: file["reference"] }, dryRun: true };
  const { status, body } = await stand.operate(stand.of(kind), command);
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain(`/get/${String(file["id"])}/{token}/fw.bin`);
});

test.each(KINDS.slice(0, 2))(
  "the recording of a %s's session tells no address's token",
  async (kind) => {
    const subject = stand.of(kind);
    await stand.api.call("POST", `/v1/devices/${subject.id}/sessions:start`, {});
    await ended(subject, BACKUP, { URL: "causeway:" });
    const recorded = await until("it was recorded", async () => {
      const { body } = await stand.api.call("GET", `/v1/devices/${subject.id}/sessions`);
      const texts = await Promise.all(
        (body["items"] as Json[]).map(async ({ id }) => {
          const path = `${stand.apiUrl}/v1/devices/${subject.id}/sessions/${String(id)}`;
          return (await fetch(path, { headers: { Authorization: `Bearer ${stand.token}` } })).text();
        }),
      );
      return texts.find((text) => text.includes("/put/"));
    });
    expect(recorded).toContain("/put/********/");
    expect(recorded).not.toMatch(/\/put\/[0-9a-f]/);
  },
  30_000,
);
