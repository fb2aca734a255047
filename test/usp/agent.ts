import { Socket } from "node:net";
import mqtt, { type MqttClient } from "mqtt";
import {
  ANSWER,
  entries,
  fixed32,
  len,
  map,
  message,
  messages,
  num,
  read,
  text,
  texts,
  type Fields,
} from "./wire.ts";

export interface TestAgentOptions {
  readonly url: string;
  readonly endpoint: string;
  readonly controller: string;
  readonly controllerTopic: string;
  readonly topic: string;
  readonly version?: 5 | 4;
  readonly values?: Readonly<Record<string, string>>;
}

/** A small USP agent on a real broker, with protobuf by hand: a tree of values, rows, commands and notifications. */
export class TestAgent {
  readonly values: Map<string, string>;
  /** Requests by the number of their field in Request, in order of arrival. */
  readonly heard: number[] = [];
  /** subscription_id of each NotifyResp, by msg_id. */
  readonly notifyResps = new Map<string, string>();
  readonly disconnects: number[] = [];
  /** err_code of each Error message, by msg_id. */
  readonly errors = new Map<string, number>();
  readonly responseTopics: string[] = [];
  /** Field of the answer in Response, by msg_id. */
  readonly responses = new Map<string, number>();
  /** Requests that are swallowed instead of answered. */
  readonly deaf = new Set<number>();
  /** Answers with this Error code whatever is asked. */
  refuse: ((request: number) => number | undefined) | undefined;
  /** Commands that end later. */
  async = new Set<string>();
  readonly operated: { command: string; key: string; input: Record<string, string> }[] = [];
  readonly #options: TestAgentOptions;
  readonly #client: MqttClient;

  constructor(options: TestAgentOptions) {
    this.#options = options;
    this.values = new Map(Object.entries({ ...baseTree(options), ...options.values }));
    this.#client = mqtt.connect(options.url, {
      protocolVersion: options.version ?? 5,
      clean: true,
      reconnectPeriod: 0,
      manualConnect: true,
    });
    this.#client.on("message", (topic, payload, packet) => {
      const reply =
        packet.properties?.responseTopic ?? topic.split("/reply-to=").at(-1)?.replaceAll("%2F", "/") ?? "";
      this.responseTopics.push(reply);
      this.#receive(payload, reply);
    });
  }

  async start(): Promise<void> {
    const connected = new Promise<void>((resolve) => this.#client.once("connect", () => resolve()));
    this.#client.connect();
    if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay(true);
    await connected;
    await this.#client.subscribeAsync(`${this.#options.topic}${this.#isV5() ? "" : "/#"}`, { qos: 1 });
    await this.connectRecord();
  }

  /** Nobody listens at the agent's topic any more. */
  async leave(): Promise<void> {
    await this.#client.unsubscribeAsync(this.#options.topic);
  }

  async stop(): Promise<void> {
    await this.#client.endAsync(true);
  }

  /** The Connect record; `topic` other than the own one is a lie. */
  async connectRecord(topic = this.#options.topic): Promise<void> {
    await this.send(this.record(len(10, this.#isV5() ? num(1, 1) : "", len(2, topic))));
  }

  record(content: Uint8Array, to = this.#options.controller, from = this.#options.endpoint): Buffer {
    return Buffer.concat([len(1, "1.3"), len(2, to), len(3, from), content]);
  }

  msg(msgId: string, type: number, body: Uint8Array): Buffer {
    return this.record(len(7, len(2, len(1, len(1, msgId), num(2, type)), len(2, body))));
  }

  /** A Notify with the given oneof member: [field number, content]. */
  async notify(msgId: string, subscription: string, sendResp: boolean, member: Uint8Array): Promise<void> {
    const notify = len(8, len(1, subscription), sendResp ? num(2, 1) : "", member);
    await this.send(this.msg(msgId, 3, len(1, notify)));
  }

  async send(
    record: Uint8Array,
    topic = this.#options.controllerTopic,
    responseTopic = this.#options.topic,
  ): Promise<void> {
    if (this.#isV5()) {
      const properties = { contentType: "usp.msg", responseTopic };
      await this.#client.publishAsync(topic, Buffer.from(record), { qos: 1, properties });
      return;
    }
    await this.#client.publishAsync(
      `${topic}/reply-to=${responseTopic.replaceAll("/", "%2F")}`,
      Buffer.from(record),
      { qos: 1 },
    );
  }

  #isV5(): boolean {
    return (this.#options.version ?? 5) === 5;
  }

  #receive(payload: Uint8Array, reply: string): void {
    const record = read(payload);
    const disconnect = message(record, 12);
    if (disconnect !== undefined) this.disconnects.push(codeOf(disconnect));
    const noSession = message(record, 7);
    const msg = noSession === undefined ? undefined : message(noSession, 2);
    if (msg === undefined || text(record, 2) !== this.#options.endpoint) return;
    const msgId = text(message(msg, 1) ?? new Map(), 1);
    const body = message(msg, 2) ?? new Map();
    this.#answered(msgId, body);
    const request = message(body, 1);
    if (request !== undefined) this.#serve(msgId, request, reply);
  }

  #answered(msgId: string, body: Fields): void {
    const response = message(body, 2);
    const notifyResp = message(response ?? new Map(), 8);
    const [field] = response?.keys() ?? [];
    if (notifyResp !== undefined) this.notifyResps.set(msgId, text(notifyResp, 1));
    else if (field !== undefined) this.responses.set(msgId, field);
    const error = message(body, 3);
    if (error !== undefined)
      this.errors.set(msgId, Buffer.from(error.get(1)?.[0] ?? [0, 0, 0, 0]).readUInt32LE());
  }

  #serve(msgId: string, request: Fields, reply: string): void {
    const [kind = 0] = request.keys();
    this.heard.push(kind);
    if (this.deaf.has(kind)) return;
    const [type = 0, field = 0] = ANSWER[kind] ?? [];
    const code = this.refuse?.(kind) ?? this.#lacks(kind, request);
    const answer =
      code === undefined
        ? this.msg(msgId, type, len(2, len(field, this.#answer(kind, message(request, kind) ?? new Map()))))
        : this.msg(msgId, 0, len(3, fixed32(1, code), len(2, "refused")));
    void this.send(answer, reply).catch(() => undefined);
  }

  /** Like the reference agent it does not know `~=`. */
  #lacks(kind: number, request: Fields): number | undefined {
    const [body = new Uint8Array()] = request.get(kind) ?? [];
    return kind !== 1 && Buffer.from(body).includes("~=") ? 7008 : undefined;
  }

  #answer(kind: number, request: Fields): Buffer {
    if (kind === 1) return Buffer.concat(texts(request, 1).map((path) => len(1, this.#get(path))));
    if (kind === 2) return len(1, len(1, "Device."), ...supportedObjects());
    if (kind === 3) return Buffer.concat(texts(request, 1).map((path) => len(1, this.#instances(path))));
    if (kind === 4) return Buffer.concat(messages(request, 2).map((object) => len(1, this.#set(object))));
    if (kind === 5) return Buffer.concat(messages(request, 2).map((object) => len(1, this.#add(object))));
    if (kind === 6) return Buffer.concat(texts(request, 2).map((path) => len(1, this.#delete(path))));
    if (kind === 7) return len(1, this.#operate(request));
    return len(1, "1.0,1.1,1.2,1.3");
  }

  #get(path: string): Buffer {
    if (path.includes("~="))
      return Buffer.concat([len(1, path), fixed32(2, 7008), len(3, "no such operator")]);
    const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "\\d+")}`);
    const found = [...this.values].filter(([name]) =>
      path.endsWith(".") ? pattern.test(name) : name === path,
    );
    if (found.length === 0 && !path.includes("*"))
      return Buffer.concat([len(1, path), fixed32(2, 7026), len(3, "unknown path")]);
    const byObject = new Map<string, Record<string, string>>();
    for (const [name, value] of found) {
      const at = name.lastIndexOf(".") + 1;
      byObject.set(name.slice(0, at), { ...byObject.get(name.slice(0, at)), [name.slice(at)]: value });
    }
    return Buffer.concat([
      len(1, path),
      ...[...byObject].map(([object, params]) => len(4, len(1, object), entries(2, params))),
    ]);
  }

  #instances(path: string): Buffer {
    const rows = this.#rows(path).map((n) =>
      len(4, len(1, `${path}${n}.`), entries(2, { Alias: `cpe-${n}` })),
    );
    return Buffer.concat([len(1, path), ...rows]);
  }

  #rows(table: string): number[] {
    const numbers = [...this.values.keys()]
      .filter((name) => name.startsWith(table))
      .map((name) => Number(name.slice(table.length).split(".")[0]));
    return [...new Set(numbers)].filter((n) => n > 0);
  }

  #set(object: Fields): Buffer {
    const path = text(object, 1);
    const params = messages(object, 2).map((p): [string, string] => [text(p, 1), text(p, 2)]);
    const unknown = params.find(([name]) => !this.values.has(path + name));
    if (unknown !== undefined) {
      const failed = len(
        3,
        len(1, path),
        len(2, len(1, unknown[0]), fixed32(2, 7010), len(3, "unsupported")),
      );
      return Buffer.concat([len(1, path), len(2, len(1, fixed32(1, 7021), len(2, "failed"), failed))]);
    }
    for (const [name, value] of params) this.values.set(path + name, value);
    return Buffer.concat([
      len(1, path),
      len(2, len(2, len(1, len(1, path), entries(3, Object.fromEntries(params))))),
    ]);
  }

  #add(object: Fields): Buffer {
    const table = text(object, 1);
    const row = `${table}${Math.max(0, ...this.#rows(table)) + 1}.`;
    for (const p of messages(object, 2)) this.values.set(row + text(p, 1), text(p, 2));
    if (table.endsWith("Subscription.")) this.values.set(`${row}Recipient`, "Device.LocalAgent.Controller.1");
    return Buffer.concat([len(1, table), len(2, len(2, len(1, row), entries(3, { Alias: "cpe-1" })))]);
  }

  #delete(path: string): Buffer {
    const gone = [...this.values.keys()].filter((name) => name.startsWith(path));
    for (const name of gone) this.values.delete(name);
    return Buffer.concat([len(1, path), len(2, len(2, gone.length > 0 ? len(1, path) : ""))]);
  }

  #operate(request: Fields): Buffer {
    const command = text(request, 1);
    this.operated.push({ command, key: text(request, 2), input: map(request, 4) });
    if (this.async.has(command))
      return Buffer.concat([len(1, command), len(2, "Device.LocalAgent.Request.1")]);
    return Buffer.concat([len(1, command), len(3, entries(1, {}))]);
  }
}

function codeOf(disconnect: Fields): number {
  return Buffer.from(disconnect.get(2)?.[0] ?? [0, 0, 0, 0]).readUInt32LE();
}

function baseTree(options: TestAgentOptions): Record<string, string> {
  return {
    "Device.DeviceInfo.Manufacturer": "Example",
    "Device.DeviceInfo.ManufacturerOUI": "012345",
    "Device.DeviceInfo.ProductClass": "Test Agent",
    "Device.DeviceInfo.SerialNumber": options.endpoint.split("-").at(-1) ?? "",
    "Device.DeviceInfo.SoftwareVersion": "1.0.0",
    "Device.DeviceInfo.UpTime": "7",
    "Device.LocalAgent.EndpointID": options.endpoint,
    "Device.LocalAgent.Controller.1.EndpointID": options.controller,
    "Device.LocalAgent.Controller.1.Enable": "true",
    "Device.LocalAgent.Controller.1.PeriodicNotifInterval": "86400",
    "Device.LocalAgent.Controller.1.AssignedRole":
      "Device.LocalAgent.ControllerTrust.Role.1,Device.LocalAgent.ControllerTrust.Role.2",
    "Device.LocalAgent.Controller.1.ProvisioningCode": "",
  };
}

const param = (name: string, access: number, type: number) =>
  len(6, len(1, name), num(2, access), num(3, type));
const event = (name: string) => len(5, len(1, name));
const command = (name: string, type: number) => len(4, len(1, name), num(4, type));

function supportedObjects(): Buffer[] {
  return [
    len(5, len(1, "Device."), command("Reboot()", 1), command("ScheduleTimer()", 2), event("Boot!")),
    len(
      5,
      len(1, "Device.DeviceInfo."),
      ...["Manufacturer", "ManufacturerOUI", "ProductClass", "SerialNumber", "SoftwareVersion"].map((n) =>
        param(n, 0, 8),
      ),
      param("UpTime", 0, 9),
    ),
    len(5, len(1, "Device.LocalAgent."), event("Periodic!"), param("EndpointID", 0, 8)),
    len(
      5,
      len(1, "Device.LocalAgent.Controller.{i}."),
      num(3, 1),
      param("EndpointID", 0, 8),
      param("Enable", 1, 2),
      param("PeriodicNotifInterval", 1, 9),
      param("ProvisioningCode", 1, 8),
      param("AssignedRole", 1, 8),
    ),
  ];
}
