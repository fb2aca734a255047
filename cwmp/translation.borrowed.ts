import type { JsonObject, Knowledge, NativeValue } from "#core";
import type { Translation } from "./translation.ts";

/** The note of devices whose own word on what can be written was never asked for: other ones of their model told it. */
const NOTE = "accessOfModel";

/** `borrowed`: what of a tree can be written was told by other devices. */
export function accessNote(borrowed: boolean): JsonObject {
  return { [NOTE]: borrowed ? true : null };
}

/**
 * A translation in which what other devices told refuses nothing: a write that only their word forbids is planned, and the
 * device itself says whether it takes it. One that claims to be of a model it is not can so mislead a view, never a write.
 */
export function borrowing(inner: Translation): Translation {
  const opened = new WeakMap<Knowledge, Knowledge>();
  const unlocked = (knowledge: Knowledge): Knowledge => {
    const known = opened.get(knowledge);
    if (known !== undefined) return known;
    const values = new Map<string, NativeValue>();
    for (const [name, native] of knowledge.values) {
      const { path, value, type, at } = native;
      values.set(name, native.writable === false ? { path, value, type, at } : native);
    }
    const made = { ...knowledge, values };
    opened.set(knowledge, made);
    return made;
  };
  const lenient = (knowledge: Knowledge): boolean => knowledge.memory[NOTE] === true;
  return {
    ...inner,
    planSet: (updates, knowledge) => {
      const plan = inner.planSet(updates, knowledge);
      const forbidden = plan.faults.some(({ code }) => code === "parameter.readOnly");
      return forbidden && lenient(knowledge) ? inner.planSet(updates, unlocked(knowledge)) : plan;
    },
    planAdd: (object, knowledge) => {
      const plan = inner.planAdd(object, knowledge);
      const forbidden = plan.faults.some(({ code }) => code === "parameter.readOnly");
      return forbidden && lenient(knowledge) ? inner.planAdd(object, unlocked(knowledge)) : plan;
    },
  };
}
