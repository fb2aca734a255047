import { expect, test } from "vitest";
import { Groups } from "../../bridge/state/group.ts";

/** Commands that are answered when the test says so. */
function store() {
  const sent: { readonly name: string; readonly answer: (error?: Error) => void }[] = [];
  const send = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      sent.push({ name, answer: (error) => (error === undefined ? resolve(name) : reject(error)) });
    });
  return { sent, send };
}

const settled = () => new Promise<void>((done) => setImmediate(done));

test("a caller alone is sent at once", () => {
  const { sent, send } = store();
  void new Groups().run(send("a"));
  expect(sent.map(({ name }) => name)).toEqual(["a"]);
});

test("what comes while a group is on its way makes the next group, in order", async () => {
  const { sent, send } = store();
  const groups = new Groups();
  const answers = ["a", "b", "c"].map((name) => groups.run(send(name)));
  expect(sent.map(({ name }) => name)).toEqual(["a"]);
  sent[0]?.answer();
  await settled();
  expect(sent.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  sent[1]?.answer();
  sent[2]?.answer();
  expect(await Promise.all(answers)).toEqual(["a", "b", "c"]);
});

test("one that is rejected is rejected alone and holds back nobody", async () => {
  const { sent, send } = store();
  const groups = new Groups();
  const first = groups.run(send("a"));
  const second = groups.run(send("b"));
  sent[0]?.answer(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  await settled();
  sent[1]?.answer();
  expect(await second).toBe("b");
  const third = groups.run(send("c"));
  sent[2]?.answer();
  expect(await third).toBe("c");
});

test("a group is bounded", async () => {
  const { sent, send } = store();
  const groups = new Groups();
  for (let i = 0; i < 500; i++) void groups.run(send(String(i)));
  sent[0]?.answer();
  await settled();
  expect(sent.length).toBe(1 + 128);
  for (const { answer } of sent.slice(1)) answer();
  await settled();
  expect(sent.length).toBe(1 + 128 + 128);
});
