import {
  Fault,
  type DeviceId,
  type DeviceStack,
  type Json,
  type Knowledge,
  type Operation,
  type WakeResult,
  background,
  newDeviceId,
  sleep,
} from "#core";
import { Authenticator } from "./auth.ts";
import type { CwmpConfig } from "./config.ts";
import { Catalog } from "./catalog/catalog.ts";
import { Conversation } from "./conversation.ts";
import { Endpoint } from "./endpoint.ts";
import { NotificationReceiver } from "./notify/receiver.ts";
import type { CwmpParts } from "./parts.ts";
import { Recorder } from "./record/recorder.ts";
import { rehearse } from "./rehearsal.ts";
import type { Session } from "./session.ts";
import { Sessions } from "./sessions.ts";
import { methodsOf } from "./ops/commands.ts";
import { supportedObjects } from "./supported.ts";
import type { ProfileFile } from "./profile/read.ts";
import { SHIPPED } from "./profile/shipped.ts";
import { Profiles } from "./profiles.ts";
import { Wakeup } from "./wakeup/wakeup.ts";
import { RENEW_MS, Work } from "./work.ts";

export interface CwmpStack extends DeviceStack {
  /** Where the listener is, once `start` has resolved. */
  address(): { readonly host: string; readonly port: number };
  /** Where lightweight notifications are taken, likewise; undefined: nowhere. */
  notifications(): { readonly host: string; readonly port: number } | undefined;
  /** By method of waking that depends on a server: whether that is reached. */
  servers(): Readonly<Record<string, boolean>>;
  /** New certificates for connections to come; without effect when the listener has no TLS. */
  reload(tls: NonNullable<CwmpConfig["tls"]>): void;
  /** Profiles of vendors in the place of all others, for what begins now. Fault `config.invalid`; then the old ones stay. */
  reprofile(files: readonly ProfileFile[]): void;
}

/** For a dry run, which no device takes part in. */
const NO_DEVICE = newDeviceId(0, 0);
const NOBODY = { reconcile: false, username: "", proven: false };
const SWEEP_MS = 1000;
/** Reading and listing many parameters takes old CPEs long. */
const SLOW_RPCS = new Set(["GetParameterValues", "GetParameterNames"]);
const LONGEST_SESSION_S = 600;

/** The CWMP stack; does nothing before `start`. */
export function createCwmpStack(parts: CwmpParts): CwmpStack {
  return new Stack(parts);
}

class Stack implements CwmpStack {
  readonly protocol = "cwmp";
  readonly takesTurns = true;
  readonly #parts: CwmpParts;
  readonly profiles: Profiles;
  readonly #sessions = new Sessions();
  readonly #work: Work;
  readonly #conversation: Conversation;
  readonly #endpoint: Endpoint;
  readonly #wakeup: Wakeup;
  readonly #notifications: NotificationReceiver | undefined;
  #cancelSweep: (() => void) | undefined;

  constructor(parts: CwmpParts) {
    const sessions = this.#sessions;
    this.#parts = parts;
    this.profiles = new Profiles(parts.profiles ?? SHIPPED);
    const { profiles } = this;
    this.#work = new Work({ ...parts, profiles, catalog: new Catalog(parts) });
    const { recorder: keeper } = parts;
    const recorder =
      keeper === undefined ? undefined : new Recorder({ ...parts, keeper, hides: this.#work.hides });
    this.#conversation = new Conversation({
      ...parts,
      recorder,
      sessions,
      work: this.#work,
      came: (device) => background(parts.log, "ring answered", parts.rings.came(device)),
    });
    const authenticator = new Authenticator(parts);
    this.#endpoint = new Endpoint({
      ...parts,
      recorder,
      sessions,
      conversation: this.#conversation,
      authenticator,
    });
    const { notificationPort: port, bind } = parts.config;
    this.#notifications =
      port === undefined
        ? undefined
        : new NotificationReceiver({
            ...parts,
            bind,
            port,
            translation: (knowledge) => profiles.translation(knowledge),
            hides: this.#work.hides,
          });
    this.#wakeup = new Wakeup({ ...parts, kinds: profiles, ownPort: () => this.#endpoint.address().port });
  }

  async start(): Promise<void> {
    const { config, log } = this.#parts;
    if (config.basicOverHttp && config.tls === undefined)
      log.warn({}, "Basic authentication without TLS: passwords cross the network in the clear");
    await this.#endpoint.listen();
    await this.#notifications?.start();
    await this.#wakeup.start();
    this.#sweepLater();
  }

  async stop(signal: AbortSignal): Promise<void> {
    this.#endpoint.drain();
    this.#notifications?.stop();
    while (this.#sessions.size > 0 && !signal.aborted)
      await sleep(this.#parts.clock, 50, signal).catch(() => undefined);
    this.#cancelSweep?.();
    for (const session of this.#sessions.all()) this.#conversation.close(session, "stopping");
    this.#endpoint.closeAll();
    await this.#wakeup.stop();
  }

  address(): { readonly host: string; readonly port: number } {
    return this.#endpoint.address();
  }

  notifications(): { readonly host: string; readonly port: number } | undefined {
    return this.#notifications?.address();
  }

  servers(): Readonly<Record<string, boolean>> {
    return this.#wakeup.servers();
  }

  reload(tls: NonNullable<CwmpConfig["tls"]>): void {
    this.#endpoint.reload(tls);
  }

  reprofile(files: readonly ProfileFile[]): void {
    this.profiles.replace(files);
  }

  wake(device: DeviceId, signal: AbortSignal): Promise<WakeResult> {
    const session = this.#sessions.ofDevice(device);
    if (session !== undefined && this.#conversation.work(session))
      return Promise.resolve({ state: "open", method: "session" });
    return this.#wakeup.ring(device, signal);
  }

  view(knowledge: Knowledge) {
    return this.profiles.translation(knowledge).view(knowledge);
  }

  viewing(knowledge: Knowledge) {
    return this.profiles.translation(knowledge).viewing(knowledge);
  }

  supported(knowledge: Knowledge) {
    return supportedObjects(this.view(knowledge), methodsOf(knowledge));
  }

  dryRun(operation: Operation, knowledge: Knowledge): readonly Json[] {
    if (operation.type === "native" && operation.protocol !== "cwmp")
      throw new Fault("operation.unsupported", { detail: "the device speaks CWMP" });
    const context = this.#work.contextOf(knowledge, NO_DEVICE, "$commandKey", NOBODY);
    return rehearse(operation, context);
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#parts.clock.after(SWEEP_MS, () => {
      this.#sweep();
      this.#sweepLater();
    });
  }

  /** Ends sessions whose CPE fell silent, and keeps the leases of slow ones alive. */
  #sweep(): void {
    const now = this.#parts.clock.now();
    for (const session of this.#sessions.all()) {
      if (session.busy) continue;
      if (now - session.heardAt > this.#patience(session)) this.#conversation.close(session, "timeout");
      else if (session.state.at === "acsWaits") this.#keepLease(session, now);
    }
    this.#parts.metrics.gauge("cwmp_sessions", this.#sessions.size);
  }

  #patience(session: Session): number {
    const told = Math.min(session.timeout ?? 0, LONGEST_SESSION_S) * 1000;
    const { answerSeconds = 0 } = this.profiles.of(session.knowledge?.facts).quirks;
    const base = Math.max(this.#parts.config.sessionTimeoutMs, told);
    const { state } = session;
    const usual = state.at === "acsWaits" && SLOW_RPCS.has(state.rpc.rpc) ? base * 3 : base;
    return Math.max(usual, answerSeconds * 1000);
  }

  #keepLease(session: Session, now: number): void {
    const { lease } = session;
    if (lease === undefined || lease.until - now > RENEW_MS) return;
    // Not renewed twice while the first renewal is on its way.
    session.lease = { ...lease, until: now + RENEW_MS * 2 };
    const renewed = this.#parts.gateway.renew(lease).then(
      (fresh) => {
        if (session.lease?.fence === fresh.fence) session.lease = fresh;
      },
      () => this.#conversation.close(session, "fenced"),
    );
    background(this.#parts.log, "renew lease", renewed);
  }
}
