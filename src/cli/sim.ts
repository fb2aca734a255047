import { Fault } from "#core";
import { runSim } from "#sim";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/pino.ts";
import { listenToSignals } from "./signals.ts";

/** The flags of `causeway sim` with their defaults. */
const FLAGS: Readonly<Record<string, string>> = {
  cwmp: "10",
  natted: "0",
  usp: "10",
  dual: "0",
  websocket: "0",
  "acs-url": "http://127.0.0.1:7547/",
  "mqtt-url": "mqtt://127.0.0.1:1883",
  "websocket-url": "ws://127.0.0.1:8183/usp",
  "controller-id": "self::causeway",
  "controller-topic": "usp/controller/causeway",
  "agent-topic": "usp/agent/{endpointId}",
  username: "",
  password: "",
  "broker-username": "",
  "broker-password": "",
  "first-index": "0",
};

/** Runs simulated devices against any gateway until it is told to stop. */
export async function runSimulation(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  const count = (name: string): number => {
    const text = flags[name] ?? "";
    if (!/^\d{1,5}$/.test(text))
      throw new Fault("config.invalid", {
        detail: `--${name}: ${text} does not fit; give a whole number up to 99999`,
      });
    return Number(text);
  };
  const stop = new AbortController();
  void listenToSignals().stop.then(() => stop.abort());
  await runSim({
    clock: systemClock,
    log: createLog("info"),
    signal: stop.signal,
    cwmp: count("cwmp"),
    natted: count("natted"),
    usp: count("usp"),
    dual: count("dual"),
    websocket: count("websocket"),
    websocketUrl: flags["websocket-url"] ?? "",
    firstIndex: count("first-index"),
    acsUrl: flags["acs-url"] ?? "",
    mqttUrl: flags["mqtt-url"] ?? "",
    controllerId: flags["controller-id"] ?? "",
    controllerTopic: flags["controller-topic"] ?? "",
    agentTopic: flags["agent-topic"] ?? "",
    ...(flags["username"] === ""
      ? {}
      : { username: flags["username"] ?? "", password: flags["password"] ?? "" }),
    ...(flags["broker-username"] === ""
      ? {}
      : {
          brokerUsername: flags["broker-username"] ?? "",
          brokerPassword: flags["broker-password"] ?? "",
        }),
  });
  return 0;
}

function readFlags(args: readonly string[]): Readonly<Record<string, string>> {
  const flags: Record<string, string> = { ...FLAGS };
  for (let i = 0; i < args.length; i += 2) {
    const name = (args[i] ?? "").replace(/^--/, "");
    const value = args[i + 1];
    if (!(name in FLAGS) || value === undefined) {
      throw new Fault("config.invalid", {
        detail: `${args[i]} is not understood; flags are ${Object.keys(FLAGS)
          .map((flag) => `--${flag}`)
          .join(" ")}`,
      });
    }
    flags[name] = value;
  }
  return flags;
}
