import { expect } from "vitest";
import {
  silent,
  unmetered,
  type DeviceId,
  type DeviceStack,
  type Operation,
  type OperationRecord,
} from "#core";
import { createAgent, devicePlan, homeOf, Tree, type Agent, type AgentOptions, type AgentSide } from "#sim";
import { createUspStack, USP_DEFAULTS, type UspConfig } from "#usp";
import { systemClock as clock } from "../../../src/platform/clock.ts";
import { mqttUrl } from "../../services.ts";
import { MemoryPost } from "../../cwmp/post.ts";
import { MemoryGateway } from "../gateway.ts";

export const SOON = { timeout: 8000, interval: 5 };
let serial = 0;

/** A gateway's USP stack, started again at will on the same store, and one simulated agent on the broker of the run. */
export class Rig {
  readonly gateway = new MemoryGateway();
  readonly agent: Agent;
  readonly config: UspConfig;
  stack: DeviceStack;
  readonly #post: MemoryPost;

  constructor(
    session: AgentSide["session"],
    overrides: Partial<UspConfig> = {},
    options: Partial<AgentOptions> = {},
  ) {
    const name = `e2e${process.pid}-${++serial}`;
    this.config = {
      ...USP_DEFAULTS,
      brokerUrl: mqttUrl(),
      replica: name,
      topic: `usp/controller/${name}`,
      agentTopic: `usp/agent/${name}/{endpointId}`,
      requestTimeoutMs: 1500,
      ...overrides,
    };
    const endpointId = `os::012345-${name.toUpperCase()}`;
    const broker = new URL(mqttUrl());
    const side: AgentSide = {
      endpointId,
      controllerId: this.config.endpointId,
      controllerTopic: this.config.topic,
      agentTopic: this.config.agentTopic.replace("{endpointId}", endpointId),
      brokerHost: broker.hostname,
      brokerPort: Number(broker.port),
      protocolVersion: "5.0",
      ...(session === undefined ? {} : { session }),
    };
    const tree = new Tree(devicePlan(homeOf(serial), { cwmp: false, agent: side }));
    const soon = { rebootMs: 50, reconnectMs: 50, pollMs: 50, workMs: 10 };
    this.agent = createAgent({ mqttUrl: mqttUrl(), clock, tree, ...soon, ...options });
    this.#post = new MemoryPost(this.config.replica);
    this.stack = this.#stack();
  }

  /** Another replica of the gateway on the same store and broker. Not started. */
  replica(name: string): DeviceStack {
    return this.#stack(`${this.config.replica}-${name}`);
  }

  get device(): DeviceId {
    const device = this.gateway.deviceOf(this.agent.endpointId);
    if (device === undefined) throw new TypeError("no device");
    return device;
  }

  /** Session ids in the order in which they came about at the agent. */
  get sessions(): readonly number[] {
    return this.agent.journal.of("session").map(({ facts }) => Number(facts["id"]));
  }

  executed(message: string): number {
    return this.agent.journal.of("executed").filter(({ facts }) => facts["message"] === message).length;
  }

  async start(): Promise<void> {
    await this.stack.start();
    await this.agent.start();
    await this.onboarded();
  }

  async onboarded(times = 1): Promise<void> {
    const done = async () => {
      const device = this.gateway.deviceOf(this.agent.endpointId);
      if (device !== undefined) await this.#goOn();
      return [...this.gateway.ledger.values()].filter(
        ({ operation, state }) => operation.type === "onboard" && state === "succeeded",
      ).length;
    };
    await expect.poll(done, { ...SOON, interval: 100 }).toBeGreaterThanOrEqual(times);
    await expect.poll(() => this.gateway.row(this.device).lease, SOON).toBeUndefined();
  }

  /** The process dies and another one takes its place: nothing but the store is left. */
  async restart(): Promise<void> {
    await this.stack.stop(AbortSignal.abort());
    this.stack = this.#stack();
    await this.stack.start();
  }

  async run(operation: Operation): Promise<OperationRecord> {
    const id = this.gateway.submit(this.device, operation);
    const settled = async () => {
      await this.#goOn();
      return this.gateway.isSettled(id);
    };
    await expect.poll(settled, { ...SOON, interval: 100 }).toBe(true);
    const record = this.gateway.ledger.get(id);
    if (record === undefined) throw new TypeError("no record");
    return record;
  }

  async stop(): Promise<void> {
    this.agent.stop();
    await this.stack.stop(AbortSignal.abort());
  }

  /** As the bridge does when an operation is due again. */
  async #goOn(): Promise<void> {
    const row = this.gateway.row(this.device);
    for (const { id, state } of this.gateway.ledger.values())
      if (state === "queued" && !row.queue.includes(id)) row.queue.push(id);
    await this.stack.wake(this.device, AbortSignal.timeout(5000));
  }

  #stack(replica = this.config.replica): DeviceStack {
    const { gateway } = this;
    const config = { ...this.config, replica };
    const post = new MemoryPost(replica, this.#post);
    return createUspStack({ gateway, clock, log: silent, metrics: unmetered, post, config });
  }
}
