import { oneOf, ro, rw, secret, type Leaf } from "./leaf.ts";
import type { Planner } from "./plan.ts";

/** What an agent lets its controller do. */
export interface AgentTrust {
  /** The role its controller has at the start: it may do everything, read only, or read and subscribe. */
  readonly role: "full" | "reader" | "watcher";
  /** What raises the controller to full access when it is told in an answer to the challenge; absent: there is no challenge. */
  readonly passphrase?: string;
}

const TRUST = "LocalAgent.ControllerTrust.";
const NUMBER = { full: 1, reader: 2, watcher: 3 } as const;

/** Letters of Param, Obj, InstantiatedObj, CommandEvent. */
type Letters = readonly [string, string, string, string];
const READS: Letters = ["r---", "r---", "r---", "r---"];

const ROLES: readonly (readonly [name: string, permissions: readonly (readonly [string, Letters])[]])[] = [
  ["Full Access", [["Device.", ["rw-n", "rw-n", "rw-n", "r-xn"]]]],
  ["Reader", [["Device.", READS]]],
  [
    "Watcher",
    [
      ["Device.", ["r--n", "r---", "r---", "r--n"]],
      ["Device.LocalAgent.Subscription.", ["rw-n", "rw-n", "rw-n", "r-xn"]],
    ],
  ],
];

/** The role that the controller row of such an agent names. */
export function assignedRole({ role }: AgentTrust): string {
  return `Device.${TRUST}Role.${NUMBER[role]}`;
}

/** The roles, their permissions and the challenge of an agent. */
export function putTrust(plan: Planner, { passphrase }: AgentTrust): void {
  plan.put(TRUST, {
    UntrustedRole: rw(`Device.${TRUST}Role.2`, "list of string"),
    SecuredRoles: rw("", "list of string"),
    TOFUAllowed: rw("false", "boolean"),
    RoleNumberOfEntries: ro(String(ROLES.length), "unsignedInt"),
    ChallengeNumberOfEntries: ro(passphrase === undefined ? "0" : "1", "unsignedInt"),
  });
  for (const [i, [name, permissions]] of ROLES.entries()) {
    const row = `${TRUST}Role.${i + 1}.`;
    plan.put(row, roleRow(name, permissions.length));
    for (const [j, [target, letters]] of permissions.entries())
      plan.put(`${row}Permission.${j + 1}.`, permissionRow(j + 1, target, letters, "true"));
  }
  plan.table(`${TRUST}Role.{i}.`, true, roleRow("", 0), [["Name"], ["Alias"]]);
  plan.table(`${TRUST}Role.{i}.Permission.{i}.`, true, permissionRow(0, "", NONE, "false"), [
    ["Order"],
    ["Alias"],
  ]);
  if (passphrase === undefined) return;
  plan.put(`${TRUST}Challenge.1.`, {
    Alias: rw("cpe-1"),
    Description: rw("Full access for whoever knows the passphrase on the label"),
    Role: rw(`Device.${TRUST}Role.1`, "list of string"),
    Enable: rw("true", "boolean"),
    Type: rw("Passphrase", "string", oneOf("Passphrase")),
    Value: secret(Buffer.from(passphrase).toString("base64"), "base64"),
    ValueType: rw("text/plain"),
    Instruction: rw(Buffer.from("Enter the passphrase on the label").toString("base64"), "base64"),
    InstructionType: rw("text/plain"),
    Retries: rw("3", "unsignedInt"),
    LockoutPeriod: rw("30", "int"),
  });
  plan.table(`${TRUST}Challenge.{i}.`, false, {}, [["Alias"]]);
}

const NONE: Letters = ["----", "----", "----", "----"];

function roleRow(name: string, permissions: number): Record<string, Leaf> {
  return {
    Alias: rw("cpe-*"),
    Enable: rw(name === "" ? "false" : "true", "boolean"),
    Name: rw(name),
    PermissionNumberOfEntries: ro(String(permissions), "unsignedInt"),
  };
}

function permissionRow(
  order: number,
  targets: string,
  [Param, Obj, InstantiatedObj, CommandEvent]: Letters,
  enable: string,
): Record<string, Leaf> {
  return {
    Alias: rw("cpe-*"),
    Enable: rw(enable, "boolean"),
    Order: rw(String(order), "unsignedInt"),
    Targets: rw(targets, "list of string"),
    Param: rw(Param),
    Obj: rw(Obj),
    InstantiatedObj: rw(InstantiatedObj),
    CommandEvent: rw(CommandEvent),
  };
}
