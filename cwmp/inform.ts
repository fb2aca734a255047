import { createHash } from "node:crypto";
import {
  type Contact,
  cwmpIdentity,
  type DeviceEvent,
  type DeviceFacts,
  type Identity,
  type Knowledge,
  type NativeValue,
  type Proof,
} from "#core";
import { eventRow } from "./event.table.ts";
import { withValues } from "./ops/step.ts";
import { nativeOf } from "./secret.ts";
import { isCounter, toldOf, watchingIn } from "./subscribe/notes.ts";
import type { Request } from "./soap/rpc.table.ts";
import type { Translation } from "./translation.ts";

export type InformArgs = Request<"Inform">;

/** `OUI-ProductClass-SerialNumber`, or `OUI-SerialNumber` without a product class. [TR-069a6 3.4.4] */
export function identityOf(id: InformArgs["DeviceId"]): Identity {
  return cwmpIdentity(id.OUI, id.ProductClass, id.SerialNumber);
}

/** What TR-069 allows of each part of an identity. */
const MAX_CHARS = 64;

/** The part of a DeviceId that is missing or too long to be one. [TR-069a6 A.3.3.1] */
export function wrongDeviceId(id: InformArgs["DeviceId"]): keyof InformArgs["DeviceId"] | undefined {
  if (id.OUI === "") return "OUI";
  if (id.SerialNumber === "") return "SerialNumber";
  const parts = ["Manufacturer", "OUI", "ProductClass", "SerialNumber"] as const;
  return parts.find((part) => id[part].length > MAX_CHARS);
}

/** What is known of the sender besides the Inform itself. */
export interface Sender {
  readonly proof: Proof;
  /** ms since the epoch */
  readonly at: number;
  /** Source address, without port. */
  readonly address: string;
  /** Seconds between Informs when the device does not tell. */
  readonly interval: number;
  /** Whether a native leaf is a secret. */
  readonly hides: (native: string) => boolean;
}

/** An Inform as a contact, without the value changes: they need to know the device. */
export function contactOf(inform: InformArgs, identity: Identity, sender: Sender): Contact {
  const told = toldBy(inform, sender);
  const events = eventsOf(inform, identity, sender.at);
  return {
    protocol: "cwmp",
    identity,
    proof: sender.proof,
    at: sender.at,
    facts: factsOf(inform, told, sender.address),
    mtp: "http",
    interval: told.interval ?? sender.interval,
    values: told.values,
    events,
    reset: inform.Event.some(({ EventCode }) => eventRow(EventCode)?.means === "bootstrap"),
    session: true,
    ...(inform.Event.some(({ EventCode }) => eventRow(EventCode)?.name === "8 DIAGNOSTICS COMPLETE")
      ? { ready: true }
      : {}),
  };
}

/** The Inform says that values changed. */
export function tellsChanges(inform: InformArgs): boolean {
  return inform.Event.some(({ EventCode }) => eventRow(EventCode)?.means === "valueChange");
}

/** `6 CONNECTION REQUEST`, however the rest is spelt: looked for in every Inform. */
const CONNECTION_REQUEST = /^\s*6(?:\s|$)/;

/** The Inform answers a connection request. */
export function wasRung(inform: InformArgs): boolean {
  return inform.Event.some(({ EventCode }) => CONNECTION_REQUEST.test(EventCode));
}

/** What a connection request needs, from the parameters of an Inform. */
export function connectionRequestUrl(values: readonly NativeValue[]): string | undefined {
  return values.find(({ path }) => path.endsWith(".ManagementServer.ConnectionRequestURL"))?.value;
}

/** Where the device can be asked for a session over XMPP. */
export function jabberId(values: readonly NativeValue[]): string | undefined {
  return values.find(({ path }) => path.endsWith(".ManagementServer.ConnReqJabberID"))?.value;
}

interface Told {
  readonly values: readonly NativeValue[];
  readonly facts: Record<string, string>;
  readonly root: string;
  readonly interval?: number;
}

const FACTS: Readonly<Record<string, keyof DeviceFacts>> = {
  "DeviceInfo.HardwareVersion": "hardwareVersion",
  "DeviceInfo.SoftwareVersion": "softwareVersion",
  "DeviceInfo.ProvisioningCode": "provisioningCode",
  "DeviceInfo.ModelName": "modelName",
};

function toldBy(inform: InformArgs, { at, hides }: Sender): Told {
  const values: NativeValue[] = [];
  const facts: Record<string, string> = {};
  let root = "";
  let interval: number | undefined;
  for (const told of inform.ParameterList) {
    const { Name, Value } = told;
    if (Name === "" || Name.endsWith(".")) continue;
    values.push(nativeOf(told, at, hides));
    const dot = Name.indexOf(".") + 1;
    if (root === "") root = Name.slice(0, dot);
    const fact = FACTS[Name.slice(dot)];
    if (fact !== undefined) {
      if (Value.value !== "") facts[fact] = Value.value;
    } else if (Name.endsWith(".PeriodicInformInterval") && /^\d{1,9}$/.test(Value.value)) {
      interval = Number(Value.value);
    }
  }
  return { values, facts, root, ...(interval === undefined || interval === 0 ? {} : { interval }) };
}

function factsOf(inform: InformArgs, told: Told, address: string): DeviceFacts {
  const { Manufacturer, OUI, ProductClass, SerialNumber } = inform.DeviceId;
  return {
    manufacturer: Manufacturer,
    oui: OUI,
    ...(ProductClass === "" ? {} : { productClass: ProductClass }),
    serialNumber: SerialNumber,
    ...told.facts,
    ...(told.root === "" ? {} : { dataModel: told.root === "InternetGatewayDevice." ? "TR-098" : "TR-181" }),
    address,
  };
}

/**
 * The events of an Inform, USP-shaped. Ids are made of device, event, command key and the device's own time, so that the
 * same Inform sent again is stored once.
 */
function eventsOf(inform: InformArgs, identity: Identity, at: number): readonly DeviceEvent[] {
  const events: DeviceEvent[] = [];
  let boot: { cause: string; commandKey: string } | undefined;
  const moment = momentOf(inform, at);
  for (const { EventCode, CommandKey } of inform.Event) {
    const row = eventRow(EventCode);
    const id = (): string => eventId(identity.value, EventCode, CommandKey, moment);
    switch (row?.means) {
      case "nothing":
      case "valueChange":
        break;
      case "boot":
        // `M Reboot` explains the boot it comes with, and stands alone at some CPEs.
        if (boot === undefined || row.cause === "RemoteReboot")
          boot = { cause: row.cause, commandKey: CommandKey };
        break;
      case "bootstrap":
        events.push({ id: id(), at, type: "bootstrap", reason: "firstContact" });
        break;
      case "command":
        events.push({
          id: id(),
          at,
          type: "commandComplete",
          path: row.path,
          command: row.command,
          commandKey: CommandKey,
        });
        break;
      case "event":
        events.push({ id: id(), at, type: "event", path: row.path, name: row.event, params: {} });
        break;
      case undefined:
        if (EventCode !== "")
          events.push({
            id: id(),
            at,
            type: "event",
            path: "Device.",
            name: EventCode,
            params: CommandKey === "" ? {} : { CommandKey },
          });
    }
  }
  if (boot !== undefined)
    events.push({ id: eventId(identity.value, "1 BOOT", "", moment), at, type: "boot", ...boot });
  return events;
}

/** Clocks that were never set start near their own zero at each boot: then the minute of arrival stands in. */
function momentOf(inform: Pick<InformArgs, "CurrentTime">, at: number): string {
  const year = Number(inform.CurrentTime.slice(0, 4));
  return year >= 2010 && year < 9999 ? inform.CurrentTime : `~${String(Math.floor(at / 60_000))}`;
}

function eventId(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 22);
}

/** A watched table has another number of rows: which came and went is for the session to find out. */
export function tellsRows({ values }: Pick<Contact, "values">, knowledge: Knowledge | undefined): boolean {
  const watching = watchingIn(knowledge?.memory ?? {});
  return values.some(({ path }) => isCounter(watching, path));
}

/** Parameters that come with every Inform, changed or not. [TR-069a6 3.7.1.5] */
const FORCED =
  /\.(?:DeviceSummary|RootDataModelVersion|SpecVersion|HardwareVersion|SoftwareVersion|ProvisioningCode|ParameterKey|ConnectionRequestURL|AliasBasedAddressing|ExternalIPAddress)$/;

/**
 * The changes a `4 VALUE CHANGE` tells: parameters beyond the forced ones, and forced ones that differ from what is known.
 * TR-181 paths through the translation; a native path without one stays as it is.
 */
export function changesOf(
  inform: Pick<InformArgs, "CurrentTime">,
  contact: Pick<Contact, "values" | "at" | "identity">,
  knowledge: Knowledge | undefined,
  translation: Translation,
): readonly DeviceEvent[] {
  const moment = momentOf(inform, contact.at);
  const after = knowledge === undefined ? undefined : withValues(knowledge, contact.values);
  const watching = watchingIn(knowledge?.memory ?? {});
  return contact.values.flatMap((native) => {
    const known = knowledge?.values.get(native.path)?.value;
    if (FORCED.test(native.path) && (known === undefined || known === native.value)) return [];
    const told = toldOf(watching, native.path);
    const targets = told ?? (after === undefined ? [] : translation.targetsOf(native.path, after));
    const paths = targets.length === 0 && told === undefined ? [native.path] : targets;
    return paths.map((path) => ({
      id: eventId(contact.identity.value, path, native.value, moment),
      at: contact.at,
      type: "valueChanged" as const,
      path,
      value: viewed(path, native, after, translation),
      native: native.path,
    }));
  });
}

function viewed(
  path: string,
  native: NativeValue,
  after: Knowledge | undefined,
  translation: Translation,
): string {
  if (after === undefined || translation.exact) return native.value;
  return translation.view(after).find((parameter) => parameter.path === path)?.value ?? native.value;
}
