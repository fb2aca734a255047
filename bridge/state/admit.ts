import type { Contact, DeviceId, Enrolment, NativeValue, OperationId, Proof } from "#core";
import type { Commit, Onboarding, OverlayRow, StoredEvent } from "./change.ts";
import { made } from "./northbound.ts";
import { boot, evidenceFields, eventsOf, factFields, graceMs, memoryOf, startsOf } from "./project.ts";
import { isGroup, proofText } from "./identity.ts";
import { identityText } from "./keys.ts";
import { lines, type Fields } from "./record.ts";
import { sentAway, type RedirectTarget } from "./redirect.ts";
import { rivals } from "./rival.ts";
import type { Vault } from "./secret.ts";
import { packContact, packValue, unpackContact } from "./snapshot.ts";

/** A contact beside what is stored of its device. */
export interface AdmitInput {
  readonly id: DeviceId;
  readonly contact: Contact;
  /** undefined: the device is new */
  readonly fields: Fields | undefined;
  readonly digest: string;
  /** What enrolment says to a device that is not accepted yet. */
  readonly decision: "accepted" | "quarantined" | "refused";
  /** Who takes the session, until when (ms). */
  readonly holder: string;
  readonly leaseUntil: number;
  /** Seconds, for devices that do not tell theirs. */
  readonly defaultInterval: number;
  readonly onboard: { readonly id: OperationId; readonly expiresAt: number };
  /** Quarantined devices of one partition and the time before which they are forgotten. */
  readonly quarantine: { readonly cap: number; readonly before: number };
}

export type Admit =
  | Challenge
  | { readonly verdict: "refused"; readonly enrolment: Enrolment | "closed" }
  | { readonly verdict: "quarantined"; readonly commit: Commit }
  | {
      readonly verdict: "redirected";
      readonly commit: Commit;
      readonly to: RedirectTarget;
      readonly promote?: string;
    }
  | {
      readonly verdict: "accepted";
      readonly commit: Commit;
      readonly first: boolean;
      /** The pending credential of this user name was used: it is the current one from now on. */
      readonly promote?: string;
    };

/** Pure: what a contact that says something new makes of its device, and what it is answered. */
export function admit(input: AdmitInput, vault: Vault): Admit {
  const { contact, fields = {} } = input;
  const proof = judge(contact, fields, input.decision === "accepted");
  if (proof.verdict === "challenge") return proof;
  const enrolment = enrolmentOf(input);
  if (enrolment === "refused") return { verdict: "refused", enrolment: "closed" };
  const common = describe(input, vault);
  if (enrolment === "quarantined") {
    // Those an operator shut out are not forgotten.
    const quarantine =
      fields["held"] === "1"
        ? {}
        : { quarantine: { cap: input.quarantine.cap, before: String(input.quarantine.before) } };
    return {
      verdict: "quarantined",
      commit: { ...common, set: { ...common.set, enrolment }, ...quarantine },
    };
  }
  const promote = proof.promote === undefined ? {} : { promote: proof.promote };
  const away = sentAway(input.id, contact, fields, () => ({
    ...common,
    set: { ...common.set, ...proof.set },
  }));
  if (away !== undefined) return { verdict: "redirected", ...away, ...promote };
  const first = fields["enrolment"] !== "accepted" || fields[`onboarded.${contact.protocol}`] !== "1";
  const onboard = first || contact.reset;
  const rival = rivals(input.id, contact, fields);
  return {
    verdict: "accepted",
    first,
    ...promote,
    commit: {
      ...common,
      ...content(input, vault),
      set: {
        ...common.set,
        ...contentFields(input, vault),
        ...rival.set,
        ...proof.set,
        enrolment,
        ...(onboard ? { [`onboarded.${contact.protocol}`]: "1" } : {}),
      },
      events: [
        ...rival.events,
        ...gatewayEvents(input, proof.grouped),
        ...eventsOf(input.id, startsOf(contact, fields["softwareVersion"]), contact.at),
      ],
      ...(onboard ? { onboard: [onboarding(input)] } : {}),
      ...session(input),
    },
  };
}

function onboarding({ contact, onboard }: AdmitInput): Onboarding {
  return { id: onboard.id, protocol: contact.protocol, expiresAt: String(onboard.expiresAt) };
}

interface Challenge {
  readonly verdict: "challenge";
}

interface Judged {
  readonly verdict: "ok";
  readonly set: Readonly<Record<string, string>>;
  readonly promote?: string;
  readonly grouped: boolean;
}

/**
 * A device that used credentials of its own must prove them. After a reset, until it has used its next own ones, the
 * group's are good again, as are those it was announced with, and none where everybody is let in: the session that was
 * to give it new ones may have broken, and a CPE tells `0 BOOTSTRAP` only until it is answered.
 */
function judge(contact: Contact, fields: Fields, letIn: boolean): Judged | Challenge {
  const judged = judgeProof(contact, fields, letIn);
  if (contact.mtp !== "websocket" || judged.verdict === "challenge") return judged;
  // An agent that has shown a login or a certificate of its own over WebSocket has it again after a reset: one that comes
  // with less is somebody else.
  const { proof } = contact;
  if (proof.kind === "none" || isGroup(proof))
    return fields["websocket.must"] === "1" ? { verdict: "challenge" } : judged;
  return { ...judged, set: { ...judged.set, "websocket.must": "1" } };
}

function judgeProof(contact: Contact, fields: Fields, letIn: boolean): Judged | Challenge {
  const { protocol, proof } = contact;
  if (isOther(proof, fields)) return { verdict: "challenge" };
  if (proof.kind === "password" && isNow(proof)) return judgeOwn(proof, fields);
  // They are passwords of CWMP: the agent of the same box has none, its broker or certificate vouches for it.
  const own = protocol === "cwmp" && fields["credential.must"] === "1";
  if (proof.kind === "broker") return { verdict: "ok", set: { "broker.must": "1" }, grouped: false };
  // It has a login of its own at the broker: one that introduces itself without is somebody else, or was reset.
  if (protocol === "usp" && fields["broker.must"] === "1" && proof.kind === "none")
    return { verdict: "challenge" };
  const vouched = proof.kind === "certificate" && !isGroup(proof);
  if (vouched || !own) return { verdict: "ok", set: {}, grouped: false };
  return judgeReset(contact, proof, fields, letIn);
}

function judgeReset({ reset }: Contact, proof: Proof, fields: Fields, letIn: boolean): Judged | Challenge {
  const reopened = fields["credential.grouped"] === "1";
  const group = isGroup(proof);
  // The sessions of its onboarding are not resets any more; where everybody is let in, it has nothing to show in them.
  const again = (reset || reopened) && (proof.kind !== "none" || letIn);
  return again
    ? { verdict: "ok", set: { "credential.grouped": "1" }, grouped: group && !reopened }
    : { verdict: "challenge" };
}

type Password = Proof & { readonly kind: "password" };

/** Of the device as it was set up last, not as it left its factory. */
function isNow({ generation }: Password): boolean {
  return generation === "current" || generation === "previous";
}

/** A user name of another device proves nothing. */
function isOther(proof: Proof, fields: Fields): boolean {
  if (proof.kind !== "password" || proof.generation === "group") return false;
  return !lines(fields[isNow(proof) ? "credential.users" : "credential.bootstrap"]).includes(proof.username);
}

function judgeOwn(proof: Password, fields: Fields): Judged {
  const used = proof.generation === "current" && fields["credential.pending"] === proof.username;
  const must = used || fields["credential.pending"] === undefined || fields["credential.pending"] === "";
  return {
    verdict: "ok",
    grouped: false,
    set: {
      "credential.grouped": "",
      ...(must ? { "credential.must": "1" } : {}),
      // Names before this one are dropped with it (`promoteCredential`).
      ...(used ? { "credential.pending": "", "credential.users": proof.username } : {}),
    },
    ...(used ? { promote: proof.username } : {}),
  };
}

function enrolmentOf({ fields, decision }: AdmitInput): "accepted" | "quarantined" | "refused" {
  if (fields === undefined) return decision;
  if (fields["enrolment"] === "accepted" || fields["enrolment"] === "preregistered") return "accepted";
  if (fields["held"] === "1") return "quarantined";
  return decision;
}

/** What is kept of every device that is not refused: who it is, what it says of itself, that it is there. */
function describe(input: AdmitInput, vault: Vault): Commit & { readonly set: Fields } {
  const { id, contact, fields = {}, defaultInterval, digest } = input;
  const { protocol, at } = contact;
  const interval = contact.interval ?? Number(fields["interval"] ?? defaultInterval);
  return {
    protocol,
    seen: String(at),
    presence: "online",
    due: String(at + graceMs(interval)),
    ...memoryOf(id, contact, vault),
    set: {
      ...factFields(contact.facts),
      identities: union(fields["identities"], identityText(contact.identity)),
      protocols: union(fields["protocols"], protocol),
      [`route.${protocol}`]: `${contact.mtp} up`,
      [`dg.${protocol}`]: digest,
      interval: String(interval),
      grace: String(graceMs(interval)),
      proof: proofText(contact.proof),
    },
  };
}

/** Values, notes and times; what the last contact said and this one does not goes into the overlay. */
function content({ id, contact, fields = {} }: AdmitInput, vault: Vault): Partial<Commit> {
  const values = contact.reset ? [] : unsaid(id, contact, fields, vault);
  return {
    ...(contact.reset ? { reset: true as const } : {}),
    ...(values.length === 0 ? {} : { values }),
    ...boot(contact.events),
  };
}

function contentFields({ id, contact, fields = {} }: AdmitInput, vault: Vault): Fields {
  const { protocol, values, at } = contact;
  const evidence = evidenceFields(values, false);
  const contacts = String(Number(fields["contacts"] ?? "0") + 1);
  return {
    ...evidence,
    contacts,
    [`cv.${protocol}`]: packContact(id, values, vault),
    [`cvAt.${protocol}`]: String(at),
  };
}

function unsaid(id: DeviceId, { protocol, values }: Contact, fields: Fields, vault: Vault): OverlayRow[] {
  const field = fields[`cv.${protocol}`];
  if (field === undefined) return [];
  const said = new Set(values.map(({ path }) => path));
  const last: NativeValue[] = unpackContact(id, field, Number(fields[`cvAt.${protocol}`] ?? "0"), vault);
  return last.filter(({ path }) => !said.has(path)).map((value) => packValue(id, value, vault));
}

function gatewayEvents({ id, contact, fields }: AdmitInput, grouped: boolean): StoredEvent[] {
  const identity = identityText(contact.identity);
  const enrolled = fields?.["enrolment"] === "accepted";
  return [
    ...(enrolled
      ? []
      : [
          made(id, "causeway.device.enrolled", contact.at, {
            identity,
            protocol: contact.protocol,
            proof: contact.proof.kind,
          }),
        ]),
    ...(grouped ? [made(id, "causeway.security.group-credential", contact.at, { identity })] : []),
  ];
}

function session({ contact, holder, leaseUntil }: AdmitInput): Partial<Commit> {
  if (!contact.session) return {};
  return { lease: { holder, protocol: contact.protocol, until: String(leaseUntil) } };
}

function union(stored: string | undefined, line: string): string {
  const all = lines(stored);
  return all.includes(line) ? all.join("\n") : [...all, line].join("\n");
}
