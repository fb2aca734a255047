import type { AgentBehaviour, CpeBehaviour } from "#sim";
import { type Json, until } from "./api.ts";
import { openStand, type Own, type Stand, type Subject } from "./rig.ts";

/** How a device misbehaves while an operation runs, in both protocols' words, and how the operation may end. */
export interface Trouble {
  readonly what: string;
  readonly operation: Json;
  readonly cpe: CpeBehaviour;
  readonly agent: AgentBehaviour;
  /** The states that tell the truth about what happened. */
  readonly ends: readonly string[];
  /** How many writes of the operation the device may have executed. */
  readonly executed: number;
}

const rename: Json = { type: "set", updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "trouble" } }] };
const map: Json = {
  type: "add",
  objects: [{ path: "Device.NAT.PortMapping.", params: { ExternalPort: 7000, Protocol: "TCP" } }],
};
const once = { times: 1 } as const;
const on = {
  set: { rpc: "SetParameterValues", ...once },
  add: { rpc: "AddObject", ...once },
} as const;

export const TROUBLES: readonly Trouble[] = [
  {
    what: "executes a set and never answers",
    operation: rename,
    cpe: { do: "loseAnswer", ...on.set },
    agent: { do: "loseAnswer", message: "set", ...once },
    ends: ["succeeded", "unknownOutcome"],
    executed: 1,
  },
  {
    what: "breaks off instead of executing a set",
    operation: rename,
    cpe: { do: "drop", at: "request", ...on.set },
    agent: { do: "silence", message: "set", ...once },
    ends: ["unknownOutcome"],
    executed: 0,
  },
  {
    what: "executes an add and never answers",
    operation: map,
    cpe: { do: "loseAnswer", ...on.add },
    agent: { do: "loseAnswer", message: "add", ...once },
    ends: ["unknownOutcome", "succeeded"],
    executed: 1,
  },
  {
    what: "loses power after executing a set",
    operation: rename,
    cpe: { do: "reboot", ...on.set },
    agent: { do: "reboot", message: "set", ...once },
    ends: ["succeeded", "unknownOutcome"],
    executed: 1,
  },
  {
    what: "answers a set with what cannot be read",
    operation: rename,
    cpe: { do: "badXml", ...on.set },
    agent: { do: "badRecord", message: "set", ...once },
    ends: ["succeeded", "unknownOutcome"],
    executed: 1,
  },
];

const WITHIN_MS = 45_000;
const WRITES = new Set(["SetParameterValues", "AddObject", "set", "add"]);
const SSID = "Device.WiFi.SSID.1.SSID";

/** What became of the operation on one kind of device. */
export interface Truth {
  readonly kind: string;
  readonly state: unknown;
  /** How many writes of it the device really executed. */
  readonly executed: number;
  /** Terminal events of it in the feed. */
  readonly ends: number;
  /** How the next operation ended. */
  readonly next: unknown;
  /** The snapshot holds what the device holds. */
  readonly snapshotIsTrue: boolean;
}

/** Runs the operation on all kinds of device at a time, each of them in trouble. */
export async function truthsOf(trouble: Trouble, index: number, own: Own = {}): Promise<readonly Truth[]> {
  const stand = await openStand(index, [], undefined, own);
  try {
    return await Promise.all(stand.subjects.map((subject) => truthOf(stand, subject, trouble)));
  } finally {
    await stand.stop();
  }
}

async function truthOf(stand: Stand, subject: Subject, trouble: Trouble): Promise<Truth> {
  const { kind } = subject;
  const before = subject.writes().length;
  subject.cpe?.behave(trouble.cpe);
  subject.agent?.behave(trouble.agent);
  const { body } = await stand.operate(subject, trouble.operation, 0);
  const id = String(body["id"]);
  const ended = await until(
    `${kind} ${trouble.what}`,
    async () => {
      const now = await stand.api.call("GET", `/v1/operations/${id}`);
      return ["queued", "running"].includes(String(now.body["state"])) ? undefined : now.body;
    },
    WITHIN_MS,
  );
  const executed = subject
    .writes()
    .slice(before)
    .filter((write) => WRITES.has(write)).length;
  const next = await stand.operate(subject, { type: "get", paths: [SSID] }, 30);
  const known = (await stand.values(subject, SSID))[SSID];
  return {
    kind,
    state: ended["state"],
    executed,
    ends: await endsOf(stand, id),
    next: next.body["state"],
    snapshotIsTrue: known === subject.tree.value(subject.native(SSID)),
  };
}

async function endsOf(stand: Stand, id: string): Promise<number> {
  return until(`the end of ${id} in the feed`, async () => {
    const { body } = await stand.api.call("GET", "/v1/events?limit=1000");
    const own = (body["items"] as Json[])
      .map((event) => String(event["id"]))
      .filter((name) => name.startsWith(id));
    const ends = own.filter((name) => !/\.(?:queued|running|sent)$/.test(name)).length;
    return ends > 0 ? ends : undefined;
  });
}
