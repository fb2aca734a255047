import * as fc from "fast-check";
import { expect, test } from "vitest";
import { namedPath, paired } from "../../usp/ops/paired.ts";

const answers = (...paths: readonly string[]) => paths.map((requestedPath) => ({ requestedPath }));
const pairs = (questions: readonly string[], given: readonly { readonly requestedPath: string }[]) =>
  paired(questions, given, namedPath).map((answer) => answer?.requestedPath);

test.each([
  ["in order", ["a", "b"], ["a", "b"], ["a", "b"]],
  ["in another order", ["a", "b"], ["b", "a"], ["a", "b"]],
  ["the middle one left out", ["a", "b", "c"], ["a", "c"], ["a", undefined, "c"]],
  ["the last one left out", ["a", "b"], ["a"], ["a", undefined]],
  ["spelt another way", ["a", "b"], ["a", "B"], ["a", "B"]],
  ["asked twice", ["a", "a"], ["a", "a"], ["a", "a"]],
  ["spelt another way and one too few", ["a", "b", "c"], ["a", "B"], ["a", undefined, undefined]],
] as const)("answers find their questions: %s", (_name, questions, given, expected) => {
  expect(pairs(questions, answers(...given))).toEqual(expected);
});

test("no answer is given to a question that another one asked, nor twice", () => {
  const path: fc.Arbitrary<string> = fc.constantFrom("a", "b", "c", "d", "x");
  const some = fc.array(path, { maxLength: 6 });
  fc.assert(
    fc.property(some, some, (questions, given) => {
      const all = answers(...given);
      const found = paired(questions, all, namedPath).filter((answer) => answer !== undefined);
      expect(new Set(found).size).toBe(found.length);
      for (const [i, answer] of paired(questions, all, namedPath).entries())
        if (
          answer !== undefined &&
          questions.includes(answer.requestedPath) &&
          given.length < questions.length
        )
          expect(answer.requestedPath).toBe(questions[i]);
    }),
  );
});
