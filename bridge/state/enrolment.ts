import { BlockList, isIPv6 } from "node:net";
import type { Contact } from "#core";

/** Who is let in without an operator: every condition of a rule that is given must hold. */
export interface EnrolmentRule {
  readonly name: string;
  readonly oui?: string;
  readonly manufacturer?: string;
  readonly productClass?: string;
  readonly modelName?: string;
  /** The device's source address lies in it: `192.0.2.0/24`, `2001:db8::/32`. */
  readonly cidr?: string;
  /** SHA-256 fingerprint of the client certificate, lower-case hex; `named`: any whose name is the device's own. */
  readonly certificate?: string;
  /** User name of a group credential that the device proved. */
  readonly group?: string;
}

/** Of `EnrolmentRule.certificate`. */
export const NAMED = "named";

export type EnrolmentMode = "open" | "approve" | "closed";

/** What becomes of a device that is not known yet. `closed` lets nobody in; rules matter where an operator approves. */
export function decideEnrolment(
  contact: Contact,
  mode: EnrolmentMode,
  rules: readonly EnrolmentRule[],
): "accepted" | "quarantined" | "refused" {
  if (mode === "open") return "accepted";
  if (mode === "closed") return "refused";
  const grouped = contact.proof.kind === "password" && contact.proof.generation === "group";
  return grouped || rules.some((rule) => matches(rule, contact)) ? "accepted" : "quarantined";
}

function matches(rule: EnrolmentRule, { facts, proof }: Contact): boolean {
  const said: [wanted: string | undefined, is: string | undefined][] = [
    [rule.oui?.toUpperCase(), facts.oui?.toUpperCase()],
    [rule.manufacturer, facts.manufacturer],
    [rule.productClass, facts.productClass],
    [rule.modelName, facts.modelName],
    [rule.certificate, certificateSaid(rule, proof)],
    [rule.group, proof.kind === "password" && proof.generation === "group" ? proof.username : undefined],
  ];
  const given = said.filter(([wanted]) => wanted !== undefined);
  if (given.length === 0 && rule.cidr === undefined) return false;
  return (
    given.every(([wanted, is]) => wanted === is) &&
    (rule.cidr === undefined || inNetwork(facts.address, rule.cidr))
  );
}

function certificateSaid({ certificate }: EnrolmentRule, proof: Contact["proof"]): string | undefined {
  if (proof.kind !== "certificate") return undefined;
  return certificate === NAMED && proof.of === "device" ? NAMED : proof.fingerprint;
}

/** True when the address lies in the network; false for anything that is neither. */
export function inNetwork(address: string | undefined, cidr: string): boolean {
  const [network = "", bits = ""] = cidr.split("/");
  try {
    const family = isIPv6(network) ? "ipv6" : "ipv4";
    const list = new BlockList();
    list.addSubnet(network, bits === "" ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
    return address !== undefined && list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  } catch {
    return false;
  }
}
