// Checks the Dockerfile without an engine: each stage's COPY and RUN lines are carried out in clean folders as an
// unprivileged user, then the image's own start command must serve /readyz against a Redis and a broker and end on SIGTERM.
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root, say } from "./prepare.mjs";

const NOBODY = 65_534;
const work = mkdtempSync(join(tmpdir(), "causeway-image-"));
chmodSync(work, 0o755);

/** `FROM … AS name` starts a stage; the last one is the image. */
function stagesOf(dockerfile) {
  const lines = dockerfile
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const stages = [];
  for (const line of lines) {
    const [word, rest] = [line.split(/\s+/, 1)[0].toUpperCase(), line.replace(/^\S+\s*/, "")];
    if (word === "FROM")
      stages.push({ name: /\sAS\s+(\S+)/i.exec(rest)?.[1] ?? `stage${stages.length}`, steps: [] });
    else stages.at(-1).steps.push({ word, rest });
  }
  return stages;
}

const inside = (stage, path) => join(work, stage, resolve("/", path));

function own(path) {
  if (process.getuid?.() === 0) spawnSync("chown", ["-R", `${NOBODY}:${NOBODY}`, path]);
}

const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const envOf = (extra) => ({
  PATH: process.env.PATH,
  HOME: join(work, "home"),
  npm_config_cache: join(work, "npm"),
  ...proxies(),
  ...extra,
});
const proxies = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) =>
        /^(npm_config_|NPM_CONFIG_|https?_proxy|HTTPS?_PROXY|NO_PROXY|no_proxy|NODE_EXTRA_CA_CERTS)/.test(
          key,
        ) && !/^npm_config_(cache|prefix|global|local_prefix)/.test(key),
    ),
  );

function copy(stage, cwd, rest) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith("--from=") ? words.shift().slice("--from=".length) : undefined;
  const target = words.pop();
  const into = inside(stage, resolve(cwd, target));
  for (const word of words) {
    const source = from === undefined ? join(root, word) : inside(from, word);
    if (!existsSync(source)) throw new Error(`COPY ${word}: there is no such file`);
    const destination = target.endsWith("/") || words.length > 1 ? join(into, word.split("/").at(-1)) : into;
    mkdirSync(dirname(destination), { recursive: true });
    cpSync(source, destination, { recursive: true, verbatimSymlinks: true });
  }
}

/** Account and folder set-up of the image needs the image's own users; it is the engine's to do. */
const ENGINE_ONLY = /^mkdir -p \S+ && chown /;

function runLine(stage, cwd, line, env) {
  if (ENGINE_ONLY.test(line)) return;
  own(join(work, stage));
  const { status, stderr, stdout } = spawnSync("/bin/sh", ["-c", line], {
    cwd: inside(stage, cwd),
    env: envOf(env),
    ...identity,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`RUN ${line}: exit ${status}\n${stdout}\n${stderr}`);
}

function buildStage({ name, steps }) {
  const image = { name, cwd: "/", env: {}, cmd: [], user: "root" };
  for (const { word, rest } of steps) {
    say(`image: ${name}: ${word} ${rest}`);
    if (word === "WORKDIR") mkdirSync(inside(name, (image.cwd = rest)), { recursive: true });
    else if (word === "ENV") image.env[rest.split("=", 1)[0]] = rest.slice(rest.indexOf("=") + 1);
    else if (word === "COPY") copy(name, image.cwd, rest);
    else if (word === "RUN") runLine(name, image.cwd, rest, image.env);
    else if (word === "USER") image.user = rest;
    else if (word === "CMD") image.cmd = JSON.parse(rest);
  }
  own(join(work, name));
  return image;
}

async function starts(image) {
  if (image.user === "root" || image.user === "0") throw new Error("the image must not run as root");
  const services = await import(
    pathToFileURL(join(inside(image.name, image.cwd), "dist/src/platform/services.js")).href
  );
  const { systemClock } = await import(
    pathToFileURL(join(inside(image.name, image.cwd), "dist/src/platform/clock.js")).href
  );
  const data = join(work, "services");
  const redis = await services.startRedis(data, systemClock, process.env.PATH);
  const mosquitto = await services.startMosquitto(data, systemClock, process.env.PATH);
  const state = join(work, "state");
  mkdirSync(state, { recursive: true });
  if (identity.uid !== undefined) chownSync(state, NOBODY, NOBODY);
  const env = {
    ...image.env,
    CAUSEWAY_DATA_DIR: state,
    CAUSEWAY_REDIS_URL: redis.url,
    CAUSEWAY_MQTT_URL: mosquitto.url,
    CAUSEWAY_API_PORT: "0",
    CAUSEWAY_CWMP_PORT: "0",
    CAUSEWAY_STUN_PORT: "0",
    CAUSEWAY_FILES_PORT: "0",
    CAUSEWAY_USP_WS_PORT: "0",
  };
  try {
    const [program, ...args] = image.cmd;
    const child = spawn(program, args, {
      cwd: inside(image.name, image.cwd),
      env: envOf(env),
      ...identity,
      stdio: ["ignore", "pipe", "pipe"],
    });
    await answersReady(child);
    const ended = new Promise((done) => child.once("exit", (code) => done(code)));
    child.kill("SIGTERM");
    const code = await ended;
    if (code !== 0) throw new Error(`the start command ended with ${code} after SIGTERM`);
  } finally {
    await Promise.all([redis.stop(), mosquitto.stop()]);
  }
}

function answersReady(child) {
  return new Promise((done, fail) => {
    let heard = "";
    const late = setTimeout(
      () => fail(new Error(`the start command did not become ready:\n${heard}`)),
      60_000,
    );
    const hear = async (bytes) => {
      heard += bytes;
      const api = /^api (http:\S+)/m.exec(heard)?.[1];
      if (api === undefined) return;
      child.stdout.off("data", hear);
      clearTimeout(late);
      const answer = await fetch(new URL("/readyz", api)).catch(() => undefined);
      if (answer?.status === 200) done();
      else fail(new Error(`/readyz answered ${answer?.status}`));
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", (bytes) => (heard += bytes));
    child.once("exit", (code) => fail(new Error(`the start command ended with ${code}:\n${heard}`)));
  });
}

let failure;
try {
  mkdirSync(join(work, "home"), { recursive: true });
  mkdirSync(join(work, "npm"), { recursive: true });
  own(join(work, "home"));
  own(join(work, "npm"));
  const images = stagesOf(readFileSync(join(root, "Dockerfile"), "utf8")).map(buildStage);
  await starts(images.at(-1));
  say("image: the files, the install and the start command work as an unprivileged user");
} catch (error) {
  failure = error;
  say(`image: ${error.message}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(failure === undefined ? 0 : 1);
