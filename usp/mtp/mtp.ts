/** One USP record as a transport received it. */
export interface Inbound {
  readonly bytes: Uint8Array;
  /** Where the sender wants answers, when the transport said so. */
  readonly returnPath?: string;
  /** The endpoint id the transport's address of the message names, when it names one. */
  readonly sender?: string;
  /** The version of the transport protocol the sender used, so far as its message shows it. */
  readonly version: "5" | "3.1.1";
}

/** How to reach one agent. */
export interface Address {
  readonly topic: string;
  readonly version: "5" | "3.1.1";
}

/** `sent`: the transport took it. `noReceiver`: it says that nobody listens there. */
export type Sent = "sent" | "noReceiver";

/** A message transport. The resolved `receive` acknowledges the message; a rejected one leaves it with the broker. */
export interface Mtp {
  readonly name: string;
  start(handlers: MtpHandlers): Promise<void>;
  stop(): Promise<void>;
  /** Sends to an endpoint at its address. Rejects with Fault `broker.unavailable`. */
  send(to: string, address: Address, record: Uint8Array): Promise<Sent>;
  /** Whether records can leave now. */
  isUp(): boolean;
}

export interface MtpHandlers {
  /** Resolves once what the message says is durable. */
  receive(message: Inbound): Promise<void>;
  /** The transport came up (again) or went away. */
  state(up: boolean): void;
}
