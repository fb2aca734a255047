import type { NativeValue } from "#core";

/** What a Permission row speaks of: parameters, the making of rows, rows that exist, commands and events. */
export type Subject = "Param" | "Obj" | "InstantiatedObj" | "CommandEvent";
export type Right = "read" | "write" | "execute" | "notify";

export interface Permission {
  readonly order: number;
  readonly targets: readonly string[];
  /** Letters of `rwxn`, `-` where the right is lacking. */
  readonly letters: Readonly<Record<Subject, string>>;
}

export interface Role {
  /** `Device.LocalAgent.ControllerTrust.Role.1` */
  readonly path: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Enabled ones, the highest order first: within a role the first that fits decides. */
  readonly permissions: readonly Permission[];
}

export interface Challenge {
  /** `Device.LocalAgent.ControllerTrust.Challenge.1` */
  readonly path: string;
  readonly description: string;
  readonly type: string;
  readonly enabled: boolean;
  /** What it raises the controller to. */
  readonly roles: readonly string[];
}

/** What an agent lets this controller do, so far as it shows it. */
export interface Trust {
  /** Our row, `Device.LocalAgent.Controller.1.`; absent: the agent shows none. */
  readonly controller?: string;
  readonly assigned: readonly string[];
  readonly inherited: readonly string[];
  /** Every role the agent shows. */
  readonly roles: readonly Role[];
  readonly challenges: readonly Challenge[];
}

type Values = ReadonlyMap<string, Pick<NativeValue, "value">>;

const TRUST = "Device.LocalAgent.ControllerTrust.";
const SUBJECTS: readonly Subject[] = ["Param", "Obj", "InstantiatedObj", "CommandEvent"];
const LETTER: Readonly<Record<Right, string>> = { read: "r", write: "w", execute: "x", notify: "n" };

/** Reads the trust of an agent from its values. `self`: our Controller row. Pure. */
export function trustOf(values: Values, self: string | undefined): Trust {
  const text = (path: string): string => values.get(path)?.value ?? "";
  const list = (path: string): readonly string[] => referencesIn(text(path));
  const roles = rowsBelow(values, `${TRUST}Role.`).map((row): Role => {
    const permissions = rowsBelow(values, `${row}Permission.`)
      .filter((at) => isTrue(text(`${at}Enable`)))
      .map((at) => permissionOf(at, text))
      .toSorted((a, b) => b.order - a.order);
    const name = text(`${row}Name`);
    return { path: row.slice(0, -1), name, enabled: isTrue(text(`${row}Enable`)), permissions };
  });
  const challenges = rowsBelow(values, `${TRUST}Challenge.`).map((row) => ({
    path: row.slice(0, -1),
    description: text(`${row}Description`),
    type: text(`${row}Type`),
    enabled: isTrue(text(`${row}Enable`)),
    roles: list(`${row}Role`),
  }));
  const assigned = self === undefined ? [] : list(`${self}AssignedRole`);
  const inherited = self === undefined ? [] : list(`${self}InheritedRole`);
  return { ...(self === undefined ? {} : { controller: self }), assigned, inherited, roles, challenges };
}

/** The roles that count for us: those assigned and those that came with our certificate, each once. */
export function ownRoles({ assigned, inherited, roles }: Trust): readonly Role[] {
  const named = new Set([...assigned, ...inherited]);
  return roles.filter(({ path }) => named.has(path));
}

/**
 * Whether we may do this at a path; undefined when the agent shows too little to tell. Of one role the permission with the
 * highest order among those that cover the path decides, of several roles what any of them gives.
 */
export function allows(trust: Trust, subject: Subject, right: Right, path: string): boolean | undefined {
  const roles = ownRoles(trust).filter(({ enabled }) => enabled);
  if (roles.length === 0 || roles.some(({ permissions }) => permissions.length === 0)) return undefined;
  return roles.some(({ permissions }) => {
    const deciding = permissions.find(({ targets }) => targets.some((target) => covers(target, path)));
    return deciding?.letters[subject].includes(LETTER[right]) === true;
  });
}

/** The names of our roles as text: `Operator`, or the path of a role that has none. */
export function roleNames(trust: Trust): string {
  const names = ownRoles(trust).map(({ name, path }) => (name === "" ? path : name));
  return names.length === 0 ? "none" : names.join(", ");
}

/** A target covers itself and, when it is an object, all below it; `*`, `{i}` and searches stand for any row. */
function covers(target: string, path: string): boolean {
  const wanted = target.split(".");
  const given = path.split(".");
  for (const [i, want] of wanted.entries()) {
    if (want === "" && i === wanted.length - 1) return true;
    const level = given[i];
    if (level === undefined) return false;
    const any = want === "*" || want === "{i}" || want.startsWith("[");
    if (!(any ? level !== "" : want === level)) return false;
  }
  return wanted.length === given.length;
}

function permissionOf(at: string, text: (path: string) => string): Permission {
  const letters = Object.fromEntries(SUBJECTS.map((subject) => [subject, text(`${at}${subject}`)]));
  return {
    order: Number(text(`${at}Order`)) || 0,
    targets: listOf(text(`${at}Targets`)),
    letters: letters as Record<Subject, string>,
  };
}

/** Rows of a table, by number. */
function rowsBelow(values: Values, table: string): readonly string[] {
  const numbers = new Set<number>();
  for (const path of values.keys()) {
    const number = path.startsWith(table) ? /^\d+(?=\.)/.exec(path.slice(table.length))?.[0] : undefined;
    if (number !== undefined) numbers.add(Number(number));
  }
  return [...numbers].toSorted((a, b) => a - b).map((number) => `${table}${number}.`);
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** References come without a final dot, but not from every agent. */
function referencesIn(text: string): readonly string[] {
  return listOf(text).map((item) => item.replace(/\.$/, ""));
}

function isTrue(text: string): boolean {
  return text === "true" || text === "1";
}
