import { Fault, type JsonObject, type Log, type PathFault, type WantedSubscription } from "#core";
import type { Agent } from "../agents.ts";
import type { UspConfig } from "../config.ts";
import type { Response, UspError } from "../message/codec.ts";
import type { Draft } from "../message/descriptors.table.ts";
import { errorText, faultOfUsp, protocolCode } from "../message/error.table.ts";
import type { Model } from "../model.ts";

/** What an operation may use while it holds the device's session. */
export interface OpContext {
  readonly agent: Agent;
  readonly config: UspConfig;
  /** The agent's supported model, empty before onboarding. */
  readonly model: Model;
  readonly commandKey: string;
  /** What the agent is to be subscribed to besides the baseline. */
  readonly wanted: readonly WantedSubscription[];
  readonly log: Log;
  /** ms since the epoch */
  now(): number;
  /** One request; rejects with the fault an Error message stands for, `device.unreachable` or `broker.unavailable`. */
  ask(request: Draft<"Request">): Promise<Response>;
  /** When bytes of it first left, ms since the epoch. */
  readonly sentAt?: number;
  /** Makes durable that bytes leave that can change the device. */
  sending(): Promise<void>;
  /** What the stack has noted of the device. */
  notes(): Promise<JsonObject>;
  /** Makes notes durable. */
  note(memory: JsonObject): Promise<void>;
}

/** Codes that say only that a parameter failed; what failed stands with the parameter. */
const GENERAL = new Set([7004, 7020, 7021]);

/** An Error message as a fault with its failed parameters. */
export function faultOfError(error: UspError): Fault {
  const errors = error.paramErrs.map((e) => pathFault(e.paramPath, e.errCode, e.errMsg));
  const [first] = errors;
  const code = GENERAL.has(error.errCode) && first !== undefined ? first.code : faultOfUsp(error.errCode);
  return new Fault(code, {
    detail: errorText(error.errCode, error.errMsg),
    protocolCode: protocolCode(error.errCode),
    ...(errors.length === 0 ? {} : { errors }),
    sent: true,
  });
}

/** One failed path or parameter of an answer. */
export function pathFault(path: string, code: number, text: string): PathFault {
  return { path, code: faultOfUsp(code), detail: errorText(code, text), protocolCode: protocolCode(code) };
}

/** The part of a response that was asked for; the controller has checked that it is there. */
export function part<K extends keyof Response>(response: Response, name: K): NonNullable<Response[K]> {
  const value = response[name];
  if (value === undefined || value === null) throw new Fault("device.protocol", { detail: `no ${name}` });
  return value;
}
