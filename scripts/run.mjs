// The two commands of a newcomer (npm run demo, npm test) and `npm run up`, from a bare clone.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  build,
  checkNode,
  installIfPossible,
  installPackages,
  installServices,
  root,
  stop,
} from "./prepare.mjs";

const [command, ...args] = process.argv.slice(2);

const COMMANDS = {
  demo: () => gateway("demo"),
  up: () => gateway("up"),
  test: async () => {
    installServices(["redis-server", "mosquitto"]);
    installIfPossible(["prosody"], "XMPP is not tested");
    installIfPossible(["rabbitmq-server"], "STOMP is not tested with a real server");
    const { runTests } = await import("./test.mjs");
    process.exitCode = await runTests(args);
  },
};

async function gateway(name) {
  const own = [
    ...(process.env.CAUSEWAY_REDIS_URL ? [] : ["redis-server"]),
    ...(process.env.CAUSEWAY_MQTT_URL ? [] : ["mosquitto"]),
  ];
  installServices(own);
  try {
    build();
  } catch {
    stop("the build failed; see the messages above");
  }
  endWithParent();
  process.argv = [process.argv[0], join(root, "dist", "src", "main.js"), name, ...args];
  await import(pathToFileURL(process.argv[1]).href);
}

/** npm killed with -9 leaves its scripts running; this one ends as if it had been asked to. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

if (!(command in COMMANDS)) stop("use: node scripts/run.mjs demo | up | test", 64);
checkNode();
installPackages();
rmSync(join(root, "node_modules", ".cache", "causeway-vitest.json"), { force: true });
await COMMANDS[command]();
