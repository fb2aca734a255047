import { systemClock } from "../../src/platform/clock.ts";
import { randomBytes } from "node:crypto";
import {
  silent,
  unmetered,
  type Admission,
  type Contact,
  type DeviceId,
  type Knowledge,
  type Lease,
  type NativeValue,
  type Outcome,
  type Parameter,
  type Protocol,
} from "#core";
import { LIMITS, type Limits } from "../../bridge/limits.ts";
import { mustCommit } from "../../bridge/state/commit.ts";
import { createKeys, type Keys } from "../../bridge/state/keys.ts";
import { connectRedis, Scripts, type RedisClient } from "../../bridge/state/redis.ts";
import { createState, type State } from "../../bridge/state/registry.ts";
import { createVault } from "../../bridge/state/secret.ts";
import { STATE_CONFIG, type StateConfig, type StateContext } from "../../bridge/state/state.context.ts";
import { MovableClock } from "../clock.ts";

export const SECRET_KEY = Buffer.alloc(32, 7);

export interface StateRig {
  readonly client: RedisClient;
  readonly scripts: Scripts;
  readonly keys: Keys;
  readonly clock: MovableClock;
  readonly state: State;
  readonly context: StateContext;
  /** Applies what an outcome teaches, as settling an operation does. */
  apply(device: DeviceId, protocol: Protocol, outcome: Outcome): Promise<void>;
  /** Types of the events of all partitions, in order of their stream ids. */
  events(): Promise<
    { readonly type: string; readonly device: string; readonly data: Record<string, unknown> }[]
  >;
  /** Every key of this rig's prefix. */
  allKeys(): Promise<string[]>;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly config?: Partial<StateConfig>;
  readonly limits?: Partial<Limits>;
  readonly partitions?: number;
  readonly prefix?: string;
  readonly clock?: MovableClock;
  /** The TR-181 view; with it the registry is started, so that it may have an index of parameters. */
  readonly view?: (knowledge: Knowledge) => readonly Parameter[];
}

let count = 0;

/** A registry of its own on the Redis of this run; closing it removes what it wrote. */
export async function stateRig(url: string, options: RigOptions = {}): Promise<StateRig> {
  const client = await connectRedis(url, silent);
  const prefix = options.prefix ?? `st${process.pid}.${count++}.${randomBytes(3).toString("hex")}`;
  const keys = createKeys(prefix, options.partitions ?? 8);
  const scripts = new Scripts(client, systemClock);
  const clock = options.clock ?? new MovableClock();
  const store = {
    scripts,
    keys,
    clock,
    log: silent,
    metrics: unmetered,
    limits: { ...LIMITS, ...options.limits },
    vault: createVault(SECRET_KEY),
  };
  const config = { enrolment: "open" as const, ...options.config };
  const { view } = options;
  const state = createState({ ...store, config, ...(view === undefined ? {} : { view }) });
  if (view !== undefined) await state.start();
  const context: StateContext = {
    ...store,
    config: { ...STATE_CONFIG, ...config },
    committed: () => undefined,
  };
  const allKeys = async (): Promise<string[]> => client.keys(`${prefix}:*`);
  return {
    client,
    scripts,
    keys,
    clock,
    state,
    context,
    apply: async (device, protocol, outcome) => {
      await mustCommit(context, device, await state.outcome(device, protocol, outcome));
      state.settled(device, protocol, outcome);
    },
    allKeys,
    async events() {
      const all = await Promise.all(keys.tags().map((tag) => client.xrange(`${tag}:evt`, "-", "+")));
      const rows = all.flat().toSorted(([a], [b]) => Number(a.split("-")[0]) - Number(b.split("-")[0]));
      return rows.map(([, flat]) => {
        const fields = Object.fromEntries(
          flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]]] : [])),
        );
        const data = JSON.parse(fields["data"] ?? "{}") as Record<string, unknown>;
        return { type: fields["type"] ?? "", device: fields["device"] ?? "", data };
      });
    },
    async close() {
      await Promise.all((await allKeys()).map((key) => client.unlink(key)));
      client.disconnect();
    },
  };
}

/** A periodic Inform of a CPE. */
export function inform(clock: { now(): number }, serial: string, over: Partial<Contact> = {}): Contact {
  return {
    protocol: "cwmp",
    identity: { scheme: "cwmp", value: `00256D-HG8245-${serial}` },
    proof: { kind: "none" },
    at: clock.now(),
    facts: {
      manufacturer: "Acme",
      oui: "00256D",
      productClass: "HG8245",
      serialNumber: serial,
      softwareVersion: "1.0.0",
      hardwareVersion: "A",
      dataModel: "TR-098",
      address: "192.0.2.1",
    },
    mtp: "http",
    values: [
      native(clock, "InternetGatewayDevice.DeviceInfo.SoftwareVersion", "1.0.0"),
      native(clock, "InternetGatewayDevice.ManagementServer.ConnectionRequestURL", "http://192.0.2.1:7547/x"),
    ],
    events: [],
    reset: false,
    session: true,
    ...over,
  };
}

export function native(
  clock: { now(): number },
  path: string,
  value: string,
  writable?: boolean,
): NativeValue {
  return { path, value, type: "string", at: clock.now(), ...(writable === undefined ? {} : { writable }) };
}

/** The device of an admission that must be an acceptance. */
export function accepted(admission: Admission): Admission & { readonly verdict: "accepted" } {
  if (admission.verdict !== "accepted") throw new TypeError(`not accepted: ${admission.verdict}`);
  return admission;
}

export function leaseOf(admission: Admission): Lease {
  const { lease } = accepted(admission);
  if (lease === undefined) throw new TypeError("no lease was given");
  return lease;
}

export function deviceOf(admission: Admission): DeviceId {
  return accepted(admission).device;
}
