import { createHmac, timingSafeEqual } from "node:crypto";
import { asFault } from "#core";
import { CAPS, type Caps } from "../soap/caps.ts";
import { toUtf8 } from "../soap/charset.ts";
import { attribute, child, type Element } from "../soap/element.ts";
import { scan } from "../soap/scan.ts";
import { Warnings } from "../soap/warnings.ts";

/** A lightweight notification of a CPE, as it says of itself; nothing of it is proved yet. */
export interface Notification {
  /** Unix seconds by the clock of the CPE. */
  readonly ts: number;
  /** ManagementServer.Username */
  readonly username: string;
  readonly cnonce: string;
  readonly id: {
    readonly OUI: string;
    readonly ProductClass: string;
    readonly SerialNumber: string;
  };
  readonly params: readonly NotifiedParam[];
}

export interface NotifiedParam {
  readonly name: string;
  readonly value: string;
  /** Without prefix; absent when the CPE does not tell it. */
  readonly type?: string;
}

export interface Datagram {
  readonly notification: Notification;
  /** 20 bytes. */
  readonly signature: Buffer;
  /** What may have been signed: the body as it came, and as long as its head says. */
  readonly bodies: readonly Buffer[];
}

const NAMESPACE = /:cwmp:lwnotif-1-\d+$/;
/** Nothing that fits into a datagram needs more. */
const LIMITS: Caps = { ...CAPS, bytes: 65_536, depth: 8, elements: 2000 };
const MAX_PARAMS = 256;
const MAX_CHARS = 256;

/**
 * Reads a datagram in the form of an HTTP POST; undefined when it is none with a signed Notification. Its head is read
 * leniently: CPEs end lines with a bare line feed, begin them with a blank and spell Content-Length in other ways.
 * [TR-069a6 M.2]
 */
export function readNotification(bytes: Buffer): Datagram | undefined {
  const text = bytes.toString("latin1");
  const gap = /\r?\n[ \t]*\r?\n/.exec(text);
  if (gap === null || !/^\s*POST\b/.test(text)) return undefined;
  const head = new Map(
    text
      .slice(0, gap.index)
      .split(/\r?\n/)
      .slice(1)
      .map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
  );
  const signature = head.get("signature") ?? "";
  if (!/^[0-9a-fA-F]{40}$/.test(signature)) return undefined;
  const body = bytes.subarray(gap.index + gap[0].length);
  const length = Number(head.get("content-length") ?? "NaN");
  const notification = documentIn(
    length < body.length ? body.subarray(0, length) : body,
    head.get("content-type"),
  );
  if (notification === undefined) return undefined;
  return {
    notification,
    signature: Buffer.from(signature, "hex"),
    bodies: length < body.length ? [body, body.subarray(0, length)] : [body],
  };
}

/** HMAC-SHA1 of the body with the password that the CPE shows the ACS. */
export function isSignedBy({ signature, bodies }: Datagram, password: string): boolean {
  return bodies.some((body) =>
    timingSafeEqual(createHmac("sha1", password).update(body).digest(), signature),
  );
}

function documentIn(body: Buffer, contentType: string | undefined): Notification | undefined {
  const warnings = new Warnings();
  let root: Element;
  try {
    root = scan(toUtf8(body, contentType, warnings), warnings, LIMITS);
  } catch (error) {
    if (asFault(error).code === "internal") throw error;
    return undefined;
  }
  const declared = root.attributes.filter((_, i) => i % 2 === 1).some((value) => NAMESPACE.test(value));
  if (root.name !== "Notification" || !declared) return undefined;
  const told = (name: string): string => child(root, name)?.text ?? "";
  const ts = /^\d{1,12}$/.test(told("TS").trim()) ? Number(told("TS")) : undefined;
  const id = { OUI: told("OUI"), ProductClass: told("ProductClass"), SerialNumber: told("SerialNumber") };
  const params = root.children.filter(({ name }) => name === "Param").map((param) => paramOf(param));
  const texts = [told("UN"), told("CN"), ...Object.values(id)];
  const fits = texts.every((each) => each.length <= MAX_CHARS) && params.length <= MAX_PARAMS;
  const whole = ts !== undefined && told("UN") !== "" && id.OUI !== "" && id.SerialNumber !== "";
  if (!fits || !whole || params.length === 0 || params.some(({ name }) => !isName(name))) return undefined;
  return { ts, username: told("UN"), cnonce: told("CN"), id, params };
}

function paramOf(param: Element): NotifiedParam {
  const value = child(param, "Value");
  const type = value === undefined ? undefined : attribute(value, "type");
  return {
    name: child(param, "Name")?.text.trim() ?? "",
    value: value?.text ?? "",
    ...(type === undefined ? {} : { type: type.slice(type.indexOf(":") + 1) }),
  };
}

function isName(name: string): boolean {
  return /^(?:InternetGatewayDevice|Device)\.[\w.-]{1,512}$/.test(name) && !name.endsWith(".");
}
