import { sleep, type Clock } from "#core";
import { AgentBehaviours, type AgentBehaviour } from "./agent/behaviour.ts";
import type { Channel } from "./agent/channel.ts";
import { channelOf } from "./agent/channels.ts";
import type { Agent } from "./agent/contract.ts";
import { bootOf, bootParameters, forgetVolatile, onBoardBody } from "./agent/boot.ts";
import { isFault, uspFault, type UspFault } from "./agent/fault.ts";
import {
  errorMessage,
  notifyMessage,
  responseMessage,
  takeApart,
  written,
  type Done,
  type Way,
} from "./agent/message.ts";
import { supportedModel, type SupportedRow } from "./agent/model.ts";
import { Notifier, type Recipient } from "./agent/notifier.ts";
import { armPeriodic } from "./agent/periodic.ts";
import { Commands } from "./agent/operate.ts";
import type { AgentOptions } from "./agent/options.ts";
import { get, getInstances, getSupportedDm } from "./agent/read.ts";
import { decode, encode, type Wire } from "./agent/wire.ts";
import { AgentSession, CONTROLLER_ID } from "./agent/session.ts";
import { knows, readAs, spokenBy, writtenAs, type UspVersion } from "./agent/version.ts";
import { add, remove, set } from "./agent/write.ts";
import { Journal } from "./journal.ts";
import { dateTime } from "./time.ts";
import { Timers } from "./timers.ts";
import type { Change, Tree } from "./tree/tree.ts";

export type { Agent, AgentOptions };

export function createAgent(options: AgentOptions): Agent {
  return new SimulatedAgent(options);
}

class SimulatedAgent implements Agent {
  readonly endpointId: string;
  readonly tree: Tree;
  readonly journal: Journal;
  readonly #options: AgentOptions;
  readonly #clock: Clock;
  readonly #behaviours: AgentBehaviours;
  readonly #notifier: Notifier;
  readonly #commands: Commands;
  readonly #timers: Timers;
  #model: ReadonlyMap<string, SupportedRow> | undefined;
  #power = new AbortController();
  #channel: Channel | undefined;
  #held: Change[] | undefined;
  /** The last answer has left. */
  #sent: Promise<void> = Promise.resolve();
  #session: AgentSession;
  #boot: Readonly<Record<string, string>> | undefined;
  #random: number;
  /** The version that ran before the last start, when another one runs since. */
  #replaced: string | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.tree = options.tree;
    this.#timers = new Timers(options.clock);
    this.journal = new Journal(options.clock, options.journalLimit ?? 10_000);
    this.#behaviours = new AgentBehaviours(options.behaviours ?? []);
    this.#random = Math.floor((options.phase ?? 0.5) * 2147483646) + 1;
    this.#power.abort();
    this.endpointId = this.tree.value("Device.LocalAgent.EndpointID");
    this.#notifier = this.#newNotifier();
    this.#commands = this.#newCommands();
    this.#session = this.#newSession();
    this.tree.listen((change) => this.#onChange(change));
  }

  get connected(): boolean {
    return this.#channel?.connected === true;
  }

  async start(): Promise<void> {
    const up = this.journal.next("connected");
    this.#powerOn();
    await up;
  }

  stop(): void {
    this.#power.abort();
    this.#channel?.close();
    this.#channel = undefined;
    this.#notifier.stop();
    this.#commands.stop();
    this.#timers.clear();
  }

  dropConnection(): void {
    this.#channel?.drop();
  }

  change(path: string, value: string): void {
    this.tree.set(path, value, "device");
  }

  raise(object: string, event: string, params: Readonly<Record<string, string>> = {}): void {
    this.#notifier.tell("Event", object + event, { event: { objPath: object, eventName: event, params } });
  }

  sendOnBoardRequest(): void {
    for (const recipient of this.#notifier.recipients()) this.#onBoard(recipient);
  }

  openSession(): void {
    const [recipient] = this.#notifier.recipients();
    if (recipient !== undefined) this.#session.open(recipient.topic);
  }

  reboot(cause = "LocalReboot"): void {
    this.#restart({ CommandKey: "", Cause: cause, Reason: "" });
  }

  factoryReset(): void {
    this.tree.reset();
    this.#restart({ CommandKey: "", Cause: "LocalFactoryReset", Reason: "" });
  }

  behave(...behaviours: readonly AgentBehaviour[]): void {
    this.#behaviours.add(...behaviours);
  }

  behaveWell(): void {
    this.#behaviours.clear();
  }

  #newNotifier(): Notifier {
    return new Notifier({
      clock: this.#clock,
      tree: this.tree,
      journal: this.journal,
      pollMs: this.#options.pollMs ?? 15_000,
      random: () => this.#nextRandom(),
      send: (recipient, msgId, notify) => {
        const message = notifyMessage(msgId, notify);
        const to = { from: recipient.endpointId, topic: recipient.topic, inSession: this.#session.isUsed };
        this.#send(to, message);
        if (this.#behaviours.take("duplicateNotify") !== undefined) this.#send(to, message);
      },
    });
  }

  #newCommands(): Commands {
    return new Commands({
      clock: this.#clock,
      tree: this.tree,
      signal: () => this.#power.signal,
      behaviours: this.#behaviours,
      lacks: this.#options.lacks ?? [],
      workMs: this.#options.workMs ?? 200,
      reboot: (cause, reason, commandKey) =>
        this.#onceSent(() => this.#restart({ CommandKey: commandKey, Cause: cause, Reason: reason })),
      factoryReset: () =>
        this.#onceSent(() => {
          this.tree.reset();
          this.#restart({ CommandKey: "", Cause: "RemoteFactoryReset", Reason: "" });
        }),
      onBoard: (row) => {
        const recipient = this.#notifier.recipient(row);
        if (recipient !== undefined) this.#onBoard(recipient);
      },
      complete: (call, result) => {
        const { object, command, commandKey } = call;
        const operComplete = { objPath: object, commandName: command.name, commandKey, ...result };
        this.journal.record("completed", operComplete);
        if (this.#behaviours.untold("OperationComplete")) return;
        this.#notifier.tell("OperationComplete", object + command.name, { operComplete });
      },
      event: (object, name, params) => {
        if (!this.#behaviours.untold(name) && this.#options.lacks?.includes(object + name) !== true)
          this.raise(object, name, params);
      },
      record: (what, facts) => this.journal.record(what, facts),
    });
  }

  #newSession(): AgentSession {
    const { tree, journal } = this;
    return new AgentSession({
      tree,
      journal,
      behaviours: this.#behaviours,
      random: () => this.#nextRandom(),
      publish: (topic, content) =>
        (this.#sent = this.#publish(topic, this.#record(tree.value(CONTROLLER_ID), content))),
      message: (payload, topic) => this.#message(payload, topic, true),
      present: () => this.#present(),
    });
  }

  #powerOn(): void {
    const bootedAt = this.#clock.now();
    this.#session = this.#newSession();
    this.#power = new AbortController();
    for (const path of ["Device.DeviceInfo.UpTime", "Device.LocalAgent.UpTime"]) {
      this.tree.live(path, () => String(Math.floor((this.#clock.now() - bootedAt) / 1000)));
    }
    const channel = channelOf({
      url: this.#options.mqttUrl,
      clock: this.#clock,
      endpointId: this.endpointId,
      agentPlace:
        this.tree.value("Device.LocalAgent.MTP.1.MQTT.ResponseTopicConfigured") ||
        this.tree.value("Device.LocalAgent.MTP.1.STOMP.Destination"),
      version: this.#version(),
      ...(this.#options.username === undefined ? {} : { username: this.#options.username }),
      ...(this.#options.password === undefined ? {} : { password: this.#options.password }),
      reconnectMs: this.#options.reconnectMs ?? 1000 + 2000 * (this.#options.phase ?? 0.5),
      unmarked: () => this.#behaviours.take("noContentType") !== undefined,
      otherVersion: () => this.#behaviours.take("connectVersion") !== undefined,
      onReady: () => this.#ready(),
      onRecord: (bytes, replyTo) => this.#receive(bytes, replyTo),
      onLost: () => this.journal.record("disconnected"),
    });
    this.#channel = channel;
    channel.open();
    this.#armPeriodic();
  }

  get #speaks(): UspVersion {
    return this.#options.speaks ?? "1.3";
  }

  #version(): "5.0" | "3.1.1" {
    return this.tree.value("Device.MQTT.Client.1.ProtocolVersion") === "3.1.1" ? "3.1.1" : "5.0";
  }

  /** The Connect record comes first on every connection; Boot! only after a start. [TR-369 R-MTP.6] */
  #ready(): void {
    const channel = this.#channel;
    if (channel === undefined) return;
    this.#present();
    this.journal.record("connected", { topic: channel.replyPlace });
    const boot = this.#boot;
    this.#boot = undefined;
    if (boot !== undefined) this.#booted(boot);
    if (this.#options.onBoards === true) this.sendOnBoardRequest();
  }

  #present(): void {
    const channel = this.#channel;
    if (channel === undefined) return;
    for (const { topic, endpointId } of this.#notifier.recipients()) {
      if (knows(this.#speaks, "1.2"))
        void this.#publish(topic, this.#record(endpointId, channel.connectRecord()));
      this.#session.presented(topic);
    }
  }

  /** The ParameterMap is that of the first controller; simulated agents have one. */
  #booted(boot: Readonly<Record<string, string>>): void {
    this.journal.record("booted", boot);
    const [recipient] = this.#notifier.recipients();
    const map = recipient === undefined ? {} : bootParameters(this.tree, recipient.row);
    if (!this.#behaviours.untold("Boot!"))
      this.raise("Device.", "Boot!", { ...boot, ParameterMap: JSON.stringify(map) });
    const old = this.#replaced;
    this.#replaced = undefined;
    if (old !== undefined) this.#notifier.valueChanged("Device.DeviceInfo.SoftwareVersion", old);
  }

  #restart(boot: Readonly<Record<string, string>>): void {
    const kind = boot["Cause"]?.endsWith("FactoryReset") === true ? "factoryReset" : "reboot";
    this.stop();
    forgetVolatile(this.tree);
    this.#replaced = this.#commands.firmware.start();
    this.journal.record("restarting", boot);
    this.#options.onRestart?.(kind);
    this.#boot = bootOf(boot, this.#replaced !== undefined, this.#behaviours.take("plainBoot"));
    this.#timers.set("boot", this.#options.rebootMs ?? 1500, () => this.#powerOn());
  }

  #armPeriodic(): void {
    const rows = this.#notifier.recipients().map(({ row }) => row);
    armPeriodic(this.tree, rows, this.#timers, this.#clock.now(), this.#options.phase ?? 0.5, () => {
      this.#armPeriodic();
      this.raise("Device.LocalAgent.", "Periodic!");
    });
  }

  /** Changes made by a request are told after its answer, changes from elsewhere at once. */
  #onChange(change: Change): void {
    if (this.#power.signal.aborted) return;
    if (this.#held !== undefined) this.#held.push(change);
    else this.#tellChange(change);
  }

  #tellChange(change: Change): void {
    const { path } = change;
    if (change.kind === "value") {
      if (/\.Controller\.\d+\.PeriodicNotif/.test(path)) this.#armPeriodic();
      this.#notifier.valueChanged(path, change.old);
    } else if (change.kind === "created") {
      this.#notifier.tell("ObjectCreation", path, {
        objCreation: { objPath: path, uniqueKeys: this.tree.keysOf(path) },
      });
    } else this.#notifier.tell("ObjectDeletion", path, { objDeletion: { objPath: path } });
  }

  /** Drops without a word what is no record for it. [TR-369 R-MTP.5] [TR-369 R-E2E.1] */
  #receive(bytes: Buffer, replyTo: string | undefined): void {
    const record = decode("Record", bytes);
    const from = record?.["fromId"] as string | undefined;
    if (record === undefined || record["toId"] !== this.endpointId || from === undefined) return;
    // The reference agent takes any version; one of before 1.2 only what it knows.
    const known = spokenBy(this.#speaks).split(",").includes(String(record["version"]));
    if (!known && !knows(this.#speaks, "1.2")) return;
    const recipient = this.#notifier.recipients().find(({ endpointId }) => endpointId === from);
    if (recipient === undefined) return;
    const topic = replyTo ?? recipient.topic;
    if (this.#session.takes(record, topic, bytes.length)) return;
    if (record["disconnect"] !== undefined) return this.dropConnection();
    const payload = (record["noSessionContext"] as Wire | undefined)?.["payload"] as Buffer | undefined;
    if (payload !== undefined) this.#message(payload, topic, false);
  }

  /** A message of its controller, in the session or outside. */
  #message(payload: Buffer, topic: string, inSession: boolean): void {
    const from = this.tree.value(CONTROLLER_ID);
    const recipient = this.#notifier.recipients().find(({ endpointId }) => endpointId === from);
    const message = decode("Msg", payload);
    if (message === undefined || recipient === undefined) return;
    this.#handle(message, { from, topic, inSession }, recipient).catch((error: unknown) =>
      this.journal.record("broken", { error }),
    );
  }

  async #handle(message: Wire, way: Way, recipient: Recipient): Promise<void> {
    const { from } = way;
    const { msgId, kind, request, acknowledges } = takeApart(message);
    if (acknowledges && this.#behaviours.take("ignoreNotifyResp") === undefined)
      this.#notifier.acknowledged(msgId);
    if (kind === undefined) return;
    this.journal.record("asked", { message: kind, msgId });
    const { signal } = this.#power;
    const slow = this.#behaviours.take("slow", kind);
    if (slow !== undefined) await sleep(this.#clock, slow.ms, signal).catch(() => undefined);
    if (signal.aborted || this.#behaviours.take("silence", kind) !== undefined) return;
    const ordered = this.#behaviours.take("fault", kind);
    this.#held = [];
    const done =
      ordered === undefined
        ? this.#execute(kind, readAs(this.#speaks, kind, request), from, recipient.row)
        : uspFault(ordered.code);
    const changes = this.#held;
    this.#held = undefined;
    const failed = isFault(done);
    this.journal.record(failed ? "faulted" : "executed", {
      message: kind,
      msgId,
      ...(failed ? { code: done.code } : {}),
    });
    const begin = () => {
      for (const change of changes) this.#tellChange(change);
      if (!failed) for (const step of done.afterwards ?? []) step();
    };
    const late = this.#behaviours.take("lateAnswer", kind);
    if (late === undefined) this.#answer(kind, done, { msgId, ...way });
    begin();
    if (late === undefined) return;
    await sleep(this.#clock, late.ms, signal).catch(() => undefined);
    if (!signal.aborted) this.#answer(kind, done, { msgId, ...way });
  }

  #execute(kind: string, request: Wire, from: string, controller: string): Done | UspFault {
    switch (kind) {
      case "get":
        return { response: get(this.tree, request, (path) => this.#behaviours.refusal(path)) };
      case "getInstances":
        return { response: getInstances(this.tree, request, (path) => this.#behaviours.refusal(path)) };
      case "getSupportedDm":
        this.#model ??= supportedModel(this.tree.plan, this.#options.lacks);
        return { response: getSupportedDm(this.#model, request) };
      case "getSupportedProtocol":
        return { response: { agentSupportedProtocolVersions: spokenBy(this.#speaks) } };
      case "set":
        return written(set(this.tree, request, controller));
      case "add":
        return written(add(this.tree, request, controller, dateTime(this.#clock.now())));
      case "delete":
        return written(remove(this.tree, request, controller));
      case "operate": {
        const result = this.#commands.operate(request, from, controller);
        if ("code" in result) return result;
        // [TR-369 R-OPR.4]
        return request["sendResp"] === true ? result : { response: undefined, afterwards: result.afterwards };
      }
      default:
        return uspFault(7001);
    }
  }

  #answer(kind: string, done: Done | UspFault, to: Way & { readonly msgId: string }): void {
    if (this.#behaviours.take("reboot", kind) !== undefined)
      return this.#restart({ CommandKey: "", Cause: "LocalReboot", Reason: "" });
    if (this.#behaviours.take("drop", kind) !== undefined) return this.dropConnection();
    if (this.#behaviours.take("loseAnswer", kind) !== undefined) return;
    if (this.#behaviours.take("badRecord", kind) !== undefined)
      return void this.#publish(to.topic, Buffer.from([255, 255, 255]));
    const msgId = this.#behaviours.take("wrongId", kind) === undefined ? to.msgId : `${to.msgId}-other`;
    const message =
      "code" in done
        ? errorMessage(msgId, done)
        : responseMessage(msgId, kind, done.response && writtenAs(this.#speaks, kind, done.response));
    if (message === undefined) return;
    this.#send(to, message);
    if (this.#behaviours.take("duplicateAnswer", kind) !== undefined) this.#send(to, message);
  }

  /** As its request came. [TR-369 R-MSG.0a] */
  #send({ topic, from: to, inSession }: Way, message: Wire): void {
    const payload = encode("Msg", message);
    if (inSession) return this.#session.send(payload, topic);
    this.#sent = this.#publish(topic, this.#record(to, { noSessionContext: { payload } }));
  }

  #record(to: string, content: Wire): Buffer {
    const version = this.#behaviours.take("recordVersion")?.version ?? this.#speaks;
    return encode("Record", { version, toId: to, fromId: this.endpointId, ...content });
  }

  #publish(topic: string, record: Buffer): Promise<void> {
    return this.#channel?.publish(topic, record) ?? Promise.resolve();
  }

  /** A device that goes down lets its answer leave first. */
  #onceSent(run: () => void): void {
    const { signal } = this.#power;
    void this.#sent.then(() => (signal.aborted ? undefined : run()));
  }

  #onBoard(recipient: Recipient): void {
    this.#notifier.onBoard(recipient, onBoardBody(this.tree, spokenBy(this.#speaks)));
  }

  #nextRandom(): number {
    this.#random = (this.#random * 48271) % 2147483647;
    return this.#random / 2147483647;
  }
}
