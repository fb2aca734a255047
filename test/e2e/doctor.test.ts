import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Json, until } from "../contract/api.ts";
import { type AgentStand, BASE, endpointOf, type Given, openAgentStand } from "./agents.rig.ts";

/** One more rule than those that are shipped: this agent may not hear its own topic. */
const DEAF = endpointOf(77);
let stand: AgentStand;

beforeAll(async () => {
  stand = await openAgentStand(`user ${DEAF}\ntopic deny usp/agent/${DEAF}`);
}, 60_000);
afterEach(() => stand.clear());
afterAll(() => stand.stop());

async function examined(endpoint: string): Promise<Json> {
  const path = `/v1/endpoints/${encodeURIComponent(endpoint)}:examine`;
  const { status, body } = await stand.api.call("POST", path);
  expect([status, body]).toMatchObject([200, { endpoint }]);
  return body;
}

const named = (body: Json): readonly string[] =>
  [...new Set((body["findings"] as Json[]).map(({ what }) => String(what)))].toSorted();

/** The doctor's word once it is this, or at the end of the patience. */
async function diagnosed(endpoint: string, wanted: readonly string[]): Promise<Json> {
  let last: Json = {};
  await until(
    `${endpoint}: ${wanted.join(", ")}`,
    async () => {
      last = await examined(endpoint);
      return JSON.stringify(named(last)) === JSON.stringify(wanted) ? true : undefined;
    },
    25_000,
  ).catch(() => undefined);
  return last;
}

test.each(["5.0", "3.1.1"] as const)("of a working agent of MQTT %s nothing is invented", async (version) => {
  const agent = stand.agent(version === "5.0" ? 50 : 51, { side: { protocolVersion: version } });
  await agent.start();
  await stand.onboarded(agent.endpointId);
  expect(await examined(agent.endpointId)).toMatchObject({ probe: "answered", findings: [] });
});

const OTHER = endpointOf(99);
/** One fault each: the set-up, and what it must be called. */
const FAULTS: Readonly<Record<string, Given>> = {
  topic: { side: { controllerTopic: "usp/controller/other" } },
  responseTopic: { side: { agentTopic: `usp/agent/${OTHER}` } },
  endpointId: { side: { endpointId: `os::0A8D8C-${"7".repeat(50)}` } },
  controllerId: { side: { controllerId: "self::other" } },
  login: { username: OTHER, side: { controllerTopic: `${BASE}/${OTHER}` } },
  acl: { username: "bob" },
  contentType: { behaviours: [{ do: "noContentType" }] },
  version: { behaviours: [{ do: "recordVersion", version: "2.0" }] },
  role: { side: { trust: { role: "reader" } } },
  subscription: { behaviours: [{ do: "fault", message: "add", code: 7002 }] },
};

test.each(Object.entries(FAULTS))(
  "a wrong %s is named, and nothing else",
  async (what, faults) => {
    const agent = stand.agent(60 + Object.keys(FAULTS).indexOf(what), faults);
    await agent.start();
    const found = await diagnosed(agent.endpointId, [what]);
    expect(found["findings"]).toMatchObject(named(found).map(() => ({ what })));
    expect(named(found)).toEqual([what]);
  },
  40_000,
);

test("a Connect record of another MQTT version than its connection's is named [TR-369 R-MQTT.26a]", async () => {
  const agent = stand.agent(75, { behaviours: [{ do: "connectVersion" }] });
  await agent.start();
  expect(named(await diagnosed(agent.endpointId, ["version"]))).toEqual(["version"]);
}, 40_000);

test("an agent that the broker does not let hear its own topic is named", async () => {
  const agent = stand.agent(77);
  await agent.start();
  expect(agent.endpointId).toBe(DEAF);
  const found = await diagnosed(DEAF, ["acl"]);
  expect(found).toMatchObject({
    findings: [{ what: "acl", expected: `the right to read usp/agent/${DEAF}` }],
  });
}, 60_000);

test("who was never heard and listens nowhere is told to be silent", async () => {
  expect(await examined(endpointOf(98))).toMatchObject({
    device: null,
    probe: "noReceiver",
    findings: [{ what: "silence" }],
  });
});

const PAIRS = [
  ["topic", "role"],
  ["topic", "subscription"],
  ["responseTopic", "controllerId"],
  ["responseTopic", "version"],
  ["controllerId", "version"],
  ["controllerId", "contentType"],
  ["endpointId", "controllerId"],
  ["endpointId", "version"],
  ["login", "controllerId"],
  ["login", "contentType"],
] as const;

test.each(PAIRS)(
  "of two faults, %s and %s, both are named, and nothing else",
  async (one, two) => {
    const [a = {}, b = {}] = [FAULTS[one], FAULTS[two]];
    // What onboarding leaves undone shows once it is over: the topic breaks after it.
    const late = two === "subscription" ? a.side?.controllerTopic : undefined;
    const { controllerTopic: _topic, ...first } = { ...a.side, ...b.side };
    const agent = stand.agent(80 + PAIRS.findIndex((pair) => pair[0] === one && pair[1] === two), {
      ...a,
      ...b,
      side: late === undefined ? { ...a.side, ...b.side } : first,
      behaviours: [...(a.behaviours ?? []), ...(b.behaviours ?? [])],
    });
    await agent.start();
    if (late !== undefined) {
      await stand.onboarded(agent.endpointId);
      agent.change("Device.LocalAgent.Controller.1.MTP.1.MQTT.Topic", late);
    }
    const wanted = [one, two].toSorted();
    expect(named(await diagnosed(agent.endpointId, wanted))).toEqual(wanted);
  },
  60_000,
);
