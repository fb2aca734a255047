import { attribute, type Element } from "./element.ts";
import type { SoapHeader } from "./message.ts";
import type { Warnings } from "./warnings.ts";

const LONGEST_ID = 256;

type Draft = { -readonly [K in keyof SoapHeader]: SoapHeader[K] };

/** What each header element says. */
const READ = new Map<string, (draft: Draft, text: string) => void>([
  ["HoldRequests", (draft, text) => (draft.holdRequests = isTrue(text))],
  ["NoMoreRequests", (draft, text) => (draft.noMoreRequests = isTrue(text))],
  ["SupportedCWMPVersions", (draft, text) => (draft.supportedVersions = versions(text))],
  ["UseCWMPVersion", (draft, text) => (draft.useVersion = text.trim())],
  [
    "SessionTimeout",
    (draft, text) => {
      if (/^\s*\d{1,9}\s*$/.test(text)) draft.sessionTimeout = Number(text);
    },
  ],
]);

/** The ID and the other header elements; a missing Header is an empty one. */
export function readHeader(
  header: Element | undefined,
  warnings: Warnings,
): { readonly id?: string; readonly header: SoapHeader } {
  const draft: Draft = {};
  const strange: string[] = [];
  let id: string | undefined;
  for (const element of header?.children ?? []) {
    const read = READ.get(element.name);
    if (element.name === "ID") id ??= cutId(element.text, warnings);
    else if (read !== undefined) read(draft, element.text);
    else if (strange.length < 8 && isTrue(attribute(element, "mustUnderstand") ?? ""))
      strange.push(element.name);
  }
  if (id === undefined) warnings.add("no ID");
  if (strange.length > 0) draft.notUnderstood = strange;
  return id === undefined ? { header: draft } : { id, header: draft };
}

function cutId(id: string, warnings: Warnings): string {
  if (id.length <= LONGEST_ID) return id;
  warnings.add("long ID");
  return id.slice(0, LONGEST_ID).replace(/[\ud800-\udbff]$/, "");
}

function isTrue(text: string): boolean {
  return /^\s*(?:1|true)\s*$/i.test(text);
}

function versions(text: string): readonly string[] {
  return text
    .split(",", 16)
    .map((version) => version.trim())
    .filter((version) => version !== "");
}
