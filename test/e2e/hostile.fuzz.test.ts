import { readFileSync } from "node:fs";
import mqtt from "mqtt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Cpe } from "../cwmp/cpe.ts";
import { envelopes } from "../cwmp/recordings.ts";
import { Wire } from "../cwmp/wire.ts";
import { CONTROLLER, TOPIC } from "./hostile.usp.ts";
import { Target } from "./hostile.rig.ts";

const COUNT = 2000;
/** The same mutations in each run. */
const SEED = 20_261_126;
const target = new Target(["--log-level", "warn"]);
const good = new Cpe({ "Device.DeviceInfo.UpTime": "7" }, { serial: "GOOD" });

beforeAll(async () => {
  await target.start();
  expect((await good.session(target.cwmp)).status).toBe(204);
});
afterAll(() => target.stop());

/** Numbers below `n`, the same for the same seed. */
function dice(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % n;
  };
}

const TEXTS = [
  "<",
  ">",
  "&",
  "&#0;",
  "</",
  "<!--",
  "]]>",
  "<![CDATA[",
  "<!DOCTYPE a>",
  "\0",
  "\u{1f600}",
  "%",
  '"',
];

/** A recording with some bytes changed, cut out, doubled, or strange text put in. */
function mutated(bytes: Buffer, roll: (n: number) => number): Buffer {
  let out = Buffer.from(bytes);
  for (let times = 1 + roll(4); times > 0; times--) {
    const at = roll(out.length + 1);
    const end = Math.min(out.length, at + roll(64));
    const kind = roll(5);
    if (kind === 0 && out.length > 0) out[at % out.length] = roll(256);
    else if (kind === 1) out = Buffer.concat([out.subarray(0, at), out.subarray(end)]);
    else if (kind === 2) out = Buffer.concat([out.subarray(0, end), out.subarray(at)]);
    else if (kind === 3) out = out.subarray(0, at);
    else
      out = Buffer.concat([
        out.subarray(0, at),
        Buffer.from(TEXTS[roll(TEXTS.length)] ?? ""),
        out.subarray(at),
      ]);
  }
  return out;
}

async function expectSound(): Promise<void> {
  target.expectUntouched();
  expect((await good.session(target.cwmp)).status).toBe(204);
  expect((await target.load()).grownMiB).toBeLessThan(96);
}

test(`${COUNT} mutated messages of recorded CPEs get an answer of HTTP or SOAP, and nothing breaks`, async () => {
  const roll = dice(SEED);
  const recorded = envelopes().filter(({ from }) => from === "cpe");
  const statuses = new Set<number>();
  const client = async (share: number) => {
    let wire = await Wire.open(target.cwmp);
    let cookie = "";
    for (let i = 0; i < share; i++) {
      const { body } = recorded[roll(recorded.length)]!;
      try {
        const { status, headers } = await wire.post(
          mutated(body, roll),
          cookie === "" ? {} : { Cookie: cookie },
        );
        statuses.add(status);
        cookie = headers["set-cookie"]?.split(";")[0] ?? (status === 200 ? cookie : "");
      } catch {
        wire.close();
        wire = await Wire.open(target.cwmp);
        cookie = "";
        i--;
      }
    }
    wire.close();
  };
  await target.expectResponsive(() => Promise.all(Array.from({ length: 8 }, () => client(COUNT / 8))));
  expect([...statuses].filter((status) => ![200, 204, 400, 401, 403, 413, 415].includes(status))).toEqual([]);
  await expectSound();
});

test(`${COUNT} mutated records of recorded agents are answered or dropped, and nothing breaks`, async () => {
  const roll = dice(SEED + 1);
  const records = ["mqtt5-basic", "mqtt5-firmware", "mqtt311-basic"].flatMap((name) =>
    readFileSync(new URL(`../fixtures/captures/usp/${name}.jsonl`, import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line.includes('"from":"agent"'))
      .map((line) => Buffer.from((JSON.parse(line) as { b64: string }).b64, "base64")),
  );
  // Addressed to the recorded controller they would all end at the first check.
  const own = records.map((bytes) => readdressed(bytes));
  const client = await mqtt.connectAsync(target.url("mqtt"), { protocolVersion: 5, reconnectPeriod: 0 });
  const properties = { contentType: "usp.msg", responseTopic: "usp/agent/os::012345-OBUSPA0001" };
  await target.expectResponsive(async () => {
    for (let i = 0; i < COUNT; i += 50) {
      await Promise.all(
        Array.from({ length: 50 }, () =>
          client.publishAsync(TOPIC, mutated(own[roll(own.length)]!, roll), { qos: 1, properties }),
        ),
      );
    }
  });
  await client.endAsync();
  await expectSound();
});

test("5,000 records at once from one agent hold nobody else up for long [MQTT-15]", async () => {
  const client = await mqtt.connectAsync(target.url("mqtt"), { protocolVersion: 5, reconnectPeriod: 0 });
  const properties = { contentType: "usp.msg", responseTopic: "usp/agent/os::012345-OBUSPA0001" };
  await target.expectResponsive(async () => {
    const flood = Promise.all(
      Array.from({ length: 5000 }, (_, i) =>
        client.publishAsync(TOPIC, Buffer.from(`garbage ${i}`), { qos: 1, properties }),
      ),
    );
    expect((await good.session(target.cwmp)).status).toBe(204);
    await flood;
  });
  await client.endAsync();
  await expectSound();
});

/** The record with our `to_id` (field 2: tag, length, text). */
function readdressed(bytes: Buffer): Buffer {
  const at = bytes.indexOf(0x12);
  const length = bytes[at + 1] ?? 0;
  const to = Buffer.from(CONTROLLER);
  return Buffer.concat([
    bytes.subarray(0, at),
    Buffer.from([0x12, to.length]),
    to,
    bytes.subarray(at + 2 + length),
  ]);
}
