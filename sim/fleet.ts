import type { Clock } from "#core";
import { createAgent, type Agent, type AgentOptions } from "./agent.ts";
import { createCpe, type Cpe, type CpeOptions } from "./cpe.ts";
import type { Restart } from "./cpe/contract.ts";
import { transportOf } from "./equal.ts";
import { KnockServer } from "./cpe/knock.ts";
import { Gate } from "./gate.ts";
import { homeOf, type Home } from "./tree/home.ts";
import { igdPlan } from "./tree/igd.ts";
import { PlanPool, type Plan } from "./tree/plan.ts";
import type { AgentSide } from "./tree/agentside.ts";
import { devicePlan } from "./tree/tr181.ts";
import { Tree } from "./tree/tree.ts";
import { wakeable } from "./tree/waking.ts";

export interface FleetOptions {
  readonly clock: Clock;
  /** CPEs over CWMP; two in three are TR-098 gateways, the others TR-181. */
  readonly cwmp: number;
  /** So many of the CPEs, the first ones, are behind a NAT: they can be woken by UDP alone. Default none. */
  readonly natted?: number;
  /** Agents over MQTT. */
  readonly usp: number;
  /** Agents over WebSocket, which connect to `websocketUrl`; beyond the others. Default none. */
  readonly websocket?: number;
  /** `ws://host:port/path` of the controller. */
  readonly websocketUrl?: string;
  /** Boxes with a TR-181 CPE and an agent over one tree and one serial number; beyond the two counts above. */
  readonly dual?: number;
  readonly acsUrl: string;
  readonly mqttUrl: string;
  readonly controllerId: string;
  readonly controllerTopic: string;
  /** `{endpointId}` is filled in; default `usp/agent/{endpointId}` */
  readonly agentTopic?: string;
  /** Credentials every CPE starts with. */
  readonly username?: string;
  readonly password?: string;
  readonly brokerUsername?: string;
  readonly brokerPassword?: string;
  /** ms over which the devices power on; default 5 ms a device */
  readonly spreadMs?: number;
  /** CWMP sessions that run at a time; default 64 */
  readonly sessions?: number;
  /** Number of the first home; two fleets with other numbers share no device. */
  readonly firstIndex?: number;
  /** Makes an identity of its own for every run of a test. */
  readonly serialSuffix?: string;
  readonly cpe?: Partial<CpeOptions>;
  readonly agent?: Partial<AgentOptions>;
  /** Called for each device before it starts; the place to give some a behaviour. */
  readonly onDevice?: (device: FleetDevice, index: number) => void;
}

/** One box: a CPE, an agent, or both. */
export interface FleetDevice {
  readonly serialNumber: string;
  readonly cpe?: Cpe;
  readonly agent?: Agent;
}

export interface Fleet {
  readonly devices: readonly FleetDevice[];
  readonly cpes: readonly Cpe[];
  readonly agents: readonly Agent[];
  /** Powers every device on, spread over time. Resolves when all have had their first session or connection. */
  start(): Promise<void>;
  /** Powers everything off and closes every socket. */
  stop(): Promise<void>;
}

/** A mixed fleet in one process: one connection-request listener for all CPEs, one connection an agent. */
export function createFleet(options: FleetOptions): Fleet {
  return new SimulatedFleet(options);
}

/** Many boxes have the same address at home. */
const NAT = { address: "192.168.1.1", port: 7547 } as const;

class SimulatedFleet implements Fleet {
  readonly devices: readonly FleetDevice[];
  readonly #options: FleetOptions;
  readonly #knocks = new KnockServer();
  readonly #gate: Gate;
  readonly #pool = new PlanPool();
  readonly #timers: (() => void)[] = [];

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#gate = new Gate(options.sessions ?? 64);
    const { cwmp, usp, dual = 0, websocket = 0, firstIndex = 0, natted = 0 } = options;
    const kinds = [
      ...Array.from({ length: cwmp }, () => "cwmp" as const),
      ...Array.from({ length: usp }, () => "usp" as const),
      ...Array.from({ length: dual }, () => "dual" as const),
      ...Array.from({ length: websocket }, () => "websocket" as const),
    ];
    this.devices = kinds.map((kind, at) => {
      return at < Math.min(cwmp, natted)
        ? this.#natted(firstIndex + at)
        : this.#device(kind, firstIndex + at);
    });
  }

  get cpes(): readonly Cpe[] {
    return this.devices.flatMap(({ cpe }) => cpe ?? []);
  }

  get agents(): readonly Agent[] {
    return this.devices.flatMap(({ agent }) => agent ?? []);
  }

  async start(): Promise<void> {
    await this.#knocks.start();
    const { clock, spreadMs = this.devices.length * 5, onDevice } = this.#options;
    const step = spreadMs / Math.max(1, this.devices.length);
    const started = this.devices.map((device, index) => {
      onDevice?.(device, index);
      return new Promise<void>((resolve, reject) => {
        const on = () => {
          Promise.all([device.cpe?.start(), device.agent?.start()]).then(() => resolve(), reject);
        };
        this.#timers.push(clock.after(step * index, on));
      });
    });
    await Promise.all(started);
  }

  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel();
    for (const { cpe, agent } of this.devices) {
      cpe?.stop();
      agent?.stop();
    }
    await this.#knocks.stop();
  }

  #device(kind: "cwmp" | "usp" | "dual" | "websocket", index: number): FleetDevice {
    const home = this.#home(index);
    const { serialNumber } = home;
    if (kind === "usp") return { serialNumber, agent: this.#agent(this.#tree(home, false), index) };
    if (kind === "dual") return this.#box(home, index);
    if (kind === "websocket") return { serialNumber, agent: this.#connected(home, index) };
    return { serialNumber, cpe: this.#cpe(home, new Tree(this.#plan(home, index)), index) };
  }

  #home(index: number): Home {
    const plain = homeOf(index);
    return { ...plain, serialNumber: plain.serialNumber + (this.#options.serialSuffix ?? "") };
  }

  #plan(home: Home, index: number): Plan {
    const igd = index % 3 !== 2;
    return igd ? igdPlan(home, this.#pool) : devicePlan(home, { cwmp: true }, this.#pool);
  }

  #natted(index: number): FleetDevice {
    const home = this.#home(index);
    const tree = new Tree(wakeable(this.#plan(home, index)));
    return {
      serialNumber: home.serialNumber,
      cpe: createCpe({ ...this.#common(home, tree, index), ...this.#options.cpe, nat: NAT }),
    };
  }

  /** One box: what restarts one side restarts the other. */
  #box(home: Home, index: number): FleetDevice {
    const tree = this.#tree(home, true);
    let going = false;
    const along = (other: () => { reboot(): void; factoryReset(): void }) => (kind: Restart) => {
      if (going) return;
      going = true;
      if (kind === "reboot") other().reboot();
      else other().factoryReset();
      going = false;
    };
    const cpe: Cpe = this.#cpe(
      home,
      tree,
      index,
      along(() => agent),
    );
    const agent: Agent = this.#agent(
      tree,
      index,
      along(() => cpe),
    );
    return { serialNumber: home.serialNumber, cpe, agent };
  }

  #connected(home: Home, index: number): Agent {
    const { websocketUrl: mqttUrl = "" } = this.#options;
    return this.#agent(this.#tree(home, false, mqttUrl), index, undefined, { mqttUrl });
  }

  #tree(home: Home, cwmp: boolean, url = this.#options.mqttUrl): Tree {
    const endpointId = `os::${home.model.oui}-${home.serialNumber}`;
    const broker = new URL(url);
    const agent: AgentSide = {
      endpointId,
      controllerId: this.#options.controllerId,
      controllerTopic: this.#options.controllerTopic,
      agentTopic: (this.#options.agentTopic ?? "usp/agent/{endpointId}").replace("{endpointId}", endpointId),
      brokerHost: broker.hostname,
      brokerPort: Number(broker.port || "1883"),
      transport: transportOf(broker),
      protocolVersion: "5.0",
    };
    return new Tree(devicePlan(home, { cwmp, agent }, this.#pool));
  }

  #cpe(home: Home, tree: Tree, index: number, onRestart: (kind: Restart) => void = () => undefined): Cpe {
    return createCpe({
      ...this.#common(home, tree, index),
      knocks: this.#knocks,
      onRestart,
      ...this.#options.cpe,
    });
  }

  #common(home: Home, tree: Tree, index: number): CpeOptions {
    const { acsUrl, clock, username, password } = this.#options;
    return {
      acsUrl,
      clock,
      tree,
      dialect: home.model.dialect,
      gate: this.#gate,
      phase: phaseOf(index),
      journalLimit: 200,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    };
  }

  #agent(
    tree: Tree,
    index: number,
    onRestart: (kind: Restart) => void = () => undefined,
    more: Partial<AgentOptions> = {},
  ): Agent {
    const { mqttUrl, clock, brokerUsername, brokerPassword } = this.#options;
    return createAgent({
      mqttUrl,
      clock,
      tree,
      phase: phaseOf(index),
      journalLimit: 200,
      onRestart,
      ...(brokerUsername === undefined ? {} : { username: brokerUsername }),
      ...(brokerPassword === undefined ? {} : { password: brokerPassword }),
      ...more,
      ...this.#options.agent,
    });
  }
}

/** Spreads neighbours far apart in 0..1, the same way every time. */
function phaseOf(index: number): number {
  return (index * 0.618_033_988_749_895) % 1;
}
