import type { Clock } from "#core";
import { Chores, type Saying } from "./cpe/chores.ts";
import { Behaviours, type CpeBehaviour } from "./cpe/behaviour.ts";
import type { Cpe, CpeOptions, Restart } from "./cpe/contract.ts";
import { DIALECT } from "./cpe/dialect.table.ts";
import { PendingEvents, type CpeEvent } from "./cpe/events.ts";
import { informBody } from "./cpe/inform.ts";
import { diagnose } from "./cpe/diagnostics.ts";
import { RPC } from "./cpe/rpc.ts";
import type { Answer, Duty, Subject } from "./cpe/subject.ts";
import { Session, type SessionEnd } from "./cpe/session.ts";
import type { Incoming } from "./cpe/soap.ts";
import { XmppSide } from "./cpe/xmpp.ts";
import { LightweightNotifier } from "./cpe/lightweight.ts";
import { StunSide } from "./cpe/stun.ts";
import { retryWait, untilPeriodic } from "./time.ts";
import { Timers } from "./timers.ts";
import { TransferQueue } from "./cpe/transfers.ts";
import { Journal } from "./journal.ts";
import type { Change, Tree } from "./tree/tree.ts";

export type { Cpe, CpeOptions } from "./cpe/contract.ts";

/** A CPE that is switched off; `start` powers it on. */
export function createCpe(options: CpeOptions): Cpe {
  return new SimulatedCpe(options);
}

const NO_POWER: SessionEnd = { outcome: "lost power", detail: "", rpcs: 0 };
/** Active notification that cannot be switched off, or is on by default. */
const ALWAYS_ACTIVE = /DeviceInfo\.(?:SoftwareVersion|ProvisioningCode)$|ManagementServer\.ConnReqJabberID$/;

class SimulatedCpe implements Cpe {
  readonly identity: string;
  readonly serialNumber: string;
  readonly tree: Tree;
  readonly journal: Journal;
  readonly attributes = new Map<string, number>();
  readonly #options: CpeOptions;
  readonly #clock: Clock;
  readonly #root: string;
  readonly #subject: Subject;
  readonly #behaviours: Behaviours;
  readonly #events = new PendingEvents();
  readonly #changed = new Set<string>();
  readonly #chores: Chores;
  readonly #sayings: Saying[] = [];
  readonly #timers: Timers;
  readonly #xmpp: XmppSide;
  readonly #stun: StunSide;
  readonly #lightweight: LightweightNotifier;
  /** Changes that a lightweight notification is to tell. */
  readonly #light = new Set<string>();
  /** Objects whose test runs. */
  readonly #testing = new Set<string>();
  #waiters: ((end: SessionEnd) => void)[] = [];
  #power = new AbortController();
  #session: Session | undefined;
  #duties: Duty[] = [];
  #told: readonly CpeEvent[] = [];
  #wanted = false;
  #retryCount = 0;
  #random: number;
  connectionRequestUrl = "";

  constructor(options: CpeOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.tree = options.tree;
    this.#timers = new Timers(options.clock);
    this.#subject = {
      tree: options.tree,
      dialect: DIALECT[options.dialect ?? "easycwmp"],
      attributes: this.attributes,
      transfers: new TransferQueue(),
    };
    this.#root = options.tree.plan.root;
    this.#chores = new Chores({
      clock: options.clock,
      tree: options.tree,
      transfers: this.#subject.transfers,
      workMs: options.workMs ?? 200,
      record: (what, facts) => this.journal.record(what, facts),
      signal: () => this.#power.signal,
      events: this.#events,
      wake: () => void this.#wake(),
      flashed: (version) => this.#flashed(version),
    });
    this.#random = Math.floor((options.phase ?? 0.5) * 2147483646) + 1;
    this.journal = new Journal(options.clock, options.journalLimit ?? 10_000);
    const own = { clock: options.clock, tree: options.tree, journal: this.journal };
    this.#stun = new StunSide({ ...own, nat: options.nat, knock: () => this.#knocked() });
    this.#lightweight = new LightweightNotifier(own);
    this.#behaviours = new Behaviours(options.behaviours ?? []);
    this.#power.abort();
    this.serialNumber = this.#info("SerialNumber");
    this.identity = [this.#info("ManufacturerOUI"), this.#info("ProductClass"), this.serialNumber]
      .filter((part) => part !== "")
      .join("-");
    this.tree.listen((change) => this.#onChange(change));
    this.#xmpp = new XmppSide({
      clock: options.clock,
      tree: options.tree,
      journal: this.journal,
      knock: () => this.#knocked(),
    });
  }

  start(events: readonly string[] = ["0 BOOTSTRAP", "1 BOOT"]): Promise<SessionEnd> {
    this.#powerOn();
    return this.inform(...events);
  }

  stop(): void {
    this.#powerOff();
    this.#options.knocks?.shut(this.#knockPath());
  }

  inform(...codes: readonly string[]): Promise<SessionEnd> {
    for (const code of codes) this.#events.add(code);
    return this.#wake();
  }

  change(path: string, value: string): void {
    this.tree.set(path, value, "device");
  }

  say(body: string): Promise<string> {
    return new Promise((resolve) => this.#sayings.push({ body, done: ({ method }) => resolve(method) }));
  }

  reboot(): void {
    this.#restart([{ code: "1 BOOT", commandKey: "" }]);
  }

  factoryReset(): void {
    this.#forget();
    const events = ["0 BOOTSTRAP", "1 BOOT"].map((code) => ({ code, commandKey: "" }));
    this.#restart(events, "factoryReset");
  }

  behave(...behaviours: readonly CpeBehaviour[]): void {
    this.#behaviours.add(...behaviours);
  }

  behaveWell(): void {
    this.#behaviours.clear();
  }

  #info(name: string): string {
    return this.tree.value(`${this.#root}DeviceInfo.${name}`);
  }

  #management(name: string): string {
    return this.tree.value(`${this.#root}ManagementServer.${name}`);
  }

  #powerOn(): void {
    const bootedAt = this.#clock.now();
    this.#power = new AbortController();
    this.tree.live(`${this.#root}DeviceInfo.UpTime`, () =>
      String(Math.floor((this.#clock.now() - bootedAt) / 1000)),
    );
    this.#configure();
    this.#armPeriodic();
    this.#xmpp.on();
    this.#stun.on();
    // What was under way when the power went is begun again.
    this.#chores.resume();
  }

  #powerOff(): void {
    this.#power.abort();
    this.#xmpp.off();
    this.#stun.off();
    // A test does not outlive a boot, and nothing is left of it.
    for (const object of this.#testing) this.tree.set(`${object}DiagnosticsState`, "None", "device");
    this.#testing.clear();
    this.#session?.abort();
    this.#timers.clear();
    this.#wanted = false;
  }

  /** What the factory or the line card wrote into the box, again after a reset. */
  #configure(): void {
    const { acsUrl, username, password, knocks, nat } = this.#options;
    const set = (name: string, value: string | undefined) => {
      const path = `${this.#root}ManagementServer.${name}`;
      if (value !== undefined && this.tree.value(path) === "") this.tree.set(path, value, "device");
    };
    set("URL", acsUrl);
    set("Username", username);
    set("Password", password);
    const url = `${this.#root}ManagementServer.ConnectionRequestURL`;
    // The address it believes to have, which nobody outside reaches.
    if (nat !== undefined && knocks === undefined)
      this.tree.set(url, `http://${nat.address}:${String(nat.port)}/`, "device");
    if (knocks === undefined) return;
    this.connectionRequestUrl = knocks.open(this.#knockPath(), {
      login: () => ({
        username: this.#management("ConnectionRequestUsername"),
        password: this.#management("ConnectionRequestPassword"),
      }),
      knock: () => this.#knocked(),
    });
    this.tree.set(url, this.connectionRequestUrl, "device");
  }

  #knockPath(): string {
    return encodeURIComponent(this.identity);
  }

  #knocked(): number {
    if (this.#power.signal.aborted || this.#behaviours.take("busyConnectionRequest", "knock") !== undefined)
      return 503;
    this.journal.record("knocked");
    if (this.#behaviours.take("ignoreConnectionRequest", "knock") !== undefined) return 200;
    void this.inform("6 CONNECTION REQUEST");
    return 200;
  }

  #forget(): void {
    this.tree.reset();
    this.attributes.clear();
    this.#events.clear();
    this.#changed.clear();
    this.#chores.forget();
  }

  #restart(events: readonly CpeEvent[], kind: Restart = "reboot"): void {
    this.#powerOff();
    this.#options.onRestart?.(kind);
    this.journal.record("restarting", { events: events.map(({ code }) => code) });
    for (const { code, commandKey } of events) this.#events.add(code, commandKey);
    this.#timers.set("boot", this.#options.rebootMs ?? 1500, () => {
      this.#powerOn();
      this.journal.record("booted");
      void this.#wake();
    });
  }

  #armPeriodic(): void {
    this.#timers.cancel("periodic");
    const seconds = Number(this.#management("PeriodicInformInterval"));
    const enabled = ["1", "true"].includes(this.#management("PeriodicInformEnable"));
    if (!enabled || !(seconds > 0)) return;
    const wait = untilPeriodic(
      this.#clock.now(),
      seconds * 1000,
      this.#management("PeriodicInformTime"),
      this.#options.phase ?? 0.5,
    );
    this.#timers.set("periodic", wait, () => {
      this.#armPeriodic();
      void this.inform("2 PERIODIC");
    });
  }

  #onChange(change: Change): void {
    if (change.kind !== "value" || this.#power.signal.aborted) return;
    const name = change.path.slice(this.#root.length);
    if (name.startsWith("ManagementServer.PeriodicInform")) this.#armPeriodic();
    if (name === "ManagementServer.URL" && change.by === "controller") void this.inform("0 BOOTSTRAP");
    if (change.by === "controller") return;
    const notification = ALWAYS_ACTIVE.test(name) ? 2 : (this.attributes.get(change.path) ?? 0);
    if (notification >= 3 && this.#lightweight.used) this.#tellLightly(change.path, notification >= 5);
    if (![1, 2, 4, 6].includes(notification)) return;
    this.#changed.add(change.path);
    this.#events.add("4 VALUE CHANGE");
    if (notification === 2) void this.#wake();
  }

  /** Passive ones go with the next active one. */
  #tellLightly(path: string, now: boolean): void {
    this.#light.add(path);
    if (!now) return;
    const paths = [...this.#light];
    this.#light.clear();
    void this.#lightweight.tell(paths);
  }

  /** Asks for a session; one that is open goes on, and another follows it. */
  #wake(): Promise<SessionEnd> {
    const ended = new Promise<SessionEnd>((resolve) => this.#waiters.push(resolve));
    this.#wanted = true;
    if (this.#session === undefined) void this.#converse();
    return ended;
  }

  async #converse(): Promise<void> {
    while (this.#wanted && !this.#power.signal.aborted) {
      const { signal } = this.#power;
      const session = this.#newSession(signal);
      this.#session = session;
      let waiting: ((end: SessionEnd) => void)[] = [];
      const run = () => {
        this.#wanted = false;
        waiting = this.#waiters;
        this.#waiters = [];
        this.#told = this.#events.all;
        return signal.aborted ? Promise.resolve(NO_POWER) : session.run();
      };
      const end = await (this.#options.gate?.run(run) ?? run());
      this.#session = undefined;
      this.#afterSession(end, signal.aborted);
      for (const waiter of waiting) waiter(end);
    }
    for (const waiter of this.#waiters.splice(0)) waiter(NO_POWER);
  }

  #newSession(signal: AbortSignal): Session {
    const { tls } = this.#options;
    return new Session({
      clock: this.#clock,
      journal: this.journal,
      behaviours: this.#behaviours,
      dialect: this.#subject.dialect,
      timeoutMs: this.#options.timeoutMs ?? 30_000,
      eager: this.#options.eager ?? false,
      signal,
      target: () => ({
        url: new URL(this.#management("URL") || this.#options.acsUrl),
        ...(tls === undefined ? {} : { tls }),
      }),
      login: () => ({ username: this.#management("Username"), password: this.#management("Password") }),
      inform: () => this.#informBody(),
      informed: () => this.#informed(),
      ownRequest: () => this.#ownRequest(),
      execute: (incoming) => this.#execute(incoming),
      duty: (duty) => this.#duties.push(duty),
    });
  }

  #afterSession(end: SessionEnd, poweredOff: boolean): void {
    this.journal.record("session", { ...end });
    const duties = this.#duties;
    this.#duties = [];
    if (poweredOff) return;
    if (end.outcome === "lost power") return this.reboot();
    if (end.outcome === "done") this.#retryCount = 0;
    else this.#planRetry(end);
    for (const duty of duties) this.#fulfil(duty);
  }

  #planRetry(end: SessionEnd): void {
    this.#events.failed();
    if (this.#options.retries === false) return;
    this.#retryCount++;
    const minimum = Number(this.#management("CWMPRetryMinimumWaitInterval") || "5");
    const multiplier = Number(this.#management("CWMPRetryIntervalMultiplier") || "2000");
    const wait = end.retryAfterMs ?? retryWait(this.#retryCount, minimum, multiplier, this.#nextRandom());
    this.#timers.set("retry", wait, () => void this.#wake());
  }

  #nextRandom(): number {
    this.#random = (this.#random * 48271) % 2147483647;
    return this.#random / 2147483647;
  }

  #informBody(): string {
    this.journal.record("inform", {
      events: this.#told.map(({ code }) => code),
      retryCount: this.#retryCount,
    });
    const facts = {
      events: this.#told,
      changed: this.#changed,
      retryCount: this.#retryCount,
      now: this.#clock.now(),
    };
    return informBody(this.#subject, facts);
  }

  #informed(): void {
    this.#events.delivered(this.#told);
    this.#changed.clear();
    this.journal.record("informed");
  }

  #ownRequest(): Saying | undefined {
    return this.#chores.owed() ?? this.#sayings.shift();
  }

  #execute(incoming: Incoming): Answer {
    const handler = RPC[incoming.method];
    return handler === undefined ? { fault: 9000 } : handler(this.#subject, incoming.body);
  }

  #fulfil(duty: Duty): void {
    switch (duty.do) {
      case "reboot":
        this.#restart([
          { code: "1 BOOT", commandKey: "" },
          { code: "M Reboot", commandKey: duty.commandKey },
        ]);
        break;
      case "factoryReset":
        this.factoryReset();
        break;
      case "transfer":
        this.#chores.begin(duty.commandKey);
        break;
      case "units":
        this.#chores.changeUnits(duty.changes, duty.commandKey);
        break;
      case "scheduleInform":
        this.#timers.set(`schedule ${duty.commandKey}`, duty.delayMs, () => {
          this.#events.add("M ScheduleInform", duty.commandKey);
          void this.inform("3 SCHEDULED");
        });
        break;
      case "diagnostics":
        // A second request aborts the test that runs.
        if (this.#testing.has(duty.object)) this.journal.record("aborted", { object: duty.object });
        this.#testing.add(duty.object);
        this.#timers.set(`diagnostics ${duty.object}`, this.#options.workMs ?? 200, () =>
          this.#diagnosed(duty.object),
        );
        break;
    }
  }

  /** A firmware image was written: it starts with it. */
  #flashed(version: string | undefined): void {
    this.#restart([{ code: "1 BOOT", commandKey: "" }]);
    if (version === undefined || version === this.#info("SoftwareVersion")) return;
    this.tree.set(`${this.#root}DeviceInfo.SoftwareVersion`, version, "device");
    this.#changed.add(`${this.#root}DeviceInfo.SoftwareVersion`);
    this.#events.add("4 VALUE CHANGE");
  }

  #diagnosed(object: string): void {
    this.#testing.delete(object);
    diagnose(this.tree, object);
    this.journal.record("diagnosed", { object });
    void this.inform("8 DIAGNOSTICS COMPLETE");
  }
}
