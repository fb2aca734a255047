import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What one connection of a client said, MQTT 5 and by hand. */
export interface Heard {
  readonly version: number;
  readonly keepAlive: number;
  readonly clientId: string;
  readonly username: string | undefined;
  readonly requestsResponseInformation: boolean;
  readonly userProperties: Readonly<Record<string, string>>;
  readonly filters: string[];
  readonly unsubscribed: string[];
  readonly published: Published[];
  disconnected: boolean;
}

export interface Published {
  readonly topic: string;
  readonly qos: number;
  readonly contentType: string | undefined;
  readonly responseTopic: string | undefined;
  readonly payload: Buffer;
}

export interface BrokerOptions {
  /** User properties `subscribe-topic` and the Response Information of the CONNACK. */
  readonly subscribeTopics?: readonly string[];
  readonly responseInformation?: string;
  readonly maximumQoS?: 0 | 1;
  /** Grants no subscription. */
  readonly refuses?: boolean;
}

/** A broker that notes what is said to it, grants what it is told to, and passes nothing on by itself. */
export class NotingBroker {
  readonly heard: Heard[] = [];
  readonly #options: BrokerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(options: BrokerOptions = {}) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `mqtt://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Sends a message to whoever is connected, at QoS 0. */
  deliver(topic: string, contentType: string, payload: Buffer, responseTopic?: string): void {
    const response = responseTopic === undefined ? [] : [Buffer.from([0x08]), text(responseTopic)];
    const properties = Buffer.concat([Buffer.from([0x03]), text(contentType), ...response]);
    const body = Buffer.concat([text(topic), Buffer.from([properties.length]), properties, payload]);
    for (const socket of this.#sockets) socket.write(packet(0x30, body));
  }

  /** The same as a broker passes on what a 3.1.1 client published: without properties. */
  deliverOld(topic: string, payload: Buffer): void {
    const body = Buffer.concat([text(topic), Buffer.from([0]), payload]);
    for (const socket of this.#sockets) socket.write(packet(0x30, body));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
    let waiting = Buffer.alloc(0);
    let heard: Heard | undefined;
    socket.on("data", (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      for (;;) {
        const length = variable(waiting, 1);
        if (waiting.length < 2 || waiting.length < length.end + length.value) return;
        const [first = 0] = waiting;
        const body = waiting.subarray(length.end, length.end + length.value);
        waiting = waiting.subarray(length.end + length.value);
        if (first >> 4 === 1) {
          heard = connectOf(body);
          this.heard.push(heard);
        }
        if (heard !== undefined) this.#answer(socket, heard, first, body);
      }
    });
  }

  #answer(socket: Socket, heard: Heard, first: number, body: Buffer): void {
    const kind = first >> 4;
    if (kind === 1) socket.write(packet(0x20, this.#connack()));
    else if (kind === 3) {
      const { message, id } = publishOf(first, body);
      heard.published.push(message);
      if (id !== undefined) socket.write(packet(0x40, id));
    } else if (kind === 8) {
      const properties = variable(body, 2);
      for (let at = properties.end + properties.value; at < body.length;) {
        const filter = textAt(body, at);
        heard.filters.push(filter);
        at += 3 + Buffer.byteLength(filter);
      }
      const codes = heard.filters.map(() => (this.#options.refuses === true ? 0x87 : 1));
      socket.write(packet(0x90, Buffer.concat([body.subarray(0, 2), Buffer.from([0, ...codes])])));
    } else if (kind === 10) {
      const properties = variable(body, 2);
      const before = heard.unsubscribed.length;
      for (let at = properties.end + properties.value; at < body.length;) {
        const filter = textAt(body, at);
        heard.unsubscribed.push(filter);
        at += 2 + Buffer.byteLength(filter);
      }
      const codes = heard.unsubscribed.slice(before).map(() => 0);
      socket.write(packet(0xb0, Buffer.concat([body.subarray(0, 2), Buffer.from([0, ...codes])])));
    } else if (kind === 12) socket.write(packet(0xd0, Buffer.alloc(0)));
    else if (kind === 14) heard.disconnected = true;
  }

  #connack(): Buffer {
    const { subscribeTopics = [], responseInformation, maximumQoS } = this.#options;
    const properties = Buffer.concat([
      ...(maximumQoS === undefined ? [] : [Buffer.from([0x24, maximumQoS])]),
      ...subscribeTopics.map((topic) =>
        Buffer.concat([Buffer.from([0x26]), text("subscribe-topic"), text(topic)]),
      ),
      ...(responseInformation === undefined ? [] : [Buffer.from([0x1a]), text(responseInformation)]),
    ]);
    return Buffer.concat([Buffer.from([0, 0, properties.length]), properties]);
  }
}

function packet(first: number, body: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = body.length; ;) {
    const byte = rest % 128;
    rest = Math.floor(rest / 128);
    length.push(rest > 0 ? byte | 128 : byte);
    if (rest === 0) return Buffer.concat([Buffer.from([first, ...length]), body]);
  }
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}

function textAt(bytes: Buffer, at: number): string {
  return bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)).toString();
}

/** A variable byte integer and where it ends. */
function variable(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at + i] ?? 0;
    value += (byte & 127) * 128 ** i;
    if (byte < 128) return { value, end: at + i + 1 };
  }
  return { value, end: at + 4 };
}

const SIZE: Readonly<Record<number, number>> = {
  0x01: 1,
  0x02: 4,
  0x11: 4,
  0x19: 1,
  0x21: 2,
  0x22: 2,
  0x27: 4,
};
const RESPONSE_INFORMATION_WANTED = 0x19;

/** The properties of a packet: texts by their id, and the user properties. */
function propertiesAt(bytes: Buffer, at: number) {
  const { value, end } = variable(bytes, at);
  const texts = new Map<number, string>();
  const numbers = new Map<number, number>();
  const user: Record<string, string> = {};
  for (let i = end; i < end + value;) {
    const id = bytes[i] ?? 0;
    const size = SIZE[id];
    i++;
    if (size !== undefined) {
      numbers.set(id, bytes.readUIntBE(i, size));
      i += size;
      continue;
    }
    const name = textAt(bytes, i);
    i += 2 + Buffer.byteLength(name);
    if (id === 0x26) {
      const given = textAt(bytes, i);
      i += 2 + Buffer.byteLength(given);
      user[name] = given;
    } else texts.set(id, name);
  }
  return { texts, numbers, user, end: end + value };
}

function connectOf(body: Buffer): Heard {
  const flags = body[7] ?? 0;
  const properties = propertiesAt(body, 10);
  const clientId = textAt(body, properties.end);
  const hasUsername = (flags & 0x80) !== 0;
  return {
    version: body[6] ?? 0,
    keepAlive: body.readUInt16BE(8),
    clientId,
    username: hasUsername ? textAt(body, properties.end + 2 + Buffer.byteLength(clientId)) : undefined,
    requestsResponseInformation: properties.numbers.get(RESPONSE_INFORMATION_WANTED) === 1,
    userProperties: properties.user,
    filters: [],
    unsubscribed: [],
    published: [],
    disconnected: false,
  };
}

function publishOf(
  first: number,
  body: Buffer,
): { readonly message: Published; readonly id: Buffer | undefined } {
  const qos = (first >> 1) & 3;
  const topic = textAt(body, 0);
  const at = 2 + Buffer.byteLength(topic);
  const id = qos === 0 ? undefined : body.subarray(at, at + 2);
  const properties = propertiesAt(body, id === undefined ? at : at + 2);
  const contentType = properties.texts.get(0x03);
  const responseTopic = properties.texts.get(0x08);
  return { message: { topic, qos, contentType, responseTopic, payload: body.subarray(properties.end) }, id };
}
