import { address, agentDestination, agentTopic, agentUrls, cidrs, count, destination, endpointId, flag, headerName, hostPort, jid, listOf, names, oneOf, path, paths, patterns, port, publicUrl, text, topic, url, type Kind } from "./config.kind.ts";

/** One configuration key. Without `value` the key has no default. */
export interface ConfigRow<T> {
  readonly kind: Kind<T>;
  readonly value?: T;
  readonly meaning: string;
  /** Never printed. */
  readonly secret?: true;
}

const row = <T>(kind: Kind<T>, value: T, meaning: string): ConfigRow<T> & { readonly value: T } => ({
  kind,
  value,
  meaning,
});
const optional = <T>(kind: Kind<T>, meaning: string): ConfigRow<T> => ({ kind, meaning });

/** Every key of the gateway: environment variable, default, meaning. `docs/reference/config.md` is made from it. */
export const CONFIG = {
  CAUSEWAY_ROLES: row(
    listOf("cwmp", "usp", "api", "worker", "files", "stun"),
    ["cwmp", "usp", "api", "worker", "files", "stun"],
    "What this process does",
  ),
  CAUSEWAY_BIND: row(
    address,
    "127.0.0.1",
    "Address of all listeners; off loopback they need TLS or CAUSEWAY_INSECURE_TRANSPORT",
  ),
  CAUSEWAY_API_BIND: optional(address, "Address of the API listener, instead of CAUSEWAY_BIND"),
  CAUSEWAY_CWMP_BIND: optional(address, "Address of the CWMP listener, instead of CAUSEWAY_BIND"),
  CAUSEWAY_FILES_BIND: optional(address, "Address of the files listener, instead of CAUSEWAY_BIND"),
  CAUSEWAY_API_PORT: row(port, 8080, "Port of the API"),
  CAUSEWAY_CWMP_PORT: row(port, 7547, "Port of the CWMP endpoint (the ACS URL)"),
  CAUSEWAY_CWMP_NOTIFICATIONS: row(
    flag,
    false,
    "Take lightweight notifications (UDP) on the address of the CWMP listener; signed, but their values cross the network in the clear",
  ),
  CAUSEWAY_CWMP_NOTIFICATION_PORT: row(port, 7547, "UDP port of lightweight notifications"),
  CAUSEWAY_STUN_BIND: optional(address, "Address of the STUN server, instead of CAUSEWAY_BIND"),
  CAUSEWAY_STUN_PORT: row(port, 3478, "UDP port of the STUN server"),
  CAUSEWAY_STUN_AUTH: row(
    oneOf("required", "optional"),
    "required",
    "Whether CPEs without a STUN user name are told their address; those with one prove themselves in any case",
  ),
  CAUSEWAY_FILES_PORT: row(port, 7567, "Port of the files listener, where devices fetch and send files"),
  CAUSEWAY_API_HOSTS: row(
    names,
    [],
    "Host names of a proxy in front of an API listener on loopback; others are refused there",
  ),
  CAUSEWAY_INSECURE_TRANSPORT: row(
    flag,
    false,
    "Allow listeners without TLS off loopback (banner and metric)",
  ),
  CAUSEWAY_TLS_CERT: optional(
    text,
    "PEM file of the certificate chain of all listeners; read again on change and on SIGHUP",
  ),
  CAUSEWAY_TLS_KEY: optional(text, "PEM file of the private key"),
  CAUSEWAY_TLS_CA: optional(text, "PEM file of the CAs that sign client certificates; CPEs are then asked for one"),
  CAUSEWAY_API_TLS_CERT: optional(text, "As CAUSEWAY_TLS_CERT, for the API only"),
  CAUSEWAY_API_TLS_CA: optional(text, "As CAUSEWAY_TLS_CA, for the API only"),
  CAUSEWAY_API_TLS_KEY: optional(text, "As CAUSEWAY_TLS_KEY, for the API only"),
  CAUSEWAY_CWMP_TLS_CERT: optional(text, "As CAUSEWAY_TLS_CERT, for CWMP only"),
  CAUSEWAY_CWMP_TLS_KEY: optional(text, "As CAUSEWAY_TLS_KEY, for CWMP only"),
  CAUSEWAY_CWMP_TLS_CA: optional(text, "As CAUSEWAY_TLS_CA, for CWMP only"),
  CAUSEWAY_CWMP_TLS_LEGACY: row(
    flag,
    false,
    "Accept TLS 1.2 without forward secrecy from old CPEs (TLS_RSA_WITH_AES_128_CBC_SHA, the one suite TR-069 asks for); needs an RSA certificate",
  ),
  CAUSEWAY_FILES_TLS_CERT: optional(text, "As CAUSEWAY_TLS_CERT, for the files listener only"),
  CAUSEWAY_FILES_TLS_KEY: optional(text, "As CAUSEWAY_TLS_KEY, for the files listener only"),
  CAUSEWAY_FILES_TLS_CA: optional(text, "As CAUSEWAY_TLS_CA, for the files listener only"),
  CAUSEWAY_PUBLIC_FILES_URL: optional(
    publicUrl,
    "Address of the files listener as devices reach it, at most 128 characters; without it that of the listener here",
  ),
  CAUSEWAY_PUBLIC_CWMP_URL: optional(
    url("http", "https"),
    "The ACS URL as devices reach it, shown by GET /v1/system; never built from a Host header",
  ),
  CAUSEWAY_PUBLIC_STUN: optional(
    hostPort,
    "The STUN server as CPEs reach it, written into them at onboarding; by default the listener's own address on loopback, elsewhere none is written",
  ),
  CAUSEWAY_XMPP_URL: optional(
    url("xmpp", "xmpps"),
    "An XMPP server to wake CPEs over: xmpp://host:port (STARTTLS) or xmpps://host:port",
  ),
  CAUSEWAY_XMPP_USERNAME: optional(jid, "The gateway's address there; each replica adds a resource of its own"),
  CAUSEWAY_XMPP_PASSWORD_FILE: optional(text, "File that holds the password of CAUSEWAY_XMPP_USERNAME"),
  CAUSEWAY_XMPP_CA: optional(text, "PEM file of the CA that signed the XMPP server's certificate"),
  CAUSEWAY_REDIS_URL: optional(
    url("redis", "rediss", "redis+sentinel", "redis+cluster"),
    "An existing Redis; without it a local one is started in the data directory",
  ),
  CAUSEWAY_REPLICA: optional(
    text,
    "Name of this replica, 1 to 16 letters and digits; made once and kept in the data directory",
  ),
  CAUSEWAY_REDIS_PREFIX: row(text, "cw", "Prefix of every key in Redis"),
  CAUSEWAY_REDIS_UNDURABLE: row(
    oneOf("warn", "refuse"),
    "warn",
    "What to do at the start when Redis can lose what was acknowledged (AOF not always, eviction on)",
  ),
  CAUSEWAY_PARTITIONS: row(
    count(1, 256),
    64,
    "Partitions of the data, a power of two; fixed at the first start",
  ),
  CAUSEWAY_MQTT_URL: optional(
    url("mqtt", "mqtts"),
    "An existing MQTT broker; without it a local Mosquitto is started in the data directory",
  ),
  CAUSEWAY_MQTT_USERNAME: optional(text, "User name at the broker"),
  CAUSEWAY_MQTT_PASSWORD_FILE: optional(text, "File that holds the password at the broker"),
  CAUSEWAY_MQTT_CA: optional(text, "PEM file of the CA that signed the broker's certificate"),
  CAUSEWAY_MQTT_CERT: optional(
    text,
    "PEM file of the gateway's own certificate, where the broker asks for one",
  ),
  CAUSEWAY_MQTT_KEY: optional(text, "PEM file of the key of CAUSEWAY_MQTT_CERT"),
  CAUSEWAY_MQTT_CONNECTIONS: row(
    count(1, 64),
    16,
    "Connections to the broker; above 1 they share the subscription (needed by several replicas) and keep fixed client ids",
  ),
  CAUSEWAY_MQTT_IDENTITY: row(
    oneOf("none", "acl", "dynsec"),
    "none",
    "acl: the broker lets each agent publish under its own endpoint id only; dynsec: so does a Mosquitto whose dynamic security plugin the gateway administers",
  ),
  CAUSEWAY_USP_BOOTSTRAP_USERNAME: optional(
    text,
    "User name at the broker that new agents share to introduce themselves; with CAUSEWAY_MQTT_IDENTITY=dynsec",
  ),
  CAUSEWAY_USP_BOOTSTRAP_PASSWORD_FILE: optional(
    text,
    "File that holds the password of CAUSEWAY_USP_BOOTSTRAP_USERNAME",
  ),
  CAUSEWAY_STOMP_URL: optional(
    url("stomp", "stomps"),
    "A STOMP server for agents that speak STOMP, beside the MQTT broker: stomp://host:61613 or stomps://host:61614",
  ),
  CAUSEWAY_STOMP_USERNAME: optional(text, "User name at the STOMP server"),
  CAUSEWAY_STOMP_PASSWORD_FILE: optional(text, "File that holds the password at the STOMP server"),
  CAUSEWAY_STOMP_CA: optional(text, "PEM file of the CA that signed the STOMP server's certificate"),
  CAUSEWAY_STOMP_CERT: optional(
    text,
    "PEM file of the gateway's own certificate for the STOMP server; without CAUSEWAY_STOMP_PASSWORD_FILE it is the login",
  ),
  CAUSEWAY_STOMP_KEY: optional(text, "PEM file of the key of CAUSEWAY_STOMP_CERT"),
  CAUSEWAY_STOMP_VIRTUAL_HOST: optional(text, "The host header: the virtual host, where the server has several"),
  CAUSEWAY_STOMP_DESTINATION: row(
    destination,
    "/queue/usp-controller-causeway",
    "STOMP destination that agents send to, unless the server names another",
  ),
  CAUSEWAY_STOMP_CONNECTIONS: row(
    count(1, 64),
    1,
    "Connections to the STOMP server; above 1 (needed by several replicas) they take from the destination in turn, and each is answered at a destination of its own",
  ),
  CAUSEWAY_STOMP_HEART_BEAT: row(
    count(0, 3600),
    30,
    "Seconds between heart-beats with the STOMP server, both ways; one that is silent for two of them is left. 0: none",
  ),
  CAUSEWAY_STOMP_IDENTITY: row(
    oneOf("none", "acl"),
    "none",
    "acl: the STOMP server lets each agent send only to the destination that ends with its own endpoint id",
  ),
  CAUSEWAY_DATA_DIR: row(text, ".causeway", "Local services' data, admin token, keys"),
  CAUSEWAY_ADMIN_TOKEN: {
    ...optional(text, "Bootstrap admin token; generated once into admin.token in the data directory"),
    secret: true,
  },
  CAUSEWAY_METRICS_TOKEN: {
    ...optional(text, "Token of GET /metrics; generated once into metrics.token in the data directory"),
    secret: true,
  },
  CAUSEWAY_SECRET_KEY_FILE: optional(
    text,
    "File with 32 random bytes that encrypt secrets at rest; generated once in the data directory",
  ),
  CAUSEWAY_ENROLMENT: row(
    oneOf("open", "approve", "closed"),
    "approve",
    "Unknown devices: accept (demo only), quarantine until approved, refuse",
  ),
  CAUSEWAY_CWMP_CLIENT_CERTIFICATE: row(
    oneOf("optional", "required"),
    "optional",
    "With CAUSEWAY_CWMP_TLS_CA: whether a CPE without a certificate of that CA is refused in its handshake",
  ),
  CAUSEWAY_CWMP_CERTIFICATE_NAMES: row(
    listOf("oui-class-serial", "oui-serial", "usp-os", "usp-ops", "serial", "mac"),
    ["oui-class-serial", "oui-serial", "usp-os", "usp-ops"],
    "How the certificate of a CPE may name it (CN, or DNS and URI names); serial and mac only where the CA signs for one maker",
  ),
  CAUSEWAY_CWMP_DIGEST: row(
    listOf("MD5", "SHA-256"),
    ["MD5"],
    "Digest algorithms of CPEs, in the order of the challenges; many know MD5 only, and read the first challenge alone",
  ),
  CAUSEWAY_CWMP_PROXY_AUTH_HEADER: optional(
    headerName,
    "Header in which CAUSEWAY_TRUSTED_PROXIES tell whose client certificate they verified; from others it is passed over",
  ),
  CAUSEWAY_CWMP_CREDENTIALS_FILE: optional(
    text,
    "File of group credentials, one user:password a line, for groups of new CPEs",
  ),
  CAUSEWAY_CONNECTION_REQUEST_CREDENTIALS_FILE: optional(
    text,
    "File of connection-request credentials that CPEs share, one user:password a line, tried after a device's own; at most four a device",
  ),
  CAUSEWAY_CWMP_BASIC_OVER_HTTP: row(flag, false, "Accept Basic authentication without TLS"),
  CAUSEWAY_CWMP_USERNAME: optional(text, "User name of the group credential that new CPEs share"),
  CAUSEWAY_CWMP_PASSWORD_FILE: optional(text, "File that holds the password of the group credential"),
  CAUSEWAY_CWMP_PROVISION_CREDENTIALS: row(
    flag,
    true,
    "Give each CPE a user name and password of its own at first contact",
  ),
  CAUSEWAY_CWMP_INFORM_INTERVAL: row(
    count(10, 604_800),
    300,
    "Seconds between the periodic Informs of a CPE",
  ),
  CAUSEWAY_CWMP_MAX_SESSIONS: row(
    count(1, 100_000),
    2000,
    "CWMP sessions at a time; more are answered 503 before they are parsed",
  ),
  CAUSEWAY_CPE_NETWORKS: row(
    cidrs,
    [],
    "Networks that connection requests may go to beside the address a CPE informed from",
  ),
  CAUSEWAY_TRUSTED_PROXIES: row(cidrs, [], "Proxies in front of the CWMP listener: what they say of a CPE (Forwarded, X-Forwarded-For) is believed, and their connections are not counted as one peer's"),
  CAUSEWAY_PROFILES_DIR: optional(
    text,
    "Folder of vendor profiles of your own, one *.json each, over those that come with the gateway; read again on SIGHUP",
  ),
  CAUSEWAY_USP_ENDPOINT_ID: row(
    endpointId,
    "self::causeway",
    "The controller's endpoint id; changing it re-onboards every agent",
  ),
  CAUSEWAY_USP_TOPIC: row(topic, "usp/controller/causeway", "Topic that agents publish to"),
  CAUSEWAY_USP_AGENT_TOPIC: row(
    agentTopic,
    "usp/agent/{endpointId}",
    "Topic of an agent that has not told its own",
  ),
  CAUSEWAY_USP_AGENT_DESTINATION: row(
    agentDestination,
    "/queue/usp-agent-{endpointId}",
    "STOMP destinations that an agent may be reached at",
  ),
  CAUSEWAY_USP_WS_BIND: optional(address, "Address of the USP WebSocket listener, instead of CAUSEWAY_BIND"),
  CAUSEWAY_USP_WS_PORT: row(port, 8183, "Port of the USP WebSocket listener"),
  CAUSEWAY_USP_WS_PATH: row(path, "/usp", "Path that agents connect to over WebSocket"),
  CAUSEWAY_USP_WS_IDENTITY: row(
    oneOf("none", "password", "certificate"),
    "none",
    "What an agent must show over WebSocket: nothing; a login (its own or the group's) or a certificate with its endpoint id; that certificate. What it shows must be right in any case",
  ),
  CAUSEWAY_USP_WS_AGENTS: row(
    agentUrls,
    [],
    "Agents that the gateway connects to over WebSocket, <endpoint id>=wss://host:port/path, separated by commas",
  ),
  CAUSEWAY_USP_WS_MAX_CONNECTIONS: row(
    count(1, 1_000_000),
    20_000,
    "WebSocket connections of agents at a time; more are answered 503",
  ),
  CAUSEWAY_USP_WS_TLS_CERT: optional(text, "As CAUSEWAY_TLS_CERT, for the USP WebSocket listener only"),
  CAUSEWAY_USP_WS_TLS_KEY: optional(text, "As CAUSEWAY_TLS_KEY, for the USP WebSocket listener only"),
  CAUSEWAY_USP_WS_TLS_CA: optional(text, "As CAUSEWAY_TLS_CA, for agents over WebSocket only"),
  CAUSEWAY_USP_PERIODIC_INTERVAL: row(
    count(10, 604_800),
    300,
    "Seconds between the Periodic! events of an agent",
  ),
  CAUSEWAY_USP_SESSION_CONTEXT: row(
    oneOf("accept", "require", "refuse"),
    "accept",
    "Session contexts: those that agents open, one with every agent that allows it, or none",
  ),
  CAUSEWAY_USP_RECORD_BYTES: row(
    count(0, 8_388_608),
    0,
    "Bytes of one record in a session context with an agent that tells no MaxUSPRecordSize, at least 512; 0: no limit",
  ),
  CAUSEWAY_INDEXED_ATTRIBUTES: row(names, [], "Attributes of devices that filters and groups may use"),
  CAUSEWAY_INDEXED_PARAMETERS: row(
    paths,
    [],
    "TR-181 parameters that filters may ask for with param(), at most 16; a change is indexed in the background",
  ),
  CAUSEWAY_QUARANTINE_MAX: row(count(1, 1_000_000), 20_000, "Quarantined devices that are kept"),
  CAUSEWAY_QUARANTINE_DAYS: row(count(1, 365), 7, "Days a quarantined device is kept"),
  CAUSEWAY_QUEUE_PER_DEVICE: row(count(1, 100_000), 1000, "Operations one device may have waiting"),
  CAUSEWAY_OPERATIONS_DAYS: row(count(1, 3650), 30, "Days an ended operation is kept"),
  CAUSEWAY_OPERATIONS_FAILED_DAYS: row(count(1, 3650), 90, "Days a failed operation is kept"),
  CAUSEWAY_OPERATIONS_MAX: row(
    count(1000, 100_000_000),
    1_000_000,
    "Ended operations that are kept at most; above that the oldest leave before their time",
  ),
  CAUSEWAY_HISTORY_PARAMETERS: row(
    patterns,
    [],
    "TR-181 parameters whose values are kept as they change: * for any instance, a dot at the end for all below an object; at most 64, of a device the first 64 parameters. Never secrets",
  ),
  CAUSEWAY_HISTORY_POINTS: row(count(1, 10_000), 1000, "Values that are kept of each parameter of a device"),
  CAUSEWAY_HISTORY_MB: row(
    count(1, 1_000_000),
    256,
    "MiB that the history of all devices takes at most; above that older values leave early",
  ),
  CAUSEWAY_BATCH_DEVICES_MAX: row(
    count(100_000, 100_000_000),
    1_000_000,
    "Devices that all kept batches list at most; above that the oldest that are over leave. They leave with CAUSEWAY_OPERATIONS_DAYS in any case",
  ),
  CAUSEWAY_EVENTS_DAYS: row(count(1, 365), 7, "Days an event stays in the feed"),
  CAUSEWAY_EVENTS_MAX: row(count(1000, 100_000_000), 1_000_000, "Events the feed holds at most"),
  CAUSEWAY_EVENTS_MB: row(count(1, 1_000_000), 1024, "MiB the events of the feed take at most"),
  CAUSEWAY_RECORDER_MB: row(
    count(0, 1_000_000),
    256,
    "MiB that recordings of device sessions take at most; 0: none are made",
  ),
  CAUSEWAY_MODELS_MB: row(
    count(1, 10_000),
    32,
    "MiB, packed, of what is kept of models of devices: the names their data model has, and what can be written",
  ),
  CAUSEWAY_SUBSCRIPTIONS_PER_SECOND: row(
    count(1, 10_000),
    50,
    "Devices a second that are asked to bring their subscriptions up to date when a subscription changes",
  ),
  CAUSEWAY_REDIS_MEMORY_MB: row(
    count(0, 10_000_000),
    0,
    "MiB of memory of one Redis node that count as full; 0: its maxmemory. From 95 % on background work waits",
  ),
  CAUSEWAY_FILES_DIR: optional(
    text,
    "Directory of the files' bytes, files in the data directory when not set; replicas that serve files share it",
  ),
  CAUSEWAY_FILES_MB: row(count(1, 1_000_000_000), 10_240, "MiB of all files"),
  CAUSEWAY_FILES_MAX: row(count(1, 10_000_000), 100_000, "Files that are kept at most"),
  CAUSEWAY_FILES_MAX_MB: row(count(1, 1_000_000), 2048, "MiB of one file that is put here over the API"),
  CAUSEWAY_FILES_UPLOAD_MB: row(count(1, 1_000_000), 32, "MiB of one file that a device sends"),
  CAUSEWAY_FILES_PER_DEVICE: row(
    count(1, 10_000),
    20,
    "Files of one device that are kept; for a newer one the oldest leaves",
  ),
  CAUSEWAY_FILES_UPLOAD_DAYS: row(count(1, 3650), 90, "Days a file that a device sent is kept"),
  CAUSEWAY_FILES_FREE_MB: row(
    count(0, 1_000_000_000),
    256,
    "MiB of the disk that files leave free; nothing is taken that would go below",
  ),
  CAUSEWAY_FILES_WINDOW_HOURS: row(
    count(1, 8760),
    24,
    "Hours an address given to a device works, beyond the time windows of the command; it ends with the operation",
  ),
  CAUSEWAY_FILES_MAX_TRANSFERS: row(
    count(1, 100_000),
    1000,
    "Requests the files listener serves at a time; more are answered 503",
  ),
  CAUSEWAY_FILES_CREDENTIALS: row(
    flag,
    false,
    "Give devices a user name and a password for each transfer, and ask for them",
  ),
  CAUSEWAY_FILES_BASIC_OVER_HTTP: row(
    flag,
    false,
    "Accept Basic authentication on the files listener without TLS; Digest always is",
  ),
  CAUSEWAY_LOG_LEVEL: row(
    oneOf("debug", "info", "warn", "error", "silent"),
    "info",
    "Least severity that is logged",
  ),
} as const satisfies Record<string, ConfigRow<unknown>>;

export type ConfigKey = keyof typeof CONFIG;
type ValueOf<Row> = Row extends { kind: Kind<infer T> }
  ? Row extends { value: unknown }
    ? T
    : T | undefined
  : never;
/** The whole configuration, read and frozen once at the start. */
export type Config = { readonly [K in ConfigKey]: ValueOf<(typeof CONFIG)[K]> };
