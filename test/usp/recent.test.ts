import { expect, test } from "vitest";
import { Recent } from "../../usp/recent.ts";

test("a Notify is new once, then repeated; the same message id with another content is told apart [REC-28]", () => {
  const recent = new Recent(2);
  expect(recent.sighted("a\n1", "x")).toBe("new");
  recent.add("a\n1", "x");
  expect(recent.sighted("a\n1", "x")).toBe("repeated");
  expect(recent.sighted("b\n1", "x")).toBe("new");
  expect(recent.sighted("a\n1", "y")).toBe("reused");
  recent.add("a\n1", "y");
  expect(recent.sighted("a\n1", "y")).toBe("repeated");
});

test("the first ones are forgotten first", () => {
  const recent = new Recent(2);
  for (const key of ["1", "2", "2", "3"]) recent.add(key, "x");
  expect(["1", "2", "3"].map((key) => recent.sighted(key, "x"))).toEqual(["new", "repeated", "repeated"]);
});
