import { expect, test } from "vitest";
import { Groups } from "../../bridge/state/group.ts";
import { MovableClock } from "../clock.ts";

/** A store that is told groups, and answers each when the test says so. */
function store() {
  const sent: { readonly group: readonly string[]; readonly answer: (error?: Error) => void }[] = [];
  const clock = new MovableClock();
  const groups = new Groups<string, string>(
    clock,
    (group) =>
      new Promise((resolve, reject) => {
        const answers = group.map((name) => name.toUpperCase());
        sent.push({ group, answer: (error) => (error === undefined ? resolve(answers) : reject(error)) });
      }),
  );
  return {
    clock,
    run: (name: string) => groups.run(name),
    told: () => sent.map(({ group }) => group.join("")),
    sent,
  };
}

test("a caller alone is sent at once, however often it comes", async () => {
  const { run, told, sent } = store();
  for (const name of ["a", "b", "c"]) {
    const answered = run(name);
    expect(told().at(-1)).toBe(name);
    sent.at(-1)?.answer();
    expect(await answered).toBe(name.toUpperCase());
  }
});

test("a store that is slow holds nobody back for longer than the pace", () => {
  const { clock, run, told } = store();
  for (const name of ["a", "b", "c"]) {
    void run(name);
    expect(told().at(-1)).toBe(name);
    clock.move(3);
  }
});

test("what comes soon after a group makes the next one, in order, each with its own answer", async () => {
  const { clock, run, told, sent } = store();
  const all = ["a", "b", "c"].map((name) => run(name));
  expect(told()).toEqual(["a"]);
  clock.move(3);
  expect(told()).toEqual(["a", "bc"]);
  for (const { answer } of sent) answer();
  expect(await Promise.all(all)).toEqual(["A", "B", "C"]);
});

test("a group that is full waits no longer, and the next one begins empty", () => {
  const { clock, run, told } = store();
  for (let i = 0; i < 17; i++) void run("x");
  expect(told()).toEqual(["x", "x".repeat(16)]);
  void run("y");
  expect(told()).toHaveLength(2);
  clock.move(3);
  expect(told().at(-1)).toBe("y");
  expect(clock.pending).toBe(0);
});

test("a group that is rejected is rejected as a whole and holds back no other", async () => {
  const { clock, run, sent } = store();
  const [first, second] = [run("a"), run("b")];
  sent[0]?.answer(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  clock.move(3);
  sent[1]?.answer();
  expect(await second).toBe("B");
});

test("a clock that was set back holds nobody up", () => {
  const { clock, run, told } = store();
  void run("a");
  clock.move(-3_600_000);
  void run("b");
  expect(told()).toEqual(["a", "b"]);
});
