import { faultRow } from "./fault.table.ts";
import type { EnvelopeOptions, SentFault } from "./message.ts";
import { answerNamespace } from "./namespace.ts";
import { escapeText, legalText, tag } from "./writer.ts";

// No XML declaration: some clients fail on it, none needs it. Some refuse an ID without mustUnderstand.
const OPEN =
  '<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="';
const MUST_UNDERSTAND = ' soap-env:mustUnderstand="1"';

/** Puts a message into its envelope; the header holds what the options name. */
export function envelope(
  content: string,
  { id, namespace, holdRequests, useVersion }: EnvelopeOptions,
): string {
  const header =
    (id === undefined ? "" : tag("cwmp:ID", MUST_UNDERSTAND, escapeText(legalText(id)))) +
    (holdRequests === undefined ? "" : tag("cwmp:HoldRequests", MUST_UNDERSTAND, holdRequests ? "1" : "0")) +
    (useVersion === undefined ? "" : tag("cwmp:UseCWMPVersion", MUST_UNDERSTAND, escapeText(useVersion)));
  return `${OPEN}${answerNamespace(namespace)}">${tag("soap-env:Header", "", header)}${tag("soap-env:Body", "", content)}</soap-env:Envelope>`;
}

/** `soap-env:Fault` with the CWMP fault in its detail; a fault about the header has none. [SOAP 1.1 section 4.4] */
export function faultContent({ code, message, parameters, soap = faultRow(code).soap }: SentFault): string {
  const about = soap === "MustUnderstand" || soap === "VersionMismatch";
  const items = parameters.map((each) =>
    tag("SetParameterValuesFault", "", textTag("ParameterName", each.name) + codes(each.code, each.message)),
  );
  const detail = tag("detail", "", tag("cwmp:Fault", "", codes(code, message) + items.join("")));
  const text = textTag("faultstring", about ? message : "CWMP fault");
  return tag("soap-env:Fault", "", tag("faultcode", "", soap) + text + (about ? "" : detail));
}

function codes(code: number, message: string): string {
  return tag("FaultCode", "", String(code)) + textTag("FaultString", message);
}

function textTag(name: string, text: string): string {
  return tag(name, "", escapeText(legalText(text)));
}
