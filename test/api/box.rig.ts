import {
  Fault,
  type DeviceId,
  type DeviceStack,
  type Gateway,
  type Knowledge,
  type Lease,
  type NativeValue,
  type ObjectUpdate,
  type Operation,
  type Outcome,
  type Parameter,
  ParameterTree,
  parsePath,
  type Protocol,
  schemaOf,
  select,
  type ValueType,
  type WakeResult,
} from "#core";

/** A device of a test: its parameters, native and TR-181 alike. */
export type Box = Map<string, { value: string; type: string; writable: boolean }>;

/** A stack whose devices are maps: it opens sessions, claims, does and settles like a real one. */
export interface BoxStack extends DeviceStack {
  readonly boxes: Map<DeviceId, Box>;
  /** What the devices really did, in order. */
  readonly did: { readonly device: DeviceId; readonly operation: Operation }[];
  /** Devices that do not come when they are rung. */
  readonly asleep: Set<DeviceId>;
  session(lease: Lease): Promise<void>;
}

export function box(values: Readonly<Record<string, string | number | boolean>>): Box {
  return new Map(
    Object.entries(values).map(([path, value]) => [
      path,
      { value: String(value), type: schemaOf(path)?.type ?? "string", writable: !path.endsWith(".UpTime") },
    ]),
  );
}

const CHANGES = new Set<Operation["type"]>(["set", "add", "delete", "operate", "native"]);

export function boxStack(protocol: Protocol, gateway: Gateway, now: () => number): BoxStack {
  const boxes: BoxStack["boxes"] = new Map();
  const did: BoxStack["did"] = [];
  const asleep = new Set<DeviceId>();

  async function session(lease: Lease): Promise<void> {
    let next = await gateway.claim(lease);
    while (next !== undefined) {
      const { record } = next;
      if (CHANGES.has(record.operation.type)) await gateway.sending(lease, record.id);
      did.push({ device: record.device, operation: record.operation });
      const outcome = perform(record.operation, boxes.get(record.device) ?? box({}), protocol, now());
      next = await gateway.settle(lease, record.id, outcome);
    }
    await gateway.release(lease);
  }

  return {
    protocol,
    boxes,
    did,
    asleep,
    session,
    start: async () => undefined,
    stop: async () => undefined,
    async wake(device): Promise<WakeResult> {
      if (asleep.has(device)) return { state: "unreachable", method: "none" };
      const lease = await gateway.open(device, protocol);
      if (lease !== undefined) await session(lease);
      return { state: "open", method: "direct" };
    },
    view: (knowledge) => view(knowledge),
    supported: () => [
      {
        path: "Device.WiFi.SSID.{i}.",
        access: "addDelete",
        multiInstance: true,
        uniqueKeys: [["Name"], ["Alias"]],
        parameters: [{ name: "SSID", access: "readWrite", type: "string", maxLength: 32 }],
        commands: [],
        events: [],
      },
      {
        path: "Device.DeviceInfo.",
        access: "readOnly",
        multiInstance: false,
        uniqueKeys: [],
        parameters: [{ name: "UpTime", access: "readOnly", type: "unsignedInt", unit: "s" }],
        commands: [],
        events: [],
      },
    ],
    dryRun(operation, knowledge) {
      refuse(operation, knowledge);
      return [{ message: operation.type }];
    },
  };
}

function view(knowledge: Knowledge): Parameter[] {
  return [...knowledge.values.values()].map((value) => parameterOf(value, knowledge.protocol));
}

function parameterOf(
  { path, value, type, writable = false, at }: NativeValue,
  protocol: Protocol,
): Parameter {
  const schema = schemaOf(path);
  const shown: Parameter = {
    path,
    value,
    type: schema?.type ?? (type as ValueType),
    writable,
    at,
    source: { path, protocol, kind: "exact" },
  };
  return schema?.secret === true ? { ...shown, secret: true } : shown;
}

/** Refuses what is not writable, as the real stacks do from what they know. */
function refuse(operation: Operation, { values }: Knowledge): void {
  if (operation.type !== "set") return;
  const errors = operation.updates.flatMap(({ path, params }) =>
    Object.keys(params)
      .filter((name) => values.get(path + name)?.writable === false)
      .map((name) => ({ path: path + name, code: "parameter.readOnly" as const })),
  );
  if (errors.length > 0) throw new Fault("parameter.readOnly", { errors });
}

function perform(operation: Operation, device: Box, protocol: Protocol, at: number): Outcome {
  const tree = (): ParameterTree =>
    ParameterTree.from(
      view({
        protocol,
        values: new Map(nativeOf(device, at).map((v) => [v.path, v])),
        memory: {},
        secrets: {},
      }),
    );
  const all = (): { values: NativeValue[]; complete: true } => ({
    values: nativeOf(device, at),
    complete: true,
  });
  switch (operation.type) {
    case "onboard":
      return { state: "succeeded", result: { type: "onboard", summary: {} }, ...all() };
    case "subscribe":
      return { state: "succeeded", result: { type: "subscribe", subscriptions: [] } };
    case "get": {
      const results = operation.paths.map((path) => ({
        requestedPath: path,
        items: select(parsePath(path), tree()).parameters,
      }));
      return { state: "succeeded", result: { type: "get", results }, ...all() };
    }
    case "set":
      return set(operation.updates, device, all);
    case "operate": {
      if (operation.input["Pending"] !== undefined) return { state: "pending" };
      const input = operation.input["Fail"];
      if (input !== undefined)
        return {
          state: "failed",
          problem: { code: "device.fault", protocolCode: "usp:7022", detail: input },
        };
      const results = [
        { command: operation.command, output: { Status: "Complete", Password: "canary-output" } },
      ];
      return { state: "succeeded", result: { type: "operate", results } };
    }
    case "native":
      return { state: "succeeded", result: { type: "native", response: { args: operation.args } } };
    case "add":
    case "delete":
    case "getInstances":
    case "getSupportedDM":
      return { state: "failed", problem: { code: "operation.unsupported" } };
  }
}

function set(updates: readonly ObjectUpdate[], device: Box, all: () => object): Outcome {
  for (const { path, params } of updates) {
    for (const [name, value] of Object.entries(params)) {
      const known = device.get(path + name);
      if (known !== undefined) known.value = value;
    }
  }
  const results = updates.map(({ path, params }) => ({
    requestedPath: path,
    updated: [{ path, params: told(path, params), errors: [] }],
  }));
  return { state: "succeeded", result: { type: "set", results }, ...all() };
}

/** What a device says it has set: secrets are told empty. */
function told(path: string, params: ObjectUpdate["params"]): ObjectUpdate["params"] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      schemaOf(path + name)?.secret === true ? "" : value,
    ]),
  );
}

function nativeOf(device: Box, at: number): NativeValue[] {
  return [...device].map(([path, { value, type, writable }]) => ({ path, value, type, writable, at }));
}
