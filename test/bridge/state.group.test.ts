import { expect, test } from "vitest";
import { Groups } from "../../bridge/state/group.ts";
import { MovableClock } from "../clock.ts";

/** Commands that are answered when the test says so. */
function store() {
  const sent: { readonly name: string; readonly answer: (error?: Error) => void }[] = [];
  const clock = new MovableClock();
  const groups = new Groups(clock);
  const run = (name: string): Promise<string> =>
    groups.run(
      () =>
        new Promise<string>((resolve, reject) => {
          sent.push({ name, answer: (error) => (error === undefined ? resolve(name) : reject(error)) });
        }),
    );
  return { clock, run, names: () => sent.map(({ name }) => name).join(""), answers: sent };
}

test("a caller alone is sent at once, however often it comes", async () => {
  const { run, names, answers } = store();
  for (const name of ["a", "b", "c"]) {
    const sent = run(name);
    expect(names().endsWith(name)).toBe(true);
    answers.at(-1)?.answer();
    await sent;
  }
});

test("a store that is slow holds nobody back for longer than the pace", () => {
  const { clock, run, names } = store();
  for (const name of ["a", "b", "c"]) {
    void run(name);
    expect(names().endsWith(name)).toBe(true);
    clock.move(3);
  }
});

test("what comes soon after a group makes the next one, in order, each with its own answer", async () => {
  const { clock, run, names, answers } = store();
  const all = ["a", "b", "c"].map((name) => run(name));
  expect(names()).toBe("a");
  clock.move(3);
  expect(names()).toBe("abc");
  answers.forEach(({ answer }) => answer());
  expect(await Promise.all(all)).toEqual(["a", "b", "c"]);
});

test("a group that is full waits no longer, and the next one begins empty", () => {
  const { clock, run, names } = store();
  for (let i = 0; i < 17; i++) void run("x");
  expect(names()).toHaveLength(17);
  void run("y");
  expect(names()).toHaveLength(17);
  clock.move(3);
  expect(names()).toHaveLength(18);
  expect(clock.pending).toBe(0);
});

test("one that is rejected is rejected alone and holds back nobody", async () => {
  const { clock, run, answers } = store();
  const [first, second] = [run("a"), run("b")];
  answers[0]?.answer(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  clock.move(3);
  answers[1]?.answer();
  expect(await second).toBe("b");
});

test("a clock that was set back holds nobody up", () => {
  const clock = new MovableClock();
  const groups = new Groups(clock);
  let sent = 0;
  const run = (): void => void groups.run(() => Promise.resolve(++sent));
  run();
  clock.move(-3_600_000);
  run();
  expect(sent).toBe(2);
});
