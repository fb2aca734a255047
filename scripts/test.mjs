// The whole suite: the checks of `npm run check`, every test, and the image without an engine.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./prepare.mjs";

const REPORT = join(root, "node_modules", ".cache", "causeway-vitest.json");
const STEPS = [
  ["types", "npm", ["run", "-s", "types"]],
  ["lint", "npm", ["run", "-s", "lint"]],
  ["rooms", "npm", ["run", "-s", "rooms"]],
  ["format", "npm", ["run", "-s", "format:check"]],
  ["unused", "npm", ["run", "-s", "unused"]],
  ["build", "npm", ["run", "-s", "build"]],
  ["tests", "npx", ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`]],
  ["image", "npm", ["run", "-s", "test:image"]],
];

/** Runs every step even if one fails; the exit code and the last line count the failed ones. */
export async function runTests(args) {
  const failed = [];
  for (const [name, program, given] of STEPS) {
    const started = Date.now();
    say(`${name} …`);
    const code = await ends(program, name === "tests" ? [...given, ...args] : given);
    say(`${name} ${code === 0 ? "passed" : "FAILED"} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (code !== 0) failed.push(name);
  }
  const counts = counted();
  if (failed.length > 0) say(`failed: ${failed.join(", ")}`);
  process.stdout.write(`tests: ${counts.passed} passed, ${counts.failed} failed\n`);
  return failed.length === 0 && counts.passed > 0 ? 0 : 1;
}

function counted() {
  if (!existsSync(REPORT)) return { passed: 0, failed: 0 };
  const report = JSON.parse(readFileSync(REPORT, "utf8"));
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

function ends(program, args) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.once("exit", (code) => done(code ?? 1));
    child.once("error", () => done(1));
  });
}
