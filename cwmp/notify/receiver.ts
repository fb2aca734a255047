import { asFault, background, type Contact, type DeviceId, type Knowledge, type NativeValue } from "#core";
import { changesOf, identityOf } from "../inform.ts";
import type { CwmpParts } from "../parts.ts";
import { nativeOf } from "../secret.ts";
import type { Endpoint } from "../stun/attribute.table.ts";
import { Buckets } from "../stun/bucket.ts";
import { UdpSocket } from "../stun/socket.ts";
import type { Translation } from "../translation.ts";
import { isSignedBy, readNotification, type Datagram, type Notification } from "./notification.ts";

interface Parts extends Pick<CwmpParts, "gateway" | "rings" | "clock" | "log" | "metrics"> {
  readonly bind: string;
  readonly port: number;
  readonly translation: (knowledge: Knowledge) => Translation;
  readonly hides: (native: string) => boolean;
}

/** Datagrams of one source address per second, and how many at once; many CPEs may share one. */
const PER_SECOND = 50;
const BURST = 200;
/** Datagrams that are worked on at a time. */
const AT_ONCE = 64;

/** What became of a datagram; a label of the metric. */
type Outcome = "stored" | "limited" | "busy" | "unreadable" | "unknown" | "unsigned" | "replayed" | "failed";

/**
 * Takes lightweight notifications: what a CPE signed with its own password becomes value changes, once. Nothing is ever
 * answered. [TR-069a6 M.2]
 */
export class NotificationReceiver {
  readonly #parts: Parts;
  readonly #buckets: Buckets;
  readonly #socket: UdpSocket;
  #working = 0;

  constructor(parts: Parts) {
    const { clock, log, bind, port } = parts;
    this.#parts = parts;
    this.#buckets = new Buckets(clock, PER_SECOND, BURST);
    this.#socket = new UdpSocket({
      name: "the receiver of lightweight notifications",
      key: "CAUSEWAY_CWMP_NOTIFICATION_PORT",
      bind,
      port,
      received: (bytes, from) => this.#received(bytes, from),
      failed: (error) => log.warn({ error: error.message }, "the socket of lightweight notifications failed"),
    });
  }

  /** Fault `config.invalid` when its port is in use. */
  start(): Promise<void> {
    return this.#socket.bind();
  }

  stop(): void {
    this.#socket.close();
  }

  address(): { readonly host: string; readonly port: number } {
    return this.#socket.address();
  }

  #received(bytes: Buffer, from: Endpoint): void {
    if (!this.#buckets.take(from.address)) return this.#count("limited");
    if (this.#working >= AT_ONCE) return this.#count("busy");
    const datagram = readNotification(bytes);
    if (datagram === undefined) return this.#count("unreadable");
    this.#working++;
    const work = this.#take(datagram)
      .catch((error: unknown): Outcome => {
        this.#parts.log.warn({ error: asFault(error) }, "a lightweight notification was not stored");
        return "failed";
      })
      .then((outcome) => this.#count(outcome))
      .finally(() => this.#working--);
    background(this.#parts.log, "notification", work);
  }

  async #take(datagram: Datagram): Promise<Outcome> {
    const { gateway, rings, clock, log } = this.#parts;
    const { notification } = datagram;
    const { ts, cnonce } = notification;
    const device = await gateway.find(identityIn(notification));
    if (device === undefined) return "unknown";
    if (!(await this.#isProven(datagram, device))) return "unsigned";
    if (!(await rings.isNews(device, ts, cnonce))) return "replayed";
    const at = clock.now();
    const knowledge = await gateway.knowledge(device, "cwmp");
    const values = this.#valuesOf(notification, knowledge, at);
    const contact = { values, at, identity: identityIn(notification) };
    const inform = { CurrentTime: momentOf(ts) };
    const events = changesOf(inform, contact, knowledge, this.#parts.translation(knowledge));
    await gateway.report({ device, protocol: "cwmp", at, events, values, seen: true });
    // Only now: what could not be stored may be sent again.
    await rings.tookNews(device, ts, cnonce);
    log.info({ device, parameters: values.length }, "lightweight notification stored");
    return "stored";
  }

  /** A password that many devices share proves none of them. */
  async #isProven(datagram: Datagram, device: DeviceId): Promise<boolean> {
    const known = await this.#parts.gateway.credentials(datagram.notification.username);
    return known.some((one) => one.device === device && isSignedBy(datagram, one.password));
  }

  #valuesOf({ params }: Notification, knowledge: Knowledge, at: number): readonly NativeValue[] {
    return params.map(({ name, value, type }) => {
      const known = knowledge.values.get(name);
      const typed = { type: type ?? known?.type ?? "string", value };
      const native = nativeOf({ Name: name, Value: typed }, at, this.#parts.hides, known);
      return known?.writable === undefined ? native : { ...native, writable: known.writable };
    });
  }

  #count(result: Outcome): void {
    this.#parts.metrics.count("cwmp_notifications_total", { result });
  }
}

function identityIn({ id }: Notification): Contact["identity"] {
  return identityOf({ Manufacturer: "", ...id });
}

function momentOf(ts: number): string {
  return new Date(Math.min(ts * 1000, 8.64e15)).toISOString();
}
