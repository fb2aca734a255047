import { child, type Element } from "./element.ts";
import type { CwmpFault, ParameterFault } from "./message.ts";
import type { Warnings } from "./warnings.ts";

const LONGEST_TEXT = 1024;
const MOST_PARAMETERS = 1000;

/**
 * Reads a SOAP Fault. The CWMP fault is looked for anywhere below it: some devices put `detail` inside `faultstring`.
 * Without one, the code is 0 and the message is what `faultstring` says.
 */
export function readFault(fault: Element, warnings: Warnings): CwmpFault {
  const holder = find(fault, (element) => child(element, "FaultCode") !== undefined);
  if (holder === undefined) {
    warnings.add("fault without FaultCode");
    return { code: 0, message: cut(child(fault, "faultstring")?.text ?? "", warnings), parameters: [] };
  }
  const faults = holder.children.filter((element) => element.name === "SetParameterValuesFault");
  if (faults.length > MOST_PARAMETERS) warnings.add("too many SetParameterValuesFault");
  return {
    ...readCode(holder, warnings),
    parameters: faults.slice(0, MOST_PARAMETERS).map((element) => readParameter(element, warnings)),
  };
}

function readParameter(element: Element, warnings: Warnings): ParameterFault {
  return { name: cut(child(element, "ParameterName")?.text ?? "", warnings), ...readCode(element, warnings) };
}

function readCode(element: Element, warnings: Warnings): { readonly code: number; readonly message: string } {
  const code = /^\s*(\d{4})(?!\d)/.exec(child(element, "FaultCode")?.text ?? "")?.[1];
  if (code === undefined) warnings.add("odd FaultCode");
  return { code: Number(code ?? 0), message: cut(child(element, "FaultString")?.text ?? "", warnings) };
}

function cut(text: string, warnings: Warnings): string {
  if (text.length <= LONGEST_TEXT) return text.trim();
  warnings.add("long fault text");
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}

/** Depth first, the tree is at most as deep as the scanner allows. */
function find(element: Element, wanted: (element: Element) => boolean): Element | undefined {
  if (wanted(element)) return element;
  for (const next of element.children) {
    const found = find(next, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
