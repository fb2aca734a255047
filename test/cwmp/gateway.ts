import { randomBytes } from "node:crypto";
import {
  Fault,
  newDeviceId,
  type Admission,
  type Claimed,
  type Contact,
  type Credential,
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
  type WantedSubscription,
} from "#core";
import { queuedRecord } from "../record.ts";

interface Device {
  readonly id: DeviceId;
  values: Map<string, NativeValue>;
  memory: JsonObject;
  secrets: Record<string, string>;
  fence: number;
  released: boolean;
  readonly queue: Queued[];
  running: Queued | undefined;
  readonly pending: Queued[];
  facts: DeviceFacts;
}

interface Queued {
  readonly record: OperationRecord;
  attempts: number;
  /** Of the lease it was given to last. */
  fence: number;
  sent: boolean;
  /** It was settled as pending, and comes back at these. */
  resume?: readonly string[];
}

export interface Settled {
  readonly record: OperationRecord;
  readonly outcome: Outcome;
}

/** The whole port in memory, with fences, one running operation a device and at most one end for each: what the bridge promises. */
export class MemoryGateway implements Gateway {
  readonly contacts: Contact[] = [];
  readonly reports: Report[] = [];
  readonly settled: Settled[] = [];
  readonly rotated: { device: DeviceId; username: string; password: string }[] = [];
  readonly calls: string[] = [];
  readonly models = new Map<string, string>();
  readonly #devices = new Map<DeviceId, Device>();
  readonly #records = new Map<OperationId, OperationRecord>();
  readonly #identities = new Map<string, DeviceId>();
  readonly #credentials: Credential[] = [];
  /** Greatest count by nonce. */
  readonly #nonces = new Map<string, number>();
  /** False: every promise rejects, as when Redis is gone. */
  up = true;
  enrolment: "open" | "approve" = "open";
  /** Put an onboard operation before everything at first contact and after a reset. */
  onboards = false;
  /** Where devices are sent. */
  elsewhere: { readonly url: string; readonly status: 302 | 307 } | undefined;
  /** What devices are to be subscribed to. */
  wanted: readonly WantedSubscription[] = [];
  leaseMs = 25_000;
  /** A session of the box's agent is in progress: nobody else gets one. */
  agentTalks = false;
  now: () => number = () => 1_800_000_000_000;
  /** Is shown every call with all it was given. */
  observe: (call: string, args: readonly unknown[]) => void = () => undefined;

  async contact(contact: Contact): Promise<Admission> {
    await this.#call("contact", contact);
    const { value } = contact.identity;
    let id = this.#identities.get(value);
    const first = id === undefined;
    if (id === undefined) {
      if (this.enrolment === "approve" && contact.proof.kind === "none") {
        this.contacts.push(contact);
        return { verdict: "quarantined", device: newDeviceId(0, this.now()) };
      }
      id = newDeviceId(0, this.now());
      this.#identities.set(value, id);
      this.#devices.set(id, newDevice(id));
    }
    const own = this.#credentials.some((credential) => credential.device === id);
    if (own && contact.proof.kind === "none") return { verdict: "challenge" };
    if (this.#replays(contact)) return { verdict: "challenge", stale: true };
    if (this.elsewhere !== undefined) return { verdict: "redirected", device: id, ...this.elsewhere };
    this.contacts.push(contact);
    const device = this.#device(id);
    if (contact.reset) {
      device.values = new Map();
      device.memory = {};
    }
    device.facts = { ...device.facts, ...contact.facts };
    for (const native of contact.values) merge(device.values, native);
    device.memory = patch(device.memory, contact.memory);
    if (this.onboards && (first || contact.reset))
      this.submit(id, { type: "onboard", protocol: "cwmp" }, true);
    this.#resume(device, contact);
    const work = device.queue.length > 0 || device.running !== undefined;
    if (this.agentTalks) return { verdict: "accepted", device: id, first, work };
    device.fence++;
    device.released = false;
    return { verdict: "accepted", device: id, first, lease: this.#lease(device), work };
  }

  async report(report: Report): Promise<void> {
    await this.#call("report", report);
    this.reports.push(report);
    const device = this.#device(report.device);
    learn(device, report);
    if (report.ready === true) this.#resume(device, { events: [], reset: false, ready: true });
  }

  async open(id: DeviceId, _protocol: Protocol): Promise<Lease | undefined> {
    await this.#call("open", id);
    const device = this.#device(id);
    if (this.agentTalks) return undefined;
    device.fence++;
    device.released = false;
    return this.#lease(device);
  }

  async renew(lease: Lease): Promise<Lease> {
    await this.#call("renew");
    return this.#lease(this.#fenced(lease));
  }

  async release(lease: Lease): Promise<void> {
    await this.#call("release");
    const device = this.#device(lease.device);
    if (device.fence === lease.fence) device.released = true;
  }

  async claim(lease: Lease): Promise<Claimed | undefined> {
    await this.#call("claim");
    const device = this.#fenced(lease);
    device.running ??= device.queue.shift();
    const { running } = device;
    if (running === undefined) return undefined;
    const accepted = running.resume === undefined ? {} : ({ accepted: true } as const);
    if (running.fence !== lease.fence) running.attempts++;
    running.fence = lease.fence;
    const record = { ...running.record, attempts: running.attempts };
    const wanted = record.operation.type === "subscribe" ? { wanted: this.wanted } : {};
    return { record, reconcile: running.sent, ...accepted, ...wanted };
  }

  #resume(device: Device, contact: Pick<Contact, "events" | "reset" | "ready">): void {
    const told = new Set<string>(contact.events.map(({ type }) => type));
    if (contact.ready === true) told.add("ready");
    if (contact.reset) told.add("reset");
    for (const queued of device.pending.splice(0))
      if (queued.resume?.some((word) => told.has(word)) === true) device.queue.unshift(queued);
      else device.pending.push(queued);
  }

  async sending(lease: Lease, operation: OperationId): Promise<void> {
    await this.#call("sending");
    const { running } = this.#fenced(lease);
    if (running?.record.id === operation) running.sent = true;
  }

  async settle(lease: Lease, operation: OperationId, outcome: Outcome): Promise<Claimed | undefined> {
    await this.#call("settle", lease, operation, outcome);
    const device = this.#fenced(lease);
    const { running } = device;
    if (running?.record.id !== operation) throw new Fault("lease.lost");
    this.settled.push({ record: running.record, outcome });
    device.running = undefined;
    const { state } = outcome;
    const over = state === "succeeded" || state === "failed" || state === "unknownOutcome";
    this.#records.set(operation, over ? { ...running.record, state } : running.record);
    if (outcome.state === "pending") {
      running.resume = outcome.resume ?? [];
      device.pending.push(running);
    }
    learn(device, outcome);
    return this.claim(lease);
  }

  async operation(id: OperationId): Promise<OperationRecord | undefined> {
    await this.#call("operation");
    return this.#records.get(id);
  }

  async knowledge(id: DeviceId): Promise<Knowledge> {
    await this.#call("knowledge");
    const { values, memory, secrets } = this.#device(id);
    const sorted = new Map([...values].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const { facts } = this.#device(id);
    return { protocol: "cwmp", values: sorted, memory, secrets, facts };
  }

  async find(identity: Identity): Promise<DeviceId | undefined> {
    await this.#call("find");
    return this.#identities.get(identity.value);
  }

  async credentials(username: string): Promise<readonly Credential[]> {
    await this.#call("credentials");
    return this.#credentials.filter((credential) => credential.username === username);
  }

  async rotateCredential(device: DeviceId, username: string, password: string): Promise<void> {
    await this.#call("rotateCredential", device, username);
    this.rotated.push({ device, username, password });
  }

  async model(_protocol: Protocol, key: string): Promise<string | undefined> {
    await this.#call("model", key);
    return this.models.get(key);
  }

  async keepModel(_protocol: Protocol, key: string, text: string): Promise<void> {
    await this.#call("keepModel", key);
    this.models.set(key, text);
  }

  async route(): Promise<void> {
    await this.#call("route");
  }

  #replays({ nonce }: Contact): boolean {
    if (nonce === undefined) return false;
    if (nonce.count <= (this.#nonces.get(nonce.id) ?? 0)) return true;
    this.#nonces.set(nonce.id, nonce.count);
    return false;
  }

  // What tests do to it.

  /** Queues an operation for a device; `front`: before all others. */
  submit(device: DeviceId, operation: Operation, front = false): OperationId {
    const record = queuedRecord(device, operation, this.now());
    const { queue } = this.#device(device);
    const queued = { record, attempts: 0, fence: -1, sent: false };
    if (front) queue.unshift(queued);
    else queue.push(queued);
    return record.id;
  }

  /** A device known before it comes. */
  enrol(identity: string): DeviceId {
    const id = newDeviceId(0, this.now() + this.#devices.size);
    this.#identities.set(identity, id);
    this.#devices.set(id, newDevice(id));
    return id;
  }

  /** A further name of a device. */
  name(identity: string, device: DeviceId): void {
    this.#identities.set(identity, device);
  }

  /** An operator removes a device. */
  forget(identity: string): void {
    this.#devices.delete(this.deviceOf(identity));
    this.#identities.delete(identity);
  }

  allow(credential: Credential): void {
    this.#credentials.push(credential);
  }

  deviceOf(identity: string): DeviceId {
    const id = this.#identities.get(identity);
    if (id === undefined) throw new Fault("device.notFound", { detail: identity });
    return id;
  }

  isReleased(device: DeviceId): boolean {
    return this.#device(device).released;
  }

  remember(
    id: DeviceId,
    values: readonly NativeValue[],
    memory: JsonObject = {},
    secrets: Record<string, string> = {},
  ): void {
    const device = this.#device(id);
    for (const native of values) device.values.set(native.path, native);
    device.memory = patch(device.memory, memory);
    Object.assign(device.secrets, secrets);
  }

  outcome(operation: OperationId): Outcome | undefined {
    return this.settled.findLast(({ record }) => record.id === operation)?.outcome;
  }

  async #call(name: string, ...args: readonly unknown[]): Promise<void> {
    this.calls.push(name);
    this.observe(name, args);
    await Promise.resolve();
    if (!this.up) throw new Fault("store.unavailable");
  }

  #device(id: DeviceId): Device {
    const device = this.#devices.get(id);
    if (device === undefined) throw new Fault("device.notFound");
    return device;
  }

  #lease(device: Device): Lease {
    return { device: device.id, protocol: "cwmp", fence: device.fence, until: this.now() + this.leaseMs };
  }

  #fenced(lease: Lease): Device {
    const device = this.#device(lease.device);
    if (device.fence !== lease.fence || device.released) throw new Fault("lease.lost");
    return device;
  }
}

function newDevice(id: DeviceId): Device {
  return {
    id,
    values: new Map(),
    memory: {},
    secrets: {},
    fence: 0,
    released: true,
    queue: [],
    running: undefined,
    pending: [],
    facts: {},
  };
}

function learn(device: Device, outcome: Partial<Outcome>): void {
  if (outcome.complete === true) device.values = new Map();
  for (const gone of outcome.removed ?? [])
    for (const path of device.values.keys())
      if (path === gone || (gone.endsWith(".") && path.startsWith(gone))) device.values.delete(path);
  for (const native of outcome.values ?? []) merge(device.values, native);
  device.memory = patch(device.memory, outcome.memory);
  for (const [name, secret] of Object.entries(outcome.secrets ?? {}))
    if (secret === null) delete device.secrets[name];
    else device.secrets[name] = secret;
}

function merge(values: Map<string, NativeValue>, native: NativeValue): void {
  const writable = native.writable ?? values.get(native.path)?.writable;
  values.set(native.path, writable === undefined ? native : { ...native, writable });
}

function patch(memory: JsonObject, change: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries({ ...memory, ...change }).filter(([, value]) => value !== null));
}

export function randomName(): string {
  return randomBytes(6).toString("hex");
}
