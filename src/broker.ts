import { createSecureContext } from "node:tls";
import { Fault } from "#core";
import { STOMP_DEFAULTS, type StompConfig } from "#usp";
import type { Config } from "./config.ts";
import { secretFrom } from "./platform/keys.ts";

/** What a connection to a broker needs beside its address. */
interface BrokerLogin {
  readonly username?: string;
  readonly password?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** User name, password and certificates of one kind of broker. Fault `config.invalid` when they do not fit together. */
export function brokerLogin(config: Config, broker: "MQTT" | "STOMP"): BrokerLogin {
  const [passwordFile, caFile, certFile, keyFile] = (["PASSWORD_FILE", "CA", "CERT", "KEY"] as const).map(
    (what) => secretFrom(`CAUSEWAY_${broker}_${what}`, config[`CAUSEWAY_${broker}_${what}`]),
  );
  const username = config[`CAUSEWAY_${broker}_USERNAME`];
  checkPair(broker, certFile, keyFile);
  return {
    ...(username === undefined ? {} : { username }),
    ...(passwordFile === undefined ? {} : { password: passwordFile }),
    ...(caFile === undefined ? {} : { ca: caFile }),
    ...(certFile === undefined ? {} : { cert: certFile }),
    ...(keyFile === undefined ? {} : { key: keyFile }),
  };
}

/** What the configuration says of a STOMP server; nothing when it names none. */
export function stompServer(config: Config, replica: string): { readonly stomp?: StompConfig } {
  const url = config.CAUSEWAY_STOMP_URL;
  if (url === undefined) return {};
  if (!URL.canParse(url) || new URL(url).hostname === "")
    throw wrong("CAUSEWAY_STOMP_URL names no host; give stomp://host:port or stomps://host:port");
  const destination = config.CAUSEWAY_STOMP_DESTINATION;
  const enforcesDestinations = config.CAUSEWAY_STOMP_IDENTITY === "acl";
  // A queue has one name for all who send to it: nothing in it tells the sender.
  if (enforcesDestinations && !/^\/(?:topic|exchange\/[^/]+)\/[^/]+$/.test(destination))
    throw wrong(
      "with CAUSEWAY_STOMP_IDENTITY=acl, CAUSEWAY_STOMP_DESTINATION is /topic/… or /exchange/<name>/…",
    );
  const virtualHost = config.CAUSEWAY_STOMP_VIRTUAL_HOST;
  return {
    stomp: {
      ...STOMP_DEFAULTS,
      url,
      ...brokerLogin(config, "STOMP"),
      ...(virtualHost === undefined ? {} : { virtualHost }),
      destination,
      agentDestination: config.CAUSEWAY_USP_AGENT_DESTINATION,
      replica,
      connections: config.CAUSEWAY_STOMP_CONNECTIONS,
      heartBeatMs: config.CAUSEWAY_STOMP_HEART_BEAT * 1000,
      enforcesDestinations,
    },
  };
}

function checkPair(broker: string, cert: string | undefined, key: string | undefined): void {
  if (cert === undefined && key === undefined) return;
  const both = `CAUSEWAY_${broker}_CERT and CAUSEWAY_${broker}_KEY`;
  if (cert === undefined || key === undefined) throw wrong(`${both} go together; give both`);
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new Fault("config.invalid", { detail: `${both} are not a certificate and its key` }, { cause });
  }
}

function wrong(detail: string): Fault {
  return new Fault("config.invalid", { detail });
}
