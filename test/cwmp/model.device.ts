import type { NativeValue } from "#core";
import type { Values } from "../../cwmp/model/map.ts";
import { nativeModel, type NativeRule } from "../../cwmp/model/native.ts";
import { ROOT, valuesOf } from "./model.fixture.ts";

const model = nativeModel();

/** Objects of the groups that stand in both models; the rest of the tree is left out to keep devices small. */
const OBJECTS =
  /^(?:DeviceInfo|ManagementServer|Time|Layer3Forwarding|LANDevice|WANDevice|IPPingDiagnostics|User)\.(?!.*(?:WANDSLDiagnostics|Stats\.|TestParams|WANPOTS|Registrar|STAWMM))/;

/** A small deterministic generator: the same seed is the same device. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 … below - 1 */
  roll(below: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  pick<T>(items: readonly [T, ...T[]] | readonly T[], fallback: T): T {
    return items[this.roll(items.length)] ?? fallback;
  }
}

/** A device with rows and values the TR-098 model allows, which need not make sense together. */
export function randomDevice(seed: number): Values {
  const dice = new Dice(seed);
  const instances = new Map<string, readonly number[]>();
  const natives: NativeValue[] = [];
  for (const [template, rule] of model.leaves) {
    if (!OBJECTS.test(template) || dice.roll(10) < 3) continue;
    for (const path of expand(template, instances, dice)) {
      const value = valueOf(rule, dice);
      natives.push({ path: ROOT + path, value, type: "", writable: rule.writable, at: 1 });
    }
  }
  return valuesOf(natives);
}

function expand(template: string, instances: Map<string, readonly number[]>, dice: Dice): string[] {
  const [head = "", ...rest] = template.split("{}");
  let paths = [head];
  for (const part of rest) {
    paths = paths.flatMap((path) => numbersOf(path, instances, dice).map((number) => path + number + part));
  }
  return paths;
}

function numbersOf(table: string, instances: Map<string, readonly number[]>, dice: Dice): readonly number[] {
  const known = instances.get(table);
  if (known !== undefined) return known;
  const first = 1 + dice.roll(3);
  const numbers = dice.roll(3) === 0 ? [first] : [first, first + 1 + dice.roll(9)];
  instances.set(table, numbers);
  return numbers;
}

function valueOf(rule: NativeRule, dice: Dice): string {
  if (rule.enum !== undefined) return dice.pick(rule.enum, "");
  const scalar = rule.type.replace("list of ", "");
  if (scalar === "boolean") return dice.pick(["0", "1", "true", "false"], "0");
  if (scalar === "dateTime") return "2025-06-11T14:05:00Z";
  if (scalar === "base64") return Buffer.from(`x${dice.roll(99)}`).toString("base64");
  if (scalar === "hexBinary") return "0A1B";
  if (scalar === "string") return `v${dice.roll(1000)}`.slice(0, rule.maxLength ?? 8);
  const { min = 0, max = 4000 } = rule.ranges?.[0] ?? {};
  return String(min + dice.roll(max - min + 1));
}
