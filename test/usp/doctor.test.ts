import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCapture } from "../../usp/doctor/capture.ts";
import { diagnose, diagnoseCapture } from "../../usp/doctor/diagnose.ts";
import type { Finding, Setup } from "../../usp/doctor/finding.ts";
import type { Passed } from "../../usp/doctor/sighting.ts";
import { asEndpointId } from "../../usp/endpointid.ts";
import { AGENT, type Agent, BROKEN, type Broken, conversation, OTHER, SETUP, WELL } from "./doctor.rig.ts";

const OPEN: Setup = { ...SETUP, enforces: false };
const CAPTURES = join(import.meta.dirname, "../fixtures/captures/usp");

function named(agent: Agent, setup: Setup = SETUP): readonly Finding["what"][] {
  const { findings } = diagnoseCapture(conversation(agent, setup), setup);
  return [...new Set(findings.map(({ what }) => what))].toSorted();
}

/** The agent with the endpoint id in its topics, as one that is set up from one configuration has it. */
function agentWith(...changes: readonly Partial<Agent>[]): Agent {
  const all: Partial<Agent> = Object.assign({}, ...changes);
  const id = all.endpointId ?? WELL.endpointId;
  const topic = `${SETUP.topic}/${id}`;
  return {
    ...WELL,
    topic: asEndpointId(id) === undefined ? SETUP.topic : topic,
    responseTopic: `usp/agent/${id}`,
    ...all,
  };
}

test.each([
  ["with a login of its own", WELL, SETUP],
  ["on the controller's topic", { ...WELL, topic: SETUP.topic }, OPEN],
  ["of MQTT 3.1.1", { ...WELL, mqtt: "3.1.1", connectVersion: "V3_1_1", topic: SETUP.topic }, OPEN],
  ["with the older content type", { ...WELL, contentType: "application/vnd.bbf.usp.msg" }, SETUP],
] as const)("of a working agent %s nothing is invented", (_name, agent, setup) =>
  expect(named(agent, setup)).toEqual([]),
);

test.each(BROKEN)("$name: $what is named, and nothing else", ({ what, change }) =>
  expect(named(agentWith(change))).toEqual([what]),
);

test("an agent of MQTT 3.1.1 without its return path in the topic is told so [TR-369 R-MQTT.26a]", () => {
  const agent = {
    ...WELL,
    mqtt: "3.1.1",
    responseTopic: "",
    connectVersion: "V3_1_1",
    topic: SETUP.topic,
  } as const;
  expect(named(agent, OPEN)).toEqual(["version"]);
});

/** Two faults in one place are one, and silence has no reason of its own beside a fault that explains it. */
const together = (a: Broken, b: Broken): boolean =>
  Object.keys(a.change).every((field) => !(field in b.change)) &&
  ![a, b].some(({ what }) => what === "acl") &&
  // A topic of its own is part of what a broken id makes unknown.
  !(a.what === "endpointId" && b.what === "login");

const PAIRS = BROKEN.flatMap((a, i) => BROKEN.slice(i + 1).map((b) => [a, b] as const)).filter(([a, b]) =>
  together(a, b),
);

test("there are pairs to try", () => expect(PAIRS.length).toBeGreaterThan(30));

test.each(PAIRS.map(([a, b]) => [`${a.name} and ${b.name}`, a, b] as const))(
  "%s: both are named, and nothing else",
  (_name, a, b) => {
    const wanted = [...new Set([a.what, b.what])].toSorted();
    expect(named(agentWith(a.change, b.change))).toEqual(wanted);
  },
);

test("every finding says where, what was found, what belongs there and what to do", () => {
  for (const { change } of BROKEN)
    for (const { where, found, expected, advice } of diagnoseCapture(conversation(agentWith(change)), SETUP)
      .findings) {
      for (const told of [where, found, expected]) expect(told).not.toBe("");
      expect(advice).toMatch(/[.]$/);
    }
});

test.each(["mqtt5-basic", "mqtt5-firmware", "mqtt311-basic"])(
  "of the reference agent in %s nothing is invented",
  (name) => {
    const capture = readCapture(readFileSync(join(CAPTURES, `${name}.jsonl`)));
    const topic = name === "mqtt5-firmware" ? "usp/controller/fwtest" : "usp/controller/gateway-1";
    const setup = { ...OPEN, topic, endpointId: "proto::gateway-1" };
    const { endpoints, findings } = diagnoseCapture(capture, setup);
    expect([endpoints.length, findings]).toEqual([1, []]);
    const elsewhere = diagnoseCapture(capture, { ...setup, endpointId: "self::x" });
    expect(elsewhere.findings).toMatchObject([{ what: "controllerId", where: "to_id", expected: "self::x" }]);
  },
);

test("an agent that has another controller beside this one is not blamed for it", () => {
  const other = conversation({ ...WELL, controllerId: "self::other", topic: "usp/controller/other" });
  const { findings } = diagnoseCapture([...other.slice(0, 2), ...conversation(WELL)], SETUP);
  expect(findings).toEqual([]);
});

test("who is not in the capture is told to be silent, and what is no record where records belong", () => {
  const odd: Passed = { topic: `${SETUP.topic}/${OTHER}`, bytes: Buffer.from("hello") };
  expect(diagnoseCapture([odd], SETUP).findings).toMatchObject([{ what: "record", endpoint: OTHER }]);
  expect(diagnoseCapture([{ ...odd, topic: "house/lamp" }], SETUP).findings).toEqual([]);
  expect(diagnoseCapture(conversation(WELL), SETUP, OTHER).findings).toMatchObject([{ what: "silence" }]);
});

/** A conversation as each of the forms that can be captured. */
const FORMS: readonly (readonly [name: string, write: (passed: readonly Passed[]) => Buffer])[] = [
  [
    "JSON lines",
    (all) =>
      text(all, ({ topic, properties, bytes }) =>
        JSON.stringify({ t: 1, topic, properties, b64: Buffer.from(bytes).toString("base64") }),
      ),
  ],
  [
    "mosquitto_sub -F with the properties",
    (all) =>
      text(all, ({ topic, properties, bytes }) =>
        [
          topic,
          properties?.contentType ?? "",
          properties?.responseTopic ?? "",
          Buffer.from(bytes).toString("hex"),
        ].join("\t"),
      ),
  ],
];
const BARE: typeof FORMS = [
  [
    "mosquitto_sub -F '%t %x'",
    (all) => text(all, ({ topic, bytes }) => `${topic} ${Buffer.from(bytes).toString("hex")}`),
  ],
  [
    "mosquitto_sub -v",
    (all) =>
      Buffer.concat(all.flatMap(({ topic, bytes }) => [Buffer.from(`${topic} `), bytes, Buffer.from("\n")])),
  ],
];

function text(all: readonly Passed[], line: (passed: Passed) => string): Buffer {
  return Buffer.from(all.map((passed) => `${line(passed)}\n`).join(""));
}

test.each(FORMS)("a capture of %s is read whole", (_name, write) => {
  const passed = conversation(WELL);
  expect(readCapture(write(passed)).map(plain)).toEqual(passed.map(plain));
});

test.each(BARE)(
  "a capture of %s is read without properties, and their absence is no fault",
  (_name, write) => {
    const passed = conversation(WELL);
    const read = readCapture(write(passed));
    expect(read.map(plain)).toEqual(passed.map(({ topic, bytes }) => plain({ topic, bytes })));
    expect(diagnoseCapture(read, SETUP).findings).toEqual([]);
    const wrong = conversation({ ...WELL, controllerId: "self::other" });
    expect(diagnoseCapture(readCapture(write(wrong)), SETUP).findings).toMatchObject([
      { what: "controllerId" },
    ]);
  },
);

const plain = ({ topic, bytes, properties }: Passed) => ({
  topic,
  hex: Buffer.from(bytes).toString("hex"),
  properties,
});

test.each(["", "no capture at all", '{"topic":1}', "{broken", `{"topic":"a"}`])("%j is no capture", (file) =>
  expect(() => readCapture(Buffer.from(file))).toThrow(/capture|line 1/),
);

const live = { setup: SETUP, endpoint: AGENT, seen: [] } as const;
const heard = { from: AGENT, to: SETUP.endpointId, version: "1.3", kind: "connect" } as const;

test.each([
  ["noReceiver", [], "silence"],
  ["silent", [], "acl"],
  ["silent", [heard], "acl"],
  ["noReceiver", [heard], "acl"],
] as const)("a probe that finds %s, when %j was seen, tells %s", (probe, seen, what) =>
  expect(diagnose({ ...live, probe, seen }).map((finding) => finding.what)).toEqual([what]),
);

test("an agent that waits for approval is told so, and one that answers and is let in has no fault", () => {
  expect(diagnose({ ...live, probe: "answered", enrolment: "quarantined" })).toMatchObject([
    { what: "enrolment" },
  ]);
  expect(diagnose({ ...live, probe: "answered", enrolment: "accepted", seen: [heard] })).toEqual([]);
});
