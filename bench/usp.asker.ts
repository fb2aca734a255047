import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  commandKeyOf,
  Fault,
  newDeviceId,
  newOperationId,
  silent,
  unmetered,
  type Claimed,
  type DeviceId,
  type Gateway,
  type Lease,
  type Operation,
} from "#core";
import { createUspStack, USP_DEFAULTS } from "#usp";
import { systemClock as clock } from "../src/platform/clock.ts";

/** The USP stack with a gateway behind it that always has one more `get` for each agent and keeps nothing. */
const NAMES =
  "Manufacturer ManufacturerOUI ModelName Description ProductClass SerialNumber HardwareVersion SoftwareVersion ProvisioningCode UpTime";
const GET: Operation = {
  type: "get",
  paths: NAMES.split(" ").map((name) => `Device.DeviceInfo.${name}`),
  maxDepth: 0,
};
const HOUR_MS = 3_600_000;

const endpoints = (process.env["BENCH_ENDPOINTS"] ?? "").split(",");
const agents = new Map(endpoints.map((endpoint) => [newDeviceId(0, clock.now()), endpoint]));
const counts = { answered: 0, failed: 0 };

function claimed(device: DeviceId): Claimed {
  const now = clock.now();
  const id = newOperationId(device, now);
  const times = { createdAt: now, expiresAt: now + HOUR_MS, attempts: 1 };
  const about = {
    device,
    actor: "bench",
    operation: GET,
    priority: "interactive",
    state: "running",
  } as const;
  return { record: { id, ...about, ...times, commandKey: commandKeyOf(id) }, reconcile: false };
}

const refuse = () => Promise.reject(new Fault("store.unavailable"));
const gateway: Gateway = {
  open: (device, protocol) => Promise.resolve({ device, protocol, fence: 1, until: clock.now() + HOUR_MS }),
  renew: (lease: Lease) => Promise.resolve({ ...lease, until: clock.now() + HOUR_MS }),
  release: () => Promise.resolve(),
  claim: ({ device }) => Promise.resolve(claimed(device)),
  settle({ device }, _operation, outcome) {
    const isWhole = outcome.state === "succeeded" && outcome.values?.length === GET.paths.length;
    counts[isWhole ? "answered" : "failed"]++;
    return Promise.resolve(claimed(device));
  },
  knowledge(device) {
    const endpoint = agents.get(device) ?? "";
    const memory = { endpoint, topic: `usp/agent/${endpoint}`, mqtt: "5" };
    return Promise.resolve({ protocol: "usp", values: new Map(), memory, secrets: {} });
  },
  find({ value }) {
    return Promise.resolve([...agents].find(([, endpoint]) => endpoint === value)?.[0]);
  },
  sending: () => Promise.resolve(),
  route: () => Promise.resolve(),
  contact: refuse,
  report: refuse,
  operation: refuse,
  model: refuse,
  keepModel: refuse,
  credentials: refuse,
  rotateCredential: refuse,
};

const stack = createUspStack({
  gateway,
  clock,
  log: silent,
  metrics: unmetered,
  post: { replica: "bench", serve: () => () => undefined, ask: () => Promise.resolve(undefined) },
  config: {
    ...USP_DEFAULTS,
    brokerUrl: process.env["BENCH_MQTT_URL"] ?? "",
    replica: "bench",
    connections: 16,
  },
});
await stack.start();
for (const device of agents.keys()) await stack.wake(device, new AbortController().signal);

const server = createServer((_request, response) => response.end(JSON.stringify(counts)));
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`url http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`),
);
process.once("SIGTERM", () => process.exit(0));
