import { hash } from "node:crypto";
import {
  operationOfCommandKey,
  type DeviceEvent,
  type DeviceFacts,
  type JsonObject,
  type NativeValue,
  type Problem,
} from "#core";
import type { EndpointId } from "./endpointid.ts";
import type { Request } from "./message/codec.ts";
import { errorText, faultOfUsp, protocolCode } from "./message/error.table.ts";
import type { Model } from "./model.ts";
import { factsIn } from "./ops/onboard.ts";
import { isEmptySecret } from "./secret.ts";
import { nativeValue } from "./values.ts";

export type Notify = NonNullable<Request["notify"]>;

/** What a Notify says, before it is stored. */
export interface Notice {
  readonly events: readonly DeviceEvent[];
  readonly values: readonly NativeValue[];
  readonly facts: DeviceFacts;
  /** The agent (re)started or presents itself: it is a contact, not only a report. */
  readonly contact: "none" | "boot" | "onboard";
  /** What was known of it does not hold any more. */
  readonly reset: boolean;
  /** To be noted of the agent. */
  readonly memory?: JsonObject;
  /** A command that goes on is to be looked at now. */
  readonly ready?: true;
}

export interface NoticeSource {
  /** See `noticeId`. */
  readonly id: string;
  /** ms since the epoch */
  readonly at: number;
  /** Characters kept of one value. */
  readonly valueChars: number;
  /** What the agent supports: types the values. */
  readonly model: Model;
}

const EMPTY: Notice = { events: [], values: [], facts: {}, contact: "none", reset: false };

/**
 * One id for a Notify however often it is sent: agents repeat until they are answered. Message ids start again at a
 * reboot, so the content counts too. [TR-369 R-NOT.6a]
 */
export function noticeId(from: EndpointId, msgId: string, payload: Uint8Array): string {
  const name = Buffer.from(`${from}\n${msgId}\n`);
  return `usp-${hash("sha256", Buffer.concat([name, payload]), "base64url").slice(0, 27)}`;
}

/** The events, values and facts of a Notify. Pure. */
export function noticeOf(notify: Notify, source: NoticeSource): Notice {
  const base = { id: source.id, at: source.at };
  if (notify.valueChange !== undefined) return valueChange(notify.valueChange, base, source);
  if (notify.event !== undefined) return eventNotice(notify.event, base, source);
  if (notify.objCreation !== undefined) {
    const { objPath: path, uniqueKeys } = notify.objCreation;
    return { ...EMPTY, events: [{ ...base, type: "objectCreated", path, uniqueKeys }] };
  }
  if (notify.objDeletion !== undefined)
    return { ...EMPTY, events: [{ ...base, type: "objectDeleted", path: notify.objDeletion.objPath }] };
  if (notify.operComplete !== undefined) return { ...EMPTY, events: [completion(notify.operComplete, base)] };
  return onBoard(notify.onBoardReq, base);
}

type Base = { readonly id: string; readonly at: number };

function valueChange(change: NonNullable<Notify["valueChange"]>, base: Base, source: NoticeSource): Notice {
  const { paramPath: path } = change;
  const value = change.paramValue.slice(0, source.valueChars);
  // A value that was cut is not the device's value any more.
  const whole = value.length === change.paramValue.length;
  const told = whole && !isEmptySecret({ path, value });
  const values = told ? [nativeValue(path, value, base.at, source.model)] : [];
  return {
    ...EMPTY,
    events: [{ ...base, type: "valueChanged", path, value, native: path }],
    values,
    facts: path.startsWith("Device.DeviceInfo.") ? factsIn([{ path, value }]) : {},
  };
}

function eventNotice(event: NonNullable<Notify["event"]>, base: Base, source: NoticeSource): Notice {
  const name = `${event.objPath}${event.eventName}`;
  if (name === "Device.Boot!") return boot(event.params, base, source.model);
  // A heartbeat is no event: it only shows that the agent is there.
  if (name === "Device.LocalAgent.Periodic!") return EMPTY;
  if (name === "Device.LocalAgent.TransferComplete!")
    return { ...EMPTY, events: [transfer(event.params, base, source.valueChars)] };
  const params = shortened(event.params, source.valueChars);
  return {
    ...EMPTY,
    events: [{ ...base, type: "event", path: event.objPath, name: event.eventName, params }],
  };
}

const RESETS = new Set(["FactoryReset", "LocalFactoryReset", "RemoteFactoryReset"]);

function boot(params: Readonly<Record<string, string>>, base: Base, model: Model): Notice {
  const {
    CommandKey = "",
    Cause = "",
    FirmwareUpdated,
    ParameterMap,
  } = params as Partial<Record<string, string>>;
  const values = parameterMap(ParameterMap).map(([path, value]) => nativeValue(path, value, base.at, model));
  const firmwareUpdated =
    FirmwareUpdated === undefined ? {} : { firmwareUpdated: /^(?:true|1)$/i.test(FirmwareUpdated) };
  const isReset = RESETS.has(Cause);
  const booted: DeviceEvent = {
    ...base,
    type: "boot",
    cause: Cause,
    commandKey: CommandKey,
    ...firmwareUpdated,
  };
  const bootstrap: DeviceEvent = {
    id: `${base.id}-b`,
    at: base.at,
    type: "bootstrap",
    reason: "factoryReset",
  };
  return {
    events: isReset ? [booted, bootstrap] : [booted],
    values,
    facts: factsIn(values),
    contact: "boot",
    reset: isReset,
  };
}

/** `ParameterMap` is a JSON object in a string; what is not is left out. */
function parameterMap(text: string | undefined): readonly [string, string][] {
  if (text === undefined || text === "") return [];
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return [];
    return Object.entries(parsed).flatMap(([path, value]): [string, string][] => {
      if (!path.startsWith("Device.")) return [];
      if (typeof value === "string") return [[path, value]];
      return typeof value === "number" || typeof value === "boolean" ? [[path, String(value)]] : [];
    });
  } catch {
    return [];
  }
}

function transfer(params: Readonly<Record<string, string>>, base: Base, valueChars: number): DeviceEvent {
  const of = (name: string) => params[name] ?? "";
  const type = of("TransferType");
  const faultCode = Number.parseInt(of("FaultCode"), 10) || 0;
  return {
    ...base,
    type: "transferComplete",
    commandKey: of("CommandKey"),
    // Only a transfer that an operation of ours asked for carries its key.
    autonomous: operationOfCommandKey(of("CommandKey")) === undefined,
    transferType: type === "Download" || type === "Upload" ? type : "",
    faultCode,
    faultString: of("FaultString"),
    startTime: of("StartTime"),
    completeTime: of("CompleteTime"),
    ...(faultCode === 0 ? {} : { problem: problemOf(faultCode, of("FaultString")) }),
    details: shortened(params, valueChars),
  };
}

function completion(done: NonNullable<Notify["operComplete"]>, base: Base): DeviceEvent {
  const { objPath: path, commandName: command, commandKey, reqOutputArgs, cmdFailure } = done;
  const common = { ...base, type: "commandComplete", path, command, commandKey } as const;
  if (cmdFailure !== undefined)
    return { ...common, problem: problemOf(cmdFailure.errCode, cmdFailure.errMsg) };
  const output = reqOutputArgs?.outputArgs ?? {};
  const status = output["Status"] ?? "";
  // A diagnostic that did not come to a result says so in its output, whatever protocol it ran over.
  return status.startsWith("Error")
    ? { ...common, output, problem: { code: "device.fault", detail: status } }
    : { ...common, output };
}

function problemOf(code: number, text: string): Problem {
  return { code: faultOfUsp(code), detail: errorText(code, text), protocolCode: protocolCode(code) };
}

function onBoard(request: Notify["onBoardReq"], base: Base): Notice {
  const facts = {
    dataModel: "TR-181",
    ...present("oui", request?.oui),
    ...present("productClass", request?.productClass),
    ...present("serialNumber", request?.serialNumber),
  } as const;
  const events: readonly DeviceEvent[] = [{ ...base, type: "bootstrap", reason: "onBoardRequest" }];
  return { ...EMPTY, events, facts, contact: "onboard", reset: true };
}

function present(name: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === "" ? {} : { [name]: value };
}

/** How many values of full length one event may hold. */
const FULL_VALUES = 16;

/** Long values are cut, and what is beyond the size of some full ones is left out: events are kept and passed on whole. */
function shortened(
  params: Readonly<Record<string, string>>,
  chars: number,
): Readonly<Record<string, string>> {
  let left = chars * FULL_VALUES;
  const kept = Object.entries(params).flatMap(([name, value]): [string, string][] => {
    const cut = value.slice(0, chars);
    left -= name.length + cut.length;
    return left < 0 ? [] : [[name, cut]];
  });
  return Object.fromEntries(kept);
}
