import mqtt, { type MqttClient } from "mqtt";
import { systemClock } from "../../src/platform/clock.ts";
import { ANSWER, entries, len, message, messages, num, read, text, texts, type Fields } from "./wire.ts";

export interface EchoOptions {
  readonly url: string;
  readonly endpoint: string;
  readonly controller: string;
  readonly topic: string;
  /** 0..1, the next of a row that is the same in each run. */
  random(): number;
}

const LONGEST_WAIT_MS = 1500;

/**
 * An agent that answers late and in any order, some answers twice and some under the name of another agent, and puts into
 * each what only that answer can hold: its own id and the name that was asked for.
 */
export class EchoAgent {
  readonly endpoint: string;
  readonly topic: string;
  /** How many of its answers it sent twice, and how many another agent's ids were tried with. */
  readonly sent = { answers: 0, again: 0, foreign: 0 };
  readonly #options: EchoOptions;
  readonly #client: MqttClient;
  /** Another agent that this one lends the ids of its requests to. */
  accomplice: EchoAgent | undefined;

  constructor(options: EchoOptions) {
    this.#options = options;
    this.endpoint = options.endpoint;
    this.topic = options.topic;
    this.#client = mqtt.connect(options.url, { protocolVersion: 5, clean: true, manualConnect: true });
    this.#client.on("message", (_topic, payload, packet) =>
      this.#receive(read(payload), packet.properties?.responseTopic ?? ""),
    );
  }

  async start(): Promise<void> {
    const connected = new Promise<void>((resolve) => this.#client.once("connect", () => resolve()));
    this.#client.connect();
    await connected;
    await this.#client.subscribeAsync(this.topic, { qos: 1 });
  }

  async stop(): Promise<void> {
    await this.#client.endAsync(true);
  }

  #receive(record: Fields, replyTo: string): void {
    const msg = message(message(record, 7) ?? new Map(), 2) ?? new Map<number, Uint8Array[]>();
    const msgId = text(message(msg, 1) ?? new Map(), 1);
    const request = message(message(msg, 2) ?? new Map(), 1) ?? new Map<number, Uint8Array[]>();
    const [kind = 0] = request.keys();
    const content = message(request, kind) ?? new Map<number, Uint8Array[]>();
    const dice = this.#options.random();
    const wait = this.#options.random() * LONGEST_WAIT_MS;
    const { accomplice } = this;
    if (dice < 0.1 && accomplice !== undefined) accomplice.#forge(msgId, kind, content, replyTo);
    systemClock.after(wait, () => {
      this.sent.answers++;
      this.#send(this.#answer(msgId, kind, content), replyTo);
      if (dice <= 0.9) return;
      this.sent.again++;
      this.#send(this.#answer(msgId, kind, content), replyTo);
    });
  }

  /** The answer to a request that it was never asked, sooner than the right one. */
  #forge(msgId: string, kind: number, content: Fields, replyTo: string): void {
    this.sent.foreign++;
    this.#send(this.#answer(msgId, kind, content), replyTo);
  }

  #answer(msgId: string, kind: number, content: Fields): Buffer {
    const [type = 0, field = 0] = ANSWER[kind] ?? [];
    const response = len(2, len(field, this.#content(kind, content)));
    const msg = Buffer.concat([len(1, len(1, msgId), num(2, type)), len(2, response)]);
    const { controller } = this.#options;
    return Buffer.concat([len(1, "1.3"), len(2, controller), len(3, this.endpoint), len(7, len(2, msg))]);
  }

  #content(kind: number, content: Fields): Buffer {
    const path = pathOf(kind, content);
    const own = { Own: `${this.endpoint} ${path}` };
    switch (kind) {
      case 1:
        return len(1, len(1, path), len(4, len(1, path), entries(2, own)));
      case 2:
        return len(1, len(1, path), len(5, len(1, path), len(6, len(1, own.Own))));
      case 3:
        return len(1, len(1, path), len(4, len(1, `${path}1.`), entries(2, own)));
      case 4:
        return len(1, len(1, path), len(2, len(2, len(1, len(1, path), entries(3, own)))));
      case 5:
        return len(1, len(1, path), len(2, len(2, len(1, `${path}1.`), entries(3, own))));
      case 6:
        return len(1, len(1, path), len(2, len(2, len(1, own.Own))));
      default:
        return len(1, len(1, path), len(3, entries(1, own)));
    }
  }

  #send(record: Buffer, topic: string): void {
    const properties = { contentType: "usp.msg", responseTopic: this.topic };
    this.#client.publish(topic, record, { qos: 1, properties });
  }
}

/** The one path a request asks for. */
function pathOf(kind: number, content: Fields): string {
  if (kind === 4 || kind === 5) return text(messages(content, 2)[0] ?? new Map(), 1);
  return texts(content, kind === 6 ? 2 : 1)[0] ?? "";
}
