import { expect, test } from "vitest";
import { ParameterTree, parsePath, select } from "#core";
import { parameter } from "./trees.ts";

test("a search sees every secret as empty", () => {
  const users = [
    parameter("Device.Users.User.1.Username", "admin"),
    { ...parameter("Device.Users.User.1.Password", "canary"), secret: true as const },
  ];
  const tree = ParameterTree.from(users);
  const found = (term: string) => select(parsePath(`Device.Users.User.[${term}].`), tree).objects;
  expect(found('Password=="canary"')).toEqual([]);
  expect(found('Password!="canary"')).toEqual(found('Password!="wrong"'));
  expect(found('Username=="admin"')).toEqual(["Device.Users.User.1."]);
});
