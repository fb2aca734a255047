import type { Tree } from "../tree/tree.ts";

const TRUST = "Device.LocalAgent.ControllerTrust.";

/** What a right is to: a parameter, rows to be made, rows that are, a command or event. */
export type Kind = "Param" | "Obj" | "InstantiatedObj" | "CommandEvent";

/**
 * Whether a controller may do something at a path: of each of its roles the permission with the highest order that covers the
 * path decides, and one role is enough. An agent without roles lets everybody.
 */
export function mayDo(tree: Tree, controller: string, kind: Kind, letter: string, path: string): boolean {
  if (tree.instances(`${TRUST}Role.`).length === 0) return true;
  const roles = tree.value(`${controller}AssignedRole`).split(",");
  return roles.some((role) => {
    const table = `${role.trim()}.Permission.`;
    const covering = tree
      .instances(table)
      .map((number) => `${table}${number}.`)
      .filter((row) => tree.value(`${row}Enable`) === "true")
      .filter((row) =>
        tree
          .value(`${row}Targets`)
          .split(",")
          .some((target) => path.startsWith(target)),
      )
      .toSorted((a, b) => Number(tree.value(`${b}Order`)) - Number(tree.value(`${a}Order`)));
    const [deciding] = covering;
    return deciding !== undefined && tree.value(deciding + kind).includes(letter);
  });
}

/** The answer of an agent to a challenge that was met or failed. */
export interface Challenges {
  /** The output of RequestChallenge(), or the code it fails with. */
  request(input: Readonly<Record<string, string>>): Readonly<Record<string, string>> | number;
  /** The code ChallengeResponse() fails with; undefined: the controller has the role now. */
  respond(controller: string, input: Readonly<Record<string, string>>): number | undefined;
}

const DENIED = 7006;
const BAD_ARGUMENT = 7004;

/** Challenges of an agent, by id. Each id is good for one right answer and as many wrong ones as its row allows. */
export function challengesOf(tree: Tree): Challenges {
  const open = new Map<string, { readonly row: string; left: number }>();
  let last = 0;
  return {
    request({ ChallengeRef = "" }) {
      const row = `${ChallengeRef.replace(/\.$/, "")}.`;
      if (!row.startsWith(`${TRUST}Challenge.`) || tree.value(`${row}Enable`) !== "true") return BAD_ARGUMENT;
      const id = `c${++last}`;
      open.set(id, { row, left: Number(tree.value(`${row}Retries`)) });
      return {
        Instruction: tree.value(`${row}Instruction`),
        InstructionType: tree.value(`${row}InstructionType`),
        ValueType: tree.value(`${row}ValueType`),
        ChallengeID: id,
      };
    },
    respond(controller, { ChallengeID = "", Value = "" }) {
      const challenge = open.get(ChallengeID);
      if (challenge === undefined) return BAD_ARGUMENT;
      if (Value === tree.value(`${challenge.row}Value`)) {
        open.delete(ChallengeID);
        tree.set(`${controller}AssignedRole`, tree.value(`${challenge.row}Role`), "device");
        return undefined;
      }
      if (--challenge.left <= 0) open.delete(ChallengeID);
      return DENIED;
    },
  };
}
