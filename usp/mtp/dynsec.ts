import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import {
  asFault,
  backoff,
  Fault,
  sleep,
  within,
  type Clock,
  type JsonObject,
  type Log,
  type Logins,
} from "#core";
import type { UspConfig } from "../config.ts";
import { asEndpointId } from "../endpointid.ts";
import { type Acl, agentAcls, bootstrapAcls } from "./dynsec.table.ts";

const CONTROL = "$CONTROL/dynamic-security/v1";
const ANSWER_MS = 5_000;
/** Of the roles that are ours. */
const PREFIX = "causeway-";

export interface DynsecParts {
  readonly config: UspConfig;
  readonly clock: Clock;
  readonly log: Log;
}

type Command = JsonObject & { readonly command: string };
interface Answer {
  readonly command?: string;
  readonly error?: string;
}

/**
 * The logins of agents at a Mosquitto with the dynamic security plugin: each has a role of its own, is bound to the client
 * id that equals its endpoint id, and is kept by the broker, hashed. The gateway's own login must be an administrator there.
 * Faults: `broker.unavailable` when the broker is away, does not answer, or refuses.
 */
export class DynamicSecurity implements Logins {
  readonly #parts: DynsecParts;
  /** One command after the other: answers carry no id of their request. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: DynsecParts) {
    this.#parts = parts;
  }

  /** Makes the login that new agents share, when one is configured; tries until the broker has it or the signal aborts. */
  async prepare(signal: AbortSignal): Promise<void> {
    const { config, clock } = this.#parts;
    const { bootstrap } = config;
    if (bootstrap === undefined) return;
    const { username, password } = bootstrap;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        await this.#put(`${PREFIX}bootstrap`, bootstrapAcls(config), { username, password });
        return;
      } catch {
        // Told already, with its reason.
      }
      await sleep(clock, backoff(attempt, Math.random()), signal).catch(() => undefined);
    }
  }

  async put(name: string, password: string): Promise<void> {
    // It becomes part of topics, where a wildcard would open those of others.
    if (asEndpointId(name) === undefined)
      throw new Fault("operation.unsupported", { detail: `${name} is no endpoint id` });
    const acls = agentAcls(this.#parts.config, name);
    await this.#put(PREFIX + name, acls, { username: name, password, clientid: name });
  }

  async drop(name: string): Promise<void> {
    await this.#run([
      { command: "deleteClient", username: name },
      { command: "deleteRole", rolename: PREFIX + name },
    ]);
  }

  async #put(rolename: string, acls: readonly Acl[], login: JsonObject): Promise<void> {
    const roles = [{ rolename }];
    const acl = acls.map((one) => ({ ...one, priority: 0 }));
    await this.#run([
      { command: "createRole", rolename },
      { command: "modifyRole", rolename, acls: acl },
      { command: "createClient", ...login },
      { command: "modifyClient", ...login, roles },
    ]);
  }

  /** Runs commands in order. What is there already, or gone already, is as it should be. */
  #run(commands: readonly Command[]): Promise<void> {
    const run = this.#last.then(() => this.#send(commands));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #send(commands: readonly Command[]): Promise<void> {
    const { clock, log } = this.#parts;
    const client = mqtt.connect(this.#parts.config.brokerUrl, optionsOf(this.#parts.config));
    client.on("error", () => undefined);
    try {
      const answers = await within(clock, ANSWER_MS, (signal) => exchanged(client, commands, signal));
      const refused = answers.find(
        ({ error }) => error !== undefined && !/already exists|not found/i.test(error),
      );
      if (refused !== undefined)
        throw new Fault("broker.unavailable", {
          detail: `the broker refused ${refused.command}: ${refused.error}`,
        });
    } catch (error) {
      log.warn(
        { error: asFault(error).message, commands: commands.map(({ command }) => command) },
        "broker login not changed",
      );
      throw asFault(error).code === "broker.unavailable"
        ? error
        : new Fault("broker.unavailable", { detail: "the broker does not answer" }, { cause: error });
    } finally {
      client.end(true);
    }
  }
}

async function exchanged(
  client: MqttClient,
  commands: readonly Command[],
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const answered = new Promise<readonly Answer[]>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(asFault(signal.reason)), { once: true });
    client.on("message", (_topic, payload) => resolve(answersIn(payload)));
  });
  client.on("connect", () => {
    client.subscribe(`${CONTROL}/response`, { qos: 1 }, () => {
      client.publish(CONTROL, JSON.stringify({ commands }), { qos: 1 });
    });
  });
  return answered;
}

function answersIn(payload: Buffer): readonly Answer[] {
  try {
    const { responses } = JSON.parse(payload.toString()) as { readonly responses?: readonly Answer[] };
    return Array.isArray(responses) ? responses : [];
  } catch {
    return [{ error: "an answer that cannot be read" }];
  }
}

function optionsOf(config: UspConfig): IClientOptions {
  return {
    protocolVersion: 5,
    clientId: `causeway-${config.replica}-admin`,
    reconnectPeriod: 0,
    ...(config.username === undefined ? {} : { username: config.username }),
    ...(config.password === undefined ? {} : { password: config.password }),
    ...(config.ca === undefined ? {} : { ca: config.ca }),
    ...(config.cert === undefined ? {} : { cert: config.cert }),
    ...(config.key === undefined ? {} : { key: config.key }),
  };
}
