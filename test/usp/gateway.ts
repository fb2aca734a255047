import {
  Fault,
  isTerminal,
  newDeviceId,
  type Admission,
  type Claimed,
  type Contact,
  type Credential,
  type DeviceEvent,
  type DeviceFacts,
  type DeviceId,
  type Gateway,
  type Identity,
  type JsonObject,
  type Knowledge,
  type Lease,
  type NativeValue,
  type Operation,
  type OperationId,
  type OperationRecord,
  type Outcome,
  type Protocol,
  type Report,
} from "#core";
import { queuedRecord } from "../record.ts";

interface Row {
  readonly identity: Identity;
  facts: DeviceFacts;
  memory: Record<string, JsonObject[string]>;
  values: Map<string, NativeValue>;
  fence: number;
  lease: Lease | undefined;
  queue: OperationId[];
  running: OperationId | undefined;
  route: string;
}

/** What an agent is known by once it has connected over MQTT, and nothing else. */
export function connectOf(endpoint: string, at: number): Contact {
  return {
    protocol: "usp",
    identity: { scheme: "usp", value: endpoint },
    proof: { kind: "none" },
    at,
    facts: {},
    mtp: "mqtt",
    values: [],
    events: [],
    reset: false,
    session: false,
  };
}

/** An honest gateway in memory: leases with fences, a queue per device, a ledger, events stored once by their id. */
export class MemoryGateway implements Gateway {
  readonly devices = new Map<DeviceId, Row>();
  readonly ledger = new Map<OperationId, OperationRecord & { reconcile?: boolean }>();
  readonly events = new Map<string, DeviceEvent & { device: DeviceId }>();
  readonly contacts: Contact[] = [];
  readonly reports: Report[] = [];
  readonly outcomes: Outcome[] = [];
  verdict: Admission["verdict"] = "accepted";
  /** While set, every call that stores rejects. */
  down = false;
  /** Reports fail for a reason of the gateway's own. */
  broken = false;
  /** Calls that were refused for a lost lease or the store. */
  refused = 0;
  readonly #now: () => number;
  #quarantined: { readonly device: DeviceId; readonly identity: Identity } | undefined;

  constructor(now: () => number = () => Date.now()) {
    this.#now = now;
  }

  row(device: DeviceId): Row {
    const row = this.devices.get(device);
    if (row === undefined) throw new Fault("device.notFound");
    return row;
  }

  deviceOf(endpoint: string): DeviceId | undefined {
    return [...this.devices].find(([, row]) => row.identity.value === endpoint)?.[0];
  }

  /** Lets the quarantined device in, as an operator would. */
  approve(): DeviceId {
    if (this.#quarantined === undefined) throw new Fault("device.notFound");
    const { device, identity } = this.#quarantined;
    this.devices.set(device, emptyRow(identity));
    return device;
  }

  submit(device: DeviceId, operation: Operation, reconcile = false): OperationId {
    const record = queuedRecord(device, operation, this.#now());
    this.ledger.set(record.id, { ...record, ...(reconcile ? { reconcile } : {}) });
    this.row(device).queue[operation.type === "onboard" ? "unshift" : "push"](record.id);
    return record.id;
  }

  async contact(contact: Contact): Promise<Admission> {
    this.#store();
    this.contacts.push(contact);
    const found = this.deviceOf(contact.identity.value);
    if (this.verdict === "refused") return { verdict: "refused", enrolment: "closed" };
    const device = found ?? newDeviceId(1, this.#now());
    if (this.verdict === "quarantined") {
      this.#quarantined = { device: this.#quarantined?.device ?? device, identity: contact.identity };
      return { verdict: "quarantined", device: this.#quarantined.device };
    }
    if (found === undefined) this.devices.set(device, emptyRow(contact.identity));
    const row = this.row(device);
    if (contact.reset) Object.assign(row, { memory: {}, values: new Map() });
    this.#learn(device, contact);
    row.route = "up";
    if (found === undefined || contact.reset) this.submit(device, { type: "onboard", protocol: "usp" });
    const lease = contact.session ? this.#lease(device, contact.protocol) : undefined;
    const work = row.queue.length > 0;
    return {
      verdict: "accepted",
      device,
      first: found === undefined,
      work,
      ...(lease === undefined ? {} : { lease }),
    };
  }

  async report(report: Report): Promise<void> {
    this.#store();
    this.reports.push(report);
    if (this.broken) throw new TypeError("broken");
    this.#learn(report.device, report);
    if (report.seen === true) this.row(report.device).route = "up";
  }

  async open(device: DeviceId, protocol: Protocol): Promise<Lease | undefined> {
    this.#store();
    return this.row(device).lease === undefined ? this.#lease(device, protocol) : undefined;
  }

  async renew(lease: Lease): Promise<Lease> {
    this.#fenced(lease);
    return { ...lease, until: this.#now() + 30_000 };
  }

  async release(lease: Lease): Promise<void> {
    const row = this.row(lease.device);
    if (row.lease?.fence === lease.fence) row.lease = undefined;
  }

  async claim(lease: Lease): Promise<Claimed | undefined> {
    this.#fenced(lease);
    const row = this.row(lease.device);
    const id = row.queue.shift();
    const record = id === undefined ? undefined : this.ledger.get(id);
    if (id === undefined || record === undefined) return undefined;
    row.running = id;
    const claimed = { ...record, state: "running" as const, attempts: record.attempts + 1 };
    this.ledger.set(id, claimed);
    return { record: claimed, reconcile: record.reconcile === true };
  }

  async sending(lease: Lease, operation: OperationId): Promise<void> {
    this.#fenced(lease);
    this.#change(operation, { sentAt: this.#now() });
  }

  async settle(lease: Lease, operation: OperationId, outcome: Outcome): Promise<Claimed | undefined> {
    this.#fenced(lease);
    this.outcomes.push(outcome);
    const row = this.row(lease.device);
    if (outcome.complete === true) row.values.clear();
    for (const path of outcome.removed ?? [])
      for (const key of row.values.keys()) if (key.startsWith(path)) row.values.delete(key);
    this.#learn(lease.device, { events: [], ...outcome });
    row.running = undefined;
    const { state } = outcome;
    const result = "result" in outcome && outcome.result !== undefined ? { result: outcome.result } : {};
    const problem = "problem" in outcome ? { problem: outcome.problem } : {};
    this.#change(operation, {
      ...result,
      ...problem,
      state: state === "pending" || state === "retry" ? "queued" : state,
    });
    return await this.claim(lease);
  }

  async operation(id: OperationId): Promise<OperationRecord | undefined> {
    return await Promise.resolve(this.ledger.get(id));
  }

  async knowledge(device: DeviceId): Promise<Knowledge> {
    const { values, memory } = this.row(device);
    return { protocol: "usp", values, memory, secrets: {} };
  }

  async find(identity: Identity): Promise<DeviceId | undefined> {
    this.#store();
    return this.deviceOf(identity.value);
  }

  async credentials(): Promise<readonly Credential[]> {
    return [];
  }

  async rotateCredential(): Promise<void> {}

  async route(device: DeviceId, _protocol: Protocol, _mtp: string, state: string): Promise<void> {
    this.row(device).route = state;
  }

  async known(): Promise<{ devices: readonly DeviceId[]; cursor: string }> {
    return { devices: [...this.devices.keys()], cursor: "" };
  }

  isSettled(id: OperationId): boolean {
    return isTerminal(this.ledger.get(id)?.state ?? "queued");
  }

  #learn(device: DeviceId, what: Pick<Report, "events"> & Partial<Report>): void {
    const row = this.row(device);
    for (const event of what.events)
      if (!this.events.has(event.id)) this.events.set(event.id, { ...event, device });
    for (const value of what.values ?? []) row.values.set(value.path, value);
    Object.assign(row.memory, what.memory);
    row.facts = { ...row.facts, ...what.facts };
  }

  #lease(device: DeviceId, protocol: Protocol): Lease {
    const row = this.row(device);
    const lease = { device, protocol, fence: ++row.fence, until: this.#now() + 30_000 };
    row.lease = lease;
    return lease;
  }

  #fenced(lease: Lease): void {
    this.#store();
    if (this.row(lease.device).lease?.fence === lease.fence) return;
    this.refused++;
    throw new Fault("lease.lost");
  }

  model(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  keepModel(): Promise<void> {
    return Promise.resolve();
  }

  #store(): void {
    if (!this.down) return;
    this.refused++;
    throw new Fault("store.unavailable");
  }

  #change(id: OperationId, change: Partial<OperationRecord>): void {
    const record = this.ledger.get(id);
    if (record !== undefined) this.ledger.set(id, { ...record, ...change });
  }
}

function emptyRow(identity: Identity): Row {
  return {
    identity,
    facts: {},
    memory: {},
    values: new Map(),
    fence: 0,
    lease: undefined,
    queue: [],
    running: undefined,
    route: "",
  };
}
