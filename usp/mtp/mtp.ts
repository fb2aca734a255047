import type { Proof } from "#core";
import type { EndpointId } from "../endpointid.ts";

export type MtpName = "mqtt" | "websocket" | "stomp";

/** How to reach one agent over one transport. */
export type Route =
  | { readonly mtp: "mqtt"; readonly topic: string; readonly version: MqttVersion }
  /** Its connection, which this replica holds or held. */
  | { readonly mtp: "websocket"; readonly replica: string }
  | { readonly mtp: "stomp"; readonly destination: string };

export type MqttVersion = "5" | "3.1.1";

/** What a transport knows of who sent a record. */
export type Standing =
  /** It vouches that `endpoint` sent it. */
  | { readonly kind: "proven"; readonly endpoint: string; readonly proof: Proof }
  /** It vouches for its senders and knows no endpoint id of this one, which may introduce itself and no more. */
  | { readonly kind: "stranger" }
  /** It vouches for nobody. `endpoint`: whom the sender claimed to be; a record of another one is refused. */
  | { readonly kind: "claimed"; readonly endpoint?: string };

/** One USP record as a transport received it. */
export interface Inbound {
  readonly mtp: MtpName;
  readonly bytes: Uint8Array;
  /** Where the sender wants answers, when the transport said so. */
  readonly returnRoute?: Route;
  readonly standing: Standing;
  /** Its message came in a session context, and so goes the answer. [TR-369 R-MSG.0a] */
  readonly inSession?: true;
  /** Another replica took it and found that its session is held here. */
  readonly passedOn?: true;
}

/** `admitted`: the record was believed, and its sender is one that is let in. `refused`: it was bad or not believed. */
export type Received = "admitted" | "taken" | "refused";

/** `sent`: the transport took it. `noReceiver`: it says that nobody listens there. */
export type Sent = "sent" | "noReceiver";

/** A message transport. The resolved `receive` acknowledges the message; a rejected one leaves it with the broker. */
export interface Mtp {
  readonly name: MtpName;
  start(handlers: MtpHandlers): Promise<void>;
  stop(): Promise<void>;
  /**
   * Sends to an endpoint. Rejects with Fault `broker.unavailable`; its fact `sent` tells whether the record may have left.
   * `loosely`: the endpoint asks again for what is lost, so nobody need confirm that it took the record.
   */
  send(to: EndpointId, route: Route, record: Uint8Array, loosely?: true): Promise<Sent>;
  /** Whether records to this endpoint can leave from here now. */
  reaches(to: EndpointId, route: Route): boolean;
  /** Whether this endpoint may be reached there: at one of its own places, and never at one of ours. */
  allows(endpoint: EndpointId, route: Route): boolean;
  /** Whether any record can leave now. */
  isUp(): boolean;
  /** Aborted when the connection that records to this endpoint leave by ends: what was asked over it is not answered any more. */
  lifetime?(to: EndpointId): AbortSignal | undefined;
}

export interface MtpHandlers {
  /**
   * Resolves once what the record says is durable. Rejects when the transport must keep it and try again; never for bad bytes.
   */
  receive(message: Inbound): Promise<Received>;
  /** The transport came up (again) or went away as a whole. */
  state(up: boolean): void;
  /** The connection of one endpoint ended. */
  gone(endpoint: EndpointId): void;
}
