import { afterEach, expect, test } from "vitest";
import { newDeviceId, silent, unmetered } from "#core";
import { USP_DEFAULTS, type UspConfig } from "#usp";
import { systemClock } from "../../src/platform/clock.ts";
import type { Agent } from "../../usp/agents.ts";
import { asEndpointId } from "../../usp/endpointid.ts";
import type { Response } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { assembled } from "../../usp/stack.ts";
import { MemoryPost } from "../cwmp/post.ts";
import { mqttUrl } from "../services.ts";
import { EchoAgent } from "./crossed.agent.ts";
import { MemoryGateway } from "./gateway.ts";

const AGENTS = 50;
const REQUESTS = 10_000;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** The stack's own way of asking, without the queue that gives a device one operation at a time. */
async function asking(config: UspConfig) {
  const gateway = new MemoryGateway(() => systemClock.now());
  const stack = assembled({
    gateway,
    post: new MemoryPost(),
    clock: systemClock,
    log: silent,
    metrics: unmetered,
    config,
  });
  await stack.start();
  undo.push(async () => {
    stack.presence.stop();
    await stack.mtps.stop();
  });
  return stack;
}

type Kind = "get" | "getSupportedDm" | "getInstances" | "set" | "add" | "delete" | "operate";
const KINDS: readonly Kind[] = ["get", "getSupportedDm", "getInstances", "set", "add", "delete", "operate"];

function requestOf(kind: Kind, path: string): Draft<"Request"> {
  switch (kind) {
    case "get":
      return { get: { paramPaths: [path] } };
    case "getSupportedDm":
      return { getSupportedDm: { objPaths: [path], returnParams: true } };
    case "getInstances":
      return { getInstances: { objPaths: [path] } };
    case "set":
      return { set: { updateObjs: [{ objPath: path, paramSettings: [{ param: "P", value: "1" }] }] } };
    case "add":
      return { add: { createObjs: [{ objPath: path, paramSettings: [] }] } };
    case "delete":
      return { delete: { objPaths: [path] } };
    case "operate":
      return { operate: { command: path, commandKey: path, sendResp: true } };
  }
}

/** What the answering agent wrote into its answer: its own id and the path it was asked for. */
const OWN: Readonly<Record<Kind, (response: Response) => string | undefined>> = {
  get: ({ getResp }) => getResp?.reqPathResults[0]?.resolvedPathResults[0]?.resultParams["Own"],
  getSupportedDm: ({ getSupportedDmResp }) =>
    getSupportedDmResp?.reqObjResults[0]?.supportedObjs[0]?.supportedParams[0]?.paramName,
  getInstances: ({ getInstancesResp }) =>
    getInstancesResp?.reqPathResults[0]?.currInsts[0]?.uniqueKeys["Own"],
  set: ({ setResp }) =>
    setResp?.updatedObjResults[0]?.operStatus.operSuccess?.updatedInstResults[0]?.updatedParams["Own"],
  add: ({ addResp }) => addResp?.createdObjResults[0]?.operStatus.operSuccess?.uniqueKeys["Own"],
  delete: ({ deleteResp }) => deleteResp?.deletedObjResults[0]?.operStatus.operSuccess?.affectedPaths[0],
  operate: ({ operateResp }) => operateResp?.operationResults[0]?.reqOutputArgs?.outputArgs["Own"],
};

/** Numbers from 0 to 1 that are the same in each run. */
function row(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test(
  `of ${REQUESTS} mixed requests at once to ${AGENTS} agents that answer late, twice and for one another none gets another's answer [TR-369 R-MSG.9]`,
  { timeout: 90_000 },
  async () => {
    const name = `x${process.pid}`;
    const config: UspConfig = {
      ...USP_DEFAULTS,
      brokerUrl: mqttUrl(),
      replica: name,
      topic: `usp/controller/${name}`,
      agentTopic: `usp/agent/${name}/{endpointId}`,
      requestTimeoutMs: 60_000,
    };
    const { asker, controller } = await asking(config);
    const random = row(4711);
    const echoes = Array.from({ length: AGENTS }, (_, i) => {
      const endpoint = `os::012345-${name.toUpperCase()}E${i}`;
      const topic = `usp/agent/${name}/${endpoint}`;
      return new EchoAgent({ url: mqttUrl(), endpoint, controller: config.endpointId, topic, random });
    });
    for (const [i, echo] of echoes.entries()) {
      echo.accomplice = echoes[(i + 1) % AGENTS];
      undo.push(() => echo.stop());
    }
    await Promise.all(echoes.map((echo) => echo.start()));
    const agents = echoes.map(({ endpoint, topic }): Agent => {
      const id = asEndpointId(endpoint);
      if (id === undefined) throw new TypeError(endpoint);
      const routes = [{ mtp: "mqtt", topic, version: "5" } as const];
      return { device: newDeviceId(0, systemClock.now()), endpoint: id, routes, version: "1.3" };
    });

    const asked = Array.from({ length: REQUESTS }, async (_, k): Promise<string | undefined> => {
      const agent = agents[k % AGENTS] as Agent;
      const kind = KINDS[k % KINDS.length] as Kind;
      const path = kind === "operate" ? `Device.Run${k}()` : `Device.Test.${k + 1}.`;
      const own = OWN[kind](await asker.ask(agent, requestOf(kind, path)));
      return own === `${agent.endpoint} ${path}` ? undefined : `${kind} ${path} of ${agent.endpoint}: ${own}`;
    });
    expect(controller.waiting).toBe(REQUESTS);
    const crossed = (await Promise.all(asked)).filter((wrong) => wrong !== undefined);
    expect(crossed).toEqual([]);
    expect(controller.waiting).toBe(0);
    const sum = (of: (echo: EchoAgent) => number) => echoes.reduce((total, echo) => total + of(echo), 0);
    expect(sum(({ sent }) => sent.answers)).toBe(REQUESTS);
    expect(sum(({ sent }) => sent.again)).toBeGreaterThan(REQUESTS / 20);
    expect(sum(({ sent }) => sent.foreign)).toBeGreaterThan(REQUESTS / 20);
  },
);
