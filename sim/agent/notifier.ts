import type { Clock } from "#core";
import type { Journal } from "../journal.ts";
import { dateTime, retryWait } from "../time.ts";
import type { Tree } from "../tree/tree.ts";
import { itemsOf, refersTo } from "./reference.ts";
import type { Wire } from "./wire.ts";

export type NotifType = "ValueChange" | "ObjectCreation" | "ObjectDeletion" | "OperationComplete" | "Event";

/** A controller as the agent's own tables name it. */
export interface Recipient {
  /** `Device.LocalAgent.Controller.1.` */
  readonly row: string;
  readonly endpointId: string;
  /** Its topic, or its destination where the two speak STOMP; empty where a connection leads to it. */
  readonly topic: string;
}

export interface NotifierOptions {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly journal: Journal;
  /** Sends one Notify message (its `notify` body) under a msg_id. */
  readonly send: (recipient: Recipient, msgId: string, notify: Wire) => void;
  /** ms between two looks at changed values; the reference agent takes 15000 */
  readonly pollMs: number;
  readonly random: () => number;
}

const SUBSCRIPTIONS = "Device.LocalAgent.Subscription.";
const CONTROLLERS = "Device.LocalAgent.Controller.";

/** Obeys the Subscription table: who is told what, and again until it is acknowledged. [TR-369 R-NOT.0] */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #pending = new Map<string, () => void>();
  readonly #changed = new Map<string, string>();
  readonly #counters = new Map<string, number>();
  #poll: (() => void) | undefined;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Forgets what was not acknowledged and what was not looked at, as a restart does. */
  stop(): void {
    for (const cancel of this.#pending.values()) cancel();
    this.#pending.clear();
    this.#changed.clear();
    this.#counters.clear();
    this.#poll?.();
    this.#poll = undefined;
  }

  /** A controller acknowledged a notification: the msg_id says which. [TR-369 R-NOT.9] */
  acknowledged(msgId: string): void {
    this.#pending.get(msgId)?.();
    if (this.#pending.delete(msgId)) this.#options.journal.record("acknowledged", { msgId });
  }

  /** Tells everybody who subscribed to something that happened at `path`. */
  tell(type: NotifType, path: string, body: Wire): void {
    const { tree } = this.#options;
    for (const number of tree.instances(SUBSCRIPTIONS)) {
      const row = `${SUBSCRIPTIONS}${number}.`;
      if (tree.value(`${row}NotifType`) !== type || !this.#alive(row)) continue;
      const items = itemsOf(tree.value(`${row}ReferenceList`));
      const recipient = this.recipient(`${tree.value(`${row}Recipient`)}.`);
      if (recipient !== undefined && items.some((item) => refersTo(tree, item, path)))
        this.#notify(row, recipient, type, body);
    }
  }

  /** A value became another one. Looked at later: what goes back in time is never told. */
  valueChanged(path: string, old: string): void {
    if (this.#changed.has(path)) return;
    this.#changed.set(path, old);
    this.#poll ??= this.#options.clock.after(this.#options.pollMs, () => this.#look());
  }

  /** Tells one controller without a subscription, until it acknowledges. [TR-369 R-NOT.5] [TR-369 R-NOT.6a] */
  onBoard(recipient: Recipient, body: Wire): void {
    const msgId = this.#msgId("OnBoardRequest");
    this.#deliver(recipient, msgId, { sendResp: true, onBoardReq: body }, Infinity);
  }

  recipients(): Recipient[] {
    const { tree } = this.#options;
    return tree.instances(CONTROLLERS).flatMap((number) => this.recipient(`${CONTROLLERS}${number}.`) ?? []);
  }

  /** The controller of a row, when the row is there and enabled. */
  recipient(row: string): Recipient | undefined {
    const { tree } = this.#options;
    if (tree.value(`${row}Enable`) !== "true") return undefined;
    const mtps = tree.instances(`${row}MTP.`).map((number) => `${row}MTP.${number}.`);
    const isConnected = mtps.some((mtp) => tree.value(`${mtp}Protocol`) === "WebSocket");
    const places = mtps.map((mtp) => tree.value(`${mtp}MQTT.Topic`) || tree.value(`${mtp}STOMP.Destination`));
    const topic = isConnected ? "" : places.find((value) => value !== "");
    return topic === undefined ? undefined : { row, endpointId: tree.value(`${row}EndpointID`), topic };
  }

  #alive(row: string): boolean {
    const { tree, clock } = this.#options;
    if (tree.value(`${row}Enable`) !== "true") return false;
    const seconds = Number(tree.value(`${row}TimeToLive`));
    if (seconds === 0 || clock.now() < Date.parse(tree.value(`${row}CreationDate`)) + seconds * 1000)
      return true;
    tree.remove(row, "device");
    return false;
  }

  #look(): void {
    this.#poll = undefined;
    const { tree } = this.#options;
    const looked = [...this.#changed];
    this.#changed.clear();
    for (const [path, old] of looked) {
      const value = tree.shown(path);
      if (tree.leaf(path) !== undefined && tree.value(path) !== old)
        this.tell("ValueChange", path, { valueChange: { paramPath: path, paramValue: value } });
    }
  }

  #notify(row: string, recipient: Recipient, type: NotifType, body: Wire): void {
    const { tree } = this.#options;
    const retry = tree.value(`${row}NotifRetry`) === "true";
    const seconds = Number(tree.value(`${row}NotifExpiration`));
    // [TR-369 R-NOT.7]
    const notify: Wire = { subscriptionId: tree.value(`${row}ID`), sendResp: retry, ...body };
    const msgId = this.#msgId(type);
    if (!retry) return this.#send(recipient, msgId, notify);
    this.#deliver(
      recipient,
      msgId,
      notify,
      seconds === 0 ? Infinity : this.#options.clock.now() + seconds * 1000,
    );
  }

  #deliver(recipient: Recipient, msgId: string, notify: Wire, until: number): void {
    const { clock, tree, random } = this.#options;
    const attempt = (n: number) => {
      if (clock.now() >= until) return void this.#pending.delete(msgId);
      this.#send(recipient, msgId, notify);
      const minimum = Number(tree.value(`${recipient.row}USPNotifRetryMinimumWaitInterval`) || "5");
      const multiplier = Number(tree.value(`${recipient.row}USPNotifRetryIntervalMultiplier`) || "2000");
      this.#pending.set(
        msgId,
        // [TR-369 R-NOT.1]
        clock.after(retryWait(n, minimum, multiplier, random()), () => attempt(n + 1)),
      );
    };
    attempt(1);
  }

  #send(recipient: Recipient, msgId: string, notify: Wire): void {
    this.#options.journal.record("notified", { msgId, to: recipient.endpointId, ...notify });
    this.#options.send(recipient, msgId, notify);
  }

  #msgId(kind: string): string {
    const number = (this.#counters.get(kind) ?? 0) + 1;
    this.#counters.set(kind, number);
    return `${kind}-${dateTime(this.#options.clock.now())}-${number}`;
  }
}
