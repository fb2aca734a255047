import { USP_DEFAULTS, type UspConfig, WEBSOCKET_DEFAULTS, type WebSocketConfig } from "#usp";
import { brokerLogin, stompServer } from "./broker.ts";
import { isLoopback, isOnLoopback, type Config } from "./config.ts";
import { secretFrom } from "./platform/keys.ts";
import type { TlsSource } from "./tls.ts";

/** What the USP stack is told at its start. */
export function uspConfig(
  config: Config,
  brokerUrl: string,
  replica: string,
  tls: TlsSource | undefined,
): UspConfig {
  return {
    ...USP_DEFAULTS,
    endpointId: config.CAUSEWAY_USP_ENDPOINT_ID,
    topic: config.CAUSEWAY_USP_TOPIC,
    agentTopic: config.CAUSEWAY_USP_AGENT_TOPIC,
    brokerUrl,
    replica,
    connections: config.CAUSEWAY_MQTT_CONNECTIONS,
    periodicIntervalSeconds: config.CAUSEWAY_USP_PERIODIC_INTERVAL,
    sessions: config.CAUSEWAY_USP_SESSION_CONTEXT,
    ...(config.CAUSEWAY_USP_RECORD_BYTES === 0 ? {} : { recordLimit: config.CAUSEWAY_USP_RECORD_BYTES }),
    brokerEnforcesTopics: config.CAUSEWAY_MQTT_IDENTITY !== "none",
    administersLogins: config.CAUSEWAY_MQTT_IDENTITY === "dynsec",
    trials: staysHere(config, brokerUrl),
    ...bootstrapLogin(config),
    websocket: websocketConfig(config, tls),
    ...brokerLogin(config, "MQTT"),
    ...stompServer(config, replica),
  };
}

function websocketConfig(config: Config, tls: TlsSource | undefined): WebSocketConfig {
  return {
    bind: config.CAUSEWAY_USP_WS_BIND ?? config.CAUSEWAY_BIND,
    port: config.CAUSEWAY_USP_WS_PORT,
    path: config.CAUSEWAY_USP_WS_PATH,
    ...(tls === undefined ? {} : { tls: tls.options }),
    identity: config.CAUSEWAY_USP_WS_IDENTITY,
    agents: config.CAUSEWAY_USP_WS_AGENTS,
    limits: { ...WEBSOCKET_DEFAULTS.limits, connections: config.CAUSEWAY_USP_WS_MAX_CONNECTIONS },
  };
}

/** Agents are reached on this machine only. */
function staysHere(config: Config, brokerUrl: string): boolean {
  const { CAUSEWAY_STOMP_URL: stomp, CAUSEWAY_BIND: bind, CAUSEWAY_USP_WS_BIND: socket = bind } = config;
  const servers = [brokerUrl, ...(stomp === undefined ? [] : [stomp])];
  return isLoopback(bind) && isLoopback(socket) && servers.every(isOnLoopback);
}

/** The login that new agents share. */
function bootstrapLogin(config: Config) {
  const username = config.CAUSEWAY_USP_BOOTSTRAP_USERNAME;
  const password = secretFrom(
    "CAUSEWAY_USP_BOOTSTRAP_PASSWORD_FILE",
    config.CAUSEWAY_USP_BOOTSTRAP_PASSWORD_FILE,
  );
  return username === undefined || password === undefined ? {} : { bootstrap: { username, password } };
}
