import mqtt from "mqtt";
import { sleep } from "#core";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { entry, fixed32, len, message, num, read, text } from "../usp/wire.ts";
import { CANARY, type Target } from "./hostile.rig.ts";

export const CONTROLLER = "self::causeway";
export const TOPIC = "usp/controller/causeway";
export const SENDER = "os::012345-HOSTILE";
const VICTIM = "os::012345-GOOD";

/** One record as the hostile agent publishes it. */
export interface Shot {
  readonly record: Uint8Array;
  /** MQTT properties; `topic`: where it is published. */
  readonly contentType?: string | null;
  readonly responseTopic?: string | null;
  readonly topic?: string;
  readonly version?: 4 | 5;
  /** ms in which answers may come; default 150 */
  readonly quiet?: number;
}

export type Attack = (payload: unknown) => readonly Shot[] | Shot;

let ids = 0;
const newId = () => `h-${process.pid}-${++ids}`;
const record = (content: Uint8Array, { to = CONTROLLER, from = SENDER, version = "1.3" } = {}) =>
  Buffer.concat([version === "" ? Buffer.alloc(0) : len(1, version), len(2, to), len(3, from), content]);
const header = (id: string, type: number) => len(1, len(1, id), num(2, type));
const noSession = (msg: Uint8Array) => len(7, len(2, msg));
const msg = (type: number, body: Uint8Array, id = newId(), ends = {}) =>
  record(noSession(Buffer.concat([header(id, type), len(2, body)])), ends);
const boot = (values: Readonly<Record<string, string>> = {}) =>
  len(
    3,
    len(1, "Device."),
    len(2, "Boot!"),
    entry(3, "Cause", "LocalReboot"),
    ...Object.entries(values).map(([k, v]) => entry(3, k, v)),
  );
const event = (name: string, ...params: Uint8Array[]) => len(3, len(1, "Device.X."), len(2, name), ...params);
const notify = (member: Uint8Array, id = newId(), ends = {}, subscription = "s-1") =>
  msg(3, len(1, len(8, len(1, subscription), num(2, 1), member)), id, ends);
const getResp = (...results: Uint8Array[]) => msg(2, len(2, len(1, ...results)));
const request = (type: number, field: number, ...content: Uint8Array[]) =>
  msg(type, len(1, len(field, ...content)));
const hex = (bytes: string) => ({ record: Buffer.from(bytes, "hex") });
const shot = (bytes: Uint8Array): Shot => ({ record: bytes });
/** A record of a session: its sequence, its payload, and where that stands in its message (1 BEGIN, 2 INPROCESS, 3 COMPLETE). */
type Piece = readonly [sequence: number | bigint, payload: string | Uint8Array, sar?: number];
/** Each session is one of an agent of its own. */
const session = (id: number, ...pieces: readonly Piece[]): Shot[] => {
  const from = `${SENDER}-${id}`;
  return pieces.map(([sequence, payload, sar = 0]) => ({
    record: record(
      len(8, num(1, id), num(2, sequence), num(3, 1), num(5, sar), num(6, sar), len(7, payload)),
      { from },
    ),
    responseTopic: `usp/agent/${from}`,
    quiet: 600,
  }));
};
/** A Notify as the payload of a session record. */
const whole = () =>
  Buffer.concat([header(newId(), 3), len(2, len(1, len(8, len(1, "s-1"), num(2, 1), event("X!"))))]);
const hexPayload: Attack = (payload) => [(payload as { hex: string | string[] }).hex].flat().map(hex);
const connectRecord = (topic: string, ends = {}) => record(len(10, num(1, 1), len(2, topic)), ends);

/** How each row is played; the outcome of a row tells of all its shots together. */
export const USP_ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  "REC-01": [hexPayload],
  "REC-02": [hexPayload],
  "REC-03": [hexPayload],
  "REC-04": [hexPayload],
  "REC-05": [() => shot(notify(event("X!")).subarray(0, -1))],
  "REC-06": [hexPayload],
  "REC-07": [() => shot(Buffer.alloc(100_000, 0x7b)), () => shot(record(Buffer.alloc(1_000_000, 0x7b)))],
  "REC-08": [
    hexPayload,
    () => shot(Buffer.concat([len(2, CONTROLLER), len(3, Buffer.from("fffec080", "hex"))])),
  ],
  "REC-09": [() => shot(Buffer.concat([notify(event("X!")), Buffer.from("4200", "hex")]))],
  "REC-11": [
    () =>
      shot(
        Buffer.concat([
          len(1, "1.3"),
          len(2, CONTROLLER),
          len(3, SENDER),
          num(4, 99),
          noSession(Buffer.alloc(3)),
        ]),
      ),
  ],
  "REC-14": ["9.9", "", "1".repeat(10_000)].map(
    (version) => () => shot(notify(event("X!"), newId(), { version })),
  ),
  "REC-15": [() => shot(notify(event("X!"), newId(), { to: "self::another" }))],
  "REC-16": [() => shot(record(len(12, len(1, "bye"), fixed32(2, 7002)), { from: VICTIM }))],
  "REC-17": [() => shot(notify(event("X!"), newId(), { from: CONTROLLER }))],
  "REC-18": [
    "os::a/b",
    "os::+",
    "os::#",
    "$SYS",
    "os::a\0b",
    `os::${"x".repeat(300)}`,
    "os::%2",
    "OS::012345-A",
    "",
  ].map((from) => () => shot(notify(event("X!"), newId(), { from }))),
  "REC-21": [() => session(1001, [1, whole()])],
  "REC-22": [
    // Twice the same, a sequence of 0; only the first is taken.
    () => {
      const one = whole();
      return session(1002, [1, one], [1, one], [0, one]);
    },
    () => session(1003, [1, whole()], [3, whole()]),
    () => session(1004, [1, whole()], [2n ** 64n - 5n, whole()]),
    () => session(1, [1, whole()]),
    () => session(1005, [7, whole()]),
  ],
  "REC-23": [
    // Begins that never end, the midst and the end of nothing, a whole one in the midst of another.
    () => session(1006, [1, "x", 1], [2, "x", 1]),
    () => session(1007, [1, "x", 2]),
    () => session(1008, [1, "x", 3]),
    () => session(1009, [1, "x", 1], [2, whole()]),
    // One byte each without an end, of which one is missing; and records that all come before one that is.
    () =>
      session(1010, [1, "x", 1], ...Array.from({ length: 60 }, (_, n): Piece => [n + 3, "x", 2])).map(
        (one) => ({ ...one, quiet: 400 }),
      ),
    () => session(1011, [1, whole()], ...[3, 4, 5, 6, 7].map((n): Piece => [n, "x".repeat(2 ** 20)])),
  ],
  "REC-24": [
    () =>
      Array.from({ length: 60 }, (_, n) => {
        const content = len(8, num(1, 2001 + n), num(2, 1), num(3, 1), len(7, whole()));
        const from = `${SENDER}-FLAP`;
        return { record: record(content, { from }), responseTopic: `usp/agent/${from}`, quiet: 600 };
      }),
  ],
  "REC-25": [() => ({ record: record(len(12, len(1, CANARY), fixed32(2, 7002)), { from: VICTIM }) })],
  "REC-26": [`usp/agent/${VICTIM}`, TOPIC, "#", "$SYS/x", ""].map((topic) => () => ({
    record: connectRecord(topic),
    responseTopic: null,
  })),
  "REC-27": [
    () => shot(record(noSession(Buffer.concat([header(newId(), 3), Buffer.alloc(8 * 2 ** 20 - 20)])))),
  ],
  "REC-28": [
    () => {
      const id = newId();
      const one = shot(notify(event("X!"), id));
      return [one, one, one, shot(notify(event("Y!"), id))];
    },
  ],
  "MSG-01": [
    () => shot(getResp(Buffer.concat(Array.from({ length: 500_000 }, () => Buffer.from("0a00", "hex"))))),
  ],
  "MSG-02": [
    () =>
      shot(
        record(
          noSession(Buffer.concat([len(1, num(2, 3)), len(2, len(1, len(8, len(1, "s"), event("X!"))))])),
        ),
      ),
    () => shot(notify(event("X!"), "i".repeat(10_000))),
    () => shot(notify(event("X!"), "i".repeat(100))),
  ],
  "MSG-03": [
    () => shot(msg(2, len(1, len(8, len(1, "s"), num(2, 1), event("X!"))))),
    () => shot(msg(77, len(1, len(8, len(1, "s"), num(2, 1), event("X!"))))),
  ],
  "MSG-04": [
    () => shot(record(noSession(header(newId(), 3)))),
    () =>
      shot(msg(3, Buffer.concat([len(1, len(8, len(1, "s"), event("X!"))), len(2, len(8, len(1, "s")))]))),
    () => shot(msg(3, Buffer.alloc(0))),
  ],
  "MSG-06": [() => shot(getResp(len(1, len(1, "Device."))))],
  "MSG-07": [
    () => shot(request(1, 1, len(1, "Device."))),
    () => shot(request(4, 4, len(2, len(1, "Device.")))),
    () => shot(request(8, 5, len(2, len(1, "Device.")))),
    () => shot(request(10, 6, len(2, "Device."))),
    () => shot(request(6, 7, len(1, "Device.Reboot()"))),
    () => shot(request(12, 2, len(1, "Device."))),
    () => shot(request(14, 3, len(1, "Device."))),
    () => shot(request(17, 9, len(1, "1.0"))),
  ],
  "MSG-09": [() => shot(notify(event("X!"), newId(), {}, "nobody's"))],
  "MSG-10": [() => shot(notify(event("X!", entry(3, "__proto__", "x"), entry(3, "constructor", "x"))))],
  "MSG-13": [
    () => {
      const complete = len(7, len(1, "Device."), len(2, "Reboot()"), len(3, "key"));
      return [
        shot(
          notify(
            Buffer.concat([
              complete.subarray(0, 0),
              len(
                7,
                len(1, "Device."),
                len(2, "Reboot()"),
                len(3, "key"),
                len(4, ""),
                len(5, fixed32(1, 7022)),
              ),
            ]),
          ),
        ),
      ];
    },
    () => {
      const complete = len(7, len(1, "Device."), len(2, "Reboot()"), len(3, "key"), len(4, ""));
      return [shot(notify(complete)), shot(notify(complete))];
    },
  ],
  "MSG-14": [
    () =>
      shot(
        notify(
          len(7, len(1, "Device."), len(2, "Reboot()"), len(3, "0401m8ax8q0eqwr17b4tmv2n2bxv"), len(4, "")),
        ),
      ),
  ],
  "MSG-15": [
    () =>
      shot(
        notify(
          boot({ FirmwareUpdated: "true", ParameterMap: '{"Device.DeviceInfo.SoftwareVersion":"9.9"}' }),
        ),
      ),
    () => shot(notify(boot({ ParameterMap: "{" }))),
  ],
  "MSG-16": [() => Array.from({ length: 1000 }, () => shot(notify(event("Flood!"))))],
  "MSG-18": [
    () => shot(notify(len(4, len(1, "Device.DeviceInfo.Description"), len(2, "x".repeat(2 ** 20))))),
    () => shot(notify(len(4, len(1, "Device.DeviceInfo.Description"), len(2, "a\0\u001b[2Jb")))),
  ],
  "MQTT-09": [`usp/agent/${VICTIM}`, TOPIC, "$SYS/x"].map((responseTopic) => () => ({
    record: notify(event("X!")),
    responseTopic,
  })),
  "MQTT-10": ["%2F..%2Fx", "usp%2Fagent%2Fos::012345-GOOD", "%252F", ""].map((path) => () => ({
    record: notify(event("X!")),
    topic: `${TOPIC}/reply-to=${path}`,
    version: 4 as const,
  })),
  "MQTT-11": [
    () => ({ record: notify(event("X!")), contentType: null }),
    () => ({ record: notify(event("X!")), contentType: "text/html" }),
    () => ({ record: notify(event("X!")), contentType: "usp.error" }),
    () => ({ record: notify(event("X!")), contentType: "application/vnd.bbf.usp.msg" }),
  ],
  "MQTT-13": [
    () => {
      const one = shot(notify(event("X!")));
      return [one, one];
    },
  ],
  "MQTT-14": [
    () => shot(notify(event("X!", entry(3, "p", "x".repeat(5 * 2 ** 20))))),
    () => ({
      record: notify(event("X!")),
      topic: `${TOPIC}/${Array.from({ length: 190 }, () => "a").join("/")}`,
    }),
  ],
};

/** Publishes shots as the hostile agent and names what came back to it: the first word of each answer, once. */
export async function fire(target: Target, shots: readonly Shot[], quiet = 150): Promise<string> {
  const answers: string[] = [];
  const own = `usp/agent/${SENDER}`;
  const client = mqtt.connect(target.url("mqtt"), { protocolVersion: 5, reconnectPeriod: 0 });
  const old = mqtt.connect(target.url("mqtt"), { protocolVersion: 4, reconnectPeriod: 0 });
  client.on("message", (_topic, bytes) => answers.push(nameOf(bytes)));
  const places = [own, ...shots.flatMap(({ responseTopic }) => responseTopic ?? [])];
  const filters = new Set(places.filter((place) => place.startsWith(own)).map((place) => `${place}/#`));
  await client.subscribeAsync([...filters], { qos: 1 });
  for (const {
    record: bytes,
    contentType = "usp.msg",
    responseTopic = own,
    topic = TOPIC,
    version = 5,
  } of shots) {
    const properties = {
      ...(contentType === null ? {} : { contentType }),
      ...(responseTopic === null ? {} : { responseTopic }),
    };
    if (version === 4) await old.publishAsync(topic, Buffer.from(bytes), { qos: 1 });
    else await client.publishAsync(topic, Buffer.from(bytes), { qos: 1, properties });
  }
  await sleep(clock, Math.max(quiet, ...shots.map((one) => one.quiet ?? 0)));
  await Promise.all([client.endAsync(true), old.endAsync(true)]);
  // Onboarding of the hostile agent goes its own way.
  return [...new Set(answers.filter((name) => name !== "request"))].toSorted().join();
}

function nameOf(bytes: Uint8Array): string {
  const fields = read(bytes);
  const disconnect = message(fields, 12);
  if (disconnect !== undefined) return `disconnect ${codeIn(disconnect, 2)}`;
  const context = message(fields, 8);
  if (context !== undefined && !context.has(7)) return nameOfEmpty(context);
  const payload = message(context ?? message(fields, 7) ?? new Map(), context === undefined ? 2 : 7);
  const body = message(payload ?? new Map(), 2) ?? new Map();
  const error = message(body, 3);
  if (error !== undefined) return `error ${codeIn(error, 1)}`;
  const response = message(body, 2);
  if (response === undefined) return body.has(1) ? "request" : "nothing known";
  return response.has(8) ? "notifyResp" : `response ${[...response.keys()].join()}${text(response, 0)}`;
}

/** Ids of our own sessions are large. */
function nameOfEmpty(context: ReturnType<typeof read>): string {
  const numberIn = (field: number) =>
    [...(context.get(field)?.[0] ?? [0])].reduceRight((sum, byte) => sum * 128 + (byte & 127), 0);
  if (numberIn(4) !== 0) return "asks again";
  return numberIn(1) > 10_000 && numberIn(2) === 1 ? "new session" : "acknowledges";
}

function codeIn(fields: ReturnType<typeof read>, field: number): number {
  return Buffer.from(fields.get(field)?.[0] ?? [0, 0, 0, 0]).readUInt32LE();
}
