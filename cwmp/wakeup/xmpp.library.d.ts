// What is used of @xmpp, which comes without types. Nothing else of it may be used.
// oxlint-disable import/no-default-export -- the library's own form

declare module "@xmpp/client-core" {
  import type { Socket } from "node:net";
  import type TlsSocket from "@xmpp/tls/lib/Socket.js";

  export interface Element {
    readonly name: string;
    readonly attrs: Readonly<Record<string, string | undefined>>;
    is(name: string, xmlns?: string): boolean;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildElements(): readonly Element[];
    getNS(): string | undefined;
    text(): string;
    toString(): string;
  }

  export function xml(
    name: string,
    attributes?: Readonly<Record<string, string>>,
    ...children: readonly (Element | string)[]
  ): Element;

  /** How a connection is made; `socketParameters` is called on the prototype. */
  export interface Transport {
    new (): { socketParameters(service: string): object | undefined };
  }

  export class Client {
    constructor(options: {
      readonly service: string;
      readonly domain: string;
      /** ms for each step of the negotiation */
      readonly timeout: number;
    });
    transports: Transport[];
    readonly socket: Socket | TlsSocket | null;
    emit(event: "error", error: unknown): boolean;
    isSecure(): boolean;
    on(event: "online", listener: (jid: { toString(): string }) => void): this;
    on(event: "element", listener: (element: Element) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    on(event: "disconnect", listener: () => void): this;
    connect(service: string): Promise<unknown>;
    open(to: { readonly domain: string }): Promise<unknown>;
    restart(): Promise<unknown>;
    write(text: string): Promise<void>;
    send(element: Element): Promise<void>;
    sendReceive(element: Element): Promise<Element>;
    _attachSocket(socket: object): void;
    _onData(data: Buffer): void;
    _onSeeOtherHost(error: Error): void;
  }
}

declare module "@xmpp/tls/lib/Socket.js" {
  import type { ConnectionOptions, TLSSocket } from "node:tls";

  export default class Socket {
    readonly socket: TLSSocket | null;
    connect(options: ConnectionOptions): void;
    once(event: "connect" | "close", listener: () => void): this;
    once(event: "error", listener: (error: Error) => void): this;
  }
}

declare module "@xmpp/tls" {
  import type { Client } from "@xmpp/client-core";

  export default function tls(parts: { readonly entity: Client }): void;
}

declare module "@xmpp/tcp" {
  import type { Client } from "@xmpp/client-core";

  export default function tcp(parts: { readonly entity: Client }): void;
}

declare module "@xmpp/middleware" {
  import type { Client } from "@xmpp/client-core";

  export interface Middleware {
    readonly use: unknown;
  }
  export default function middleware(parts: { readonly entity: Client }): Middleware;
}

declare module "@xmpp/stream-features" {
  import type { Client } from "@xmpp/client-core";
  import type { Middleware } from "@xmpp/middleware";

  export interface StreamFeatures {
    use(
      name: string,
      xmlns: string,
      handler: (context: { readonly entity: Client }, next: () => Promise<void>) => Promise<void>,
    ): void;
  }
  export default function streamFeatures(parts: { readonly middleware: Middleware }): StreamFeatures;
}

declare module "@xmpp/iq/caller.js" {
  import type { Client } from "@xmpp/client-core";
  import type { Middleware } from "@xmpp/middleware";

  export interface IqCaller {
    readonly handlers: ReadonlyMap<string, unknown>;
  }
  export default function iqCaller(parts: {
    readonly entity: Client;
    readonly middleware: Middleware;
  }): IqCaller;
}

declare module "@xmpp/sasl" {
  import type { StreamFeatures } from "@xmpp/stream-features";
  import type SaslFactory from "saslmechanisms";

  export default function sasl(
    parts: { readonly streamFeatures: StreamFeatures; readonly saslFactory: SaslFactory },
    onAuthenticate: (
      authenticate: (
        credentials: { readonly username: string; readonly password: string },
        mechanism: string,
      ) => Promise<void>,
      mechanisms: readonly string[],
    ) => Promise<void>,
  ): void;
}

declare module "saslmechanisms" {
  export default class SaslFactory {
    use(mechanism: object): void;
  }
}

declare module "@xmpp/sasl-scram-sha-1" {
  import type SaslFactory from "saslmechanisms";

  export default function scramSha1(factory: SaslFactory): void;
}

declare module "@xmpp/sasl-plain" {
  import type SaslFactory from "saslmechanisms";

  export default function plain(factory: SaslFactory): void;
}

declare module "@xmpp/resource-binding" {
  import type { IqCaller } from "@xmpp/iq/caller.js";
  import type { StreamFeatures } from "@xmpp/stream-features";

  export default function resourceBinding(
    parts: { readonly streamFeatures: StreamFeatures; readonly iqCaller: IqCaller },
    resource: string,
  ): void;
}
