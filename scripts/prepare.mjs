// What must happen before `npm ci` can have run: dependency-free, used by demo, up and test.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const STAMP = join(root, "node_modules", ".causeway-lock");
const LEAST_NODE = [20, 19];

/** How each system installs the two servers; the first whose program exists is used. */
const INSTALLERS = [
  {
    program: "apt-get",
    lines: [
      ["apt-get", "update", "-q"],
      ["apt-get", "install", "-y", "-q", "--no-install-recommends"],
    ],
    names: {
      "redis-server": "redis-server",
      mosquitto: "mosquitto",
      prosody: "prosody",
      "rabbitmq-server": "rabbitmq-server",
    },
  },
  {
    program: "dnf",
    lines: [["dnf", "install", "-y"]],
    names: {
      "redis-server": "redis",
      mosquitto: "mosquitto",
      prosody: "prosody",
      "rabbitmq-server": "rabbitmq-server",
    },
  },
  {
    program: "apk",
    lines: [["apk", "add"]],
    names: {
      "redis-server": "redis",
      mosquitto: "mosquitto",
      prosody: "prosody",
      "rabbitmq-server": "rabbitmq-server",
    },
  },
  {
    program: "pacman",
    lines: [["pacman", "-S", "--noconfirm"]],
    names: {
      "redis-server": "redis",
      mosquitto: "mosquitto",
      prosody: "prosody",
      "rabbitmq-server": "rabbitmq",
    },
  },
  {
    program: "brew",
    lines: [["brew", "install"]],
    names: {
      "redis-server": "redis",
      mosquitto: "mosquitto",
      prosody: "prosody",
      "rabbitmq-server": "rabbitmq",
    },
    asUser: true,
  },
];

export function say(text) {
  process.stderr.write(`causeway: ${text}\n`);
}

export function stop(text, code = 1) {
  say(text);
  process.exit(code);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantMajor, wantMinor] = LEAST_NODE;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  stop(`Node ${process.versions.node} is too old; install Node ${LEAST_NODE.join(".")} or newer`, 78);
}

/** Installs the npm packages when they are missing or the lock file has changed. */
export function installPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  say("installing npm packages (once)");
  run("npm", ["ci", "--no-audit", "--no-fund"], "npm ci failed; see its messages above");
  writeFileSync(STAMP, lock);
}

/** Finds the servers, or installs them through the system's package manager where that is allowed; else says why and ends. */
export function installServices(programs) {
  const why = lacking(programs);
  if (why !== undefined) stop(why);
}

/** The same for servers that can be done without: it says why one is not there and goes on. */
export function installIfPossible(programs, without) {
  const why = lacking(programs);
  if (why !== undefined) say(`${why}; ${without}`);
}

/** Why a server is not there, after all that could be tried. */
function lacking(programs) {
  const missing = programs.filter((name) => find(name) === undefined);
  if (missing.length === 0) return undefined;
  const installer = INSTALLERS.find(({ program }) => find(program) !== undefined);
  if (installer === undefined)
    return `${missing.join(" and ")} not found; install ${missing.length > 1 ? "them" : "it"} and try again`;
  const names = missing.map((name) => installer.names[name]);
  const lines = installer.lines.map((line, i) =>
    i === installer.lines.length - 1 ? [...line, ...names] : line,
  );
  const prefix = asRoot(installer);
  const shown = lines.map((line) => (installer.asUser === true ? "" : "sudo ") + line.join(" ")).join(" && ");
  if (prefix === undefined) return `${missing.join(" and ")} not found; run this once: ${shown}`;
  say(`installing ${names.join(" and ")} (once)`);
  const undo = keepServicesDown(prefix);
  try {
    for (const line of lines) {
      const [program, ...args] = [...prefix, ...line];
      const failure = `could not install ${names.join(" and ")}; run this once: ${shown}`;
      const why = failureOf(program, args, failure, { DEBIAN_FRONTEND: "noninteractive" });
      if (why !== undefined) return why;
    }
  } finally {
    undo();
  }
  return undefined;
}

function asRoot(installer) {
  if (installer.asUser === true || process.getuid?.() === 0) return [];
  const sudo = spawnSync("sudo", ["-n", "true"], { stdio: "ignore" });
  return sudo.status === 0 ? ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"] : undefined;
}

/** Debian starts a server as soon as it is installed; ours are started by us alone, on ports of their own. */
function keepServicesDown(prefix) {
  const policy = "/usr/sbin/policy-rc.d";
  if (prefix.length > 0 || existsSync(policy) || !existsSync("/usr/sbin")) return () => {};
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  return () => rmSync(policy, { force: true });
}

export function find(name) {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/sbin",
    "/opt/homebrew/bin",
    "/opt/homebrew/sbin",
  ];
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Runs a command to its end with its output on our standard error; its failure is ours. */
export function run(program, args, failure, env = {}) {
  const why = failureOf(program, args, failure, env);
  if (why !== undefined) stop(why);
}

function failureOf(program, args, failure, env) {
  const options = { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, ...env } };
  const { status, error } = spawnSync(program, args, options);
  if (status === 0) return undefined;
  return error === undefined ? failure : `${failure} (${error.message})`;
}

/** Compiles the program into dist/ when a source is newer than the last build. */
export function build() {
  mkdirSync(join(root, "dist"), { recursive: true });
  execFileSync(
    process.execPath,
    [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
    },
  );
}
