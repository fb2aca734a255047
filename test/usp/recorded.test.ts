import { expect, test } from "vitest";
import type { Json, Operation, Outcome } from "#core";
import { encodeMsg, encodeRecord, decodeMsg, decodeRecord, type Msg } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { execute } from "../../usp/ops/execute.ts";
import { queuedRecord } from "../record.ts";
import { contextOf } from "./context.rig.ts";
import { byMqtt, handler, inboundOf, LIMITS, recording, type Line } from "./inbound.rig.ts";

/** Recordings with how many exchanges they hold. */
const RECORDINGS = [
  ["mqtt5-basic", 20],
  ["mqtt5-firmware", 10],
  ["mqtt311-basic", 3],
] as const;

interface Exchange {
  readonly operation: Operation;
  readonly request: Msg;
  readonly answer: Msg;
}

function msgOf({ bytes }: Line): Msg | undefined {
  const payload = decodeRecord(bytes, LIMITS).noSessionContext?.payload;
  return payload && decodeMsg(payload, LIMITS);
}

/** The recorded request as the operation that stands for it. */
function operationOf({ body: { request } }: Msg): Operation | undefined {
  const {
    get,
    set,
    add,
    delete: gone,
    operate,
    getInstances,
    getSupportedDm,
    getSupportedProtocol,
  } = request ?? {};
  const updates = (
    objects: readonly {
      objPath: string;
      paramSettings: readonly { param: string; value: string; required: boolean }[];
    }[],
  ) =>
    objects.map(({ objPath: path, paramSettings }) => ({
      path,
      params: Object.fromEntries(paramSettings.map(({ param, value }) => [param, value])),
      required: paramSettings.filter(({ required }) => required).map(({ param }) => param),
    }));
  if (get !== undefined) return { type: "get", paths: get.paramPaths, maxDepth: get.maxDepth };
  if (set !== undefined)
    return { type: "set", allowPartial: set.allowPartial, updates: updates(set.updateObjs) };
  if (add !== undefined)
    return { type: "add", allowPartial: add.allowPartial, objects: updates(add.createObjs) };
  if (gone !== undefined) return { type: "delete", allowPartial: gone.allowPartial, paths: gone.objPaths };
  if (operate !== undefined) return { type: "operate", command: operate.command, input: operate.inputArgs };
  if (getInstances !== undefined)
    return {
      type: "getInstances",
      paths: getInstances.objPaths,
      firstLevelOnly: getInstances.firstLevelOnly,
    };
  if (getSupportedDm !== undefined) {
    const { objPaths: paths, firstLevelOnly, ...parts } = getSupportedDm;
    return { type: "getSupportedDM", paths, firstLevelOnly, ...parts };
  }
  if (getSupportedProtocol !== undefined)
    return {
      type: "native",
      protocol: "usp",
      rpc: "GetSupportedProtocol",
      args: { ...getSupportedProtocol },
    };
  return undefined;
}

/** Each request of the recorded controller with the agent's answer to it. */
function exchangesOf(lines: readonly Line[]): Exchange[] {
  const answers = new Map(
    lines.flatMap((line): [string, Msg][] => {
      const msg = line.from === "agent" ? msgOf(line) : undefined;
      return msg === undefined || msg.body.request !== undefined ? [] : [[msg.header.msgId, msg]];
    }),
  );
  return lines.flatMap((line) => {
    const request = line.from === "controller" ? msgOf(line) : undefined;
    const answer = answers.get(request?.header.msgId ?? "");
    const operation = request === undefined ? undefined : operationOf(request);
    return request === undefined || answer === undefined || operation === undefined
      ? []
      : [{ operation, request, answer }];
  });
}

/** Everything of a kind that stands anywhere in a message or an outcome. */
function everywhere(value: unknown, find: (key: string, value: unknown) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (one: unknown) => {
    if (typeof one !== "object" || one === null) return;
    for (const [key, inner] of Object.entries(one)) {
      for (const text of find(key, inner)) found.add(text);
      visit(inner);
    }
  };
  visit(value);
  return found;
}

const codesIn = (answer: Msg) =>
  everywhere(answer, (key, value) => (key === "errCode" && value !== 0 ? [`usp:${String(value)}`] : []));
const told = (outcome: Outcome) =>
  everywhere(outcome, (key, value) => (key === "protocolCode" ? [String(value)] : []));
const valuesIn = ({ body }: Msg) =>
  (body.response?.getResp?.reqPathResults ?? []).flatMap(({ resolvedPathResults }) =>
    resolvedPathResults.flatMap(({ resolvedPath, resultParams }) =>
      Object.entries(resultParams).map(([name, value]) => `${resolvedPath}${name}=${value}`),
    ),
  );

/** One result of any answer. */
interface Result {
  readonly errCode?: number;
  readonly operStatus?: { readonly operFailure?: unknown };
  readonly cmdFailure?: unknown;
  readonly executedCommand?: string;
  /** Of a command that goes on; of a model it is the path that was asked for. */
  readonly reqObjPath?: string;
}

/** How an operation ends that is answered so: by an Error, by results that all failed, by a request that goes on, else well. */
function stateOf({ answer: { body } }: Exchange): Outcome["state"] {
  if (body.error !== undefined) return "failed";
  const [response = {}] = Object.values(body.response ?? {});
  const [results] = Object.values<readonly Result[] | string>(response);
  if (!Array.isArray(results) || results.length === 0) return "succeeded";
  if (results.some(goesOn)) return "pending";
  return results.every(isFailed) ? "failed" : "succeeded";
}

function goesOn({ executedCommand, reqObjPath }: Result): boolean {
  return executedCommand !== undefined && reqObjPath !== undefined;
}

function isFailed({ errCode = 0, operStatus, cmdFailure }: Result): boolean {
  return errCode !== 0 || operStatus?.operFailure !== undefined || cmdFailure !== undefined;
}

test.each(RECORDINGS)(
  "%s: every recorded exchange, played again, ends as its answer says",
  async (name, count) => {
    const lines = recording(name);
    const [first] = lines;
    if (first === undefined) throw new TypeError("empty");
    const { fromId, toId } = decodeRecord(first.bytes, LIMITS);
    const { inbound, gateway, mtp, agents, asker, controller } = handler(toId);
    await inbound.receive(inboundOf(first.topic, first.bytes));
    const device = gateway.deviceOf(fromId) ?? expect.unreachable("no device");
    const agent = (await agents.byDevice(device)) ?? expect.unreachable("no agent");
    const exchanges = exchangesOf(lines);
    expect(exchanges).toHaveLength(count);
    for (const exchange of exchanges) {
      const { operation, request, answer } = exchange;
      let again: Draft<"Request"> | undefined;
      const record = {
        ...queuedRecord(device, operation, 0),
        commandKey: request.body.request?.operate?.commandKey ?? "",
      };
      const [kind] = Object.keys(request.body.request ?? {});
      const ask = async (asked: Draft<"Request">) => {
        // What the gateway asks beyond the recording finds an agent that refuses it.
        const isRecorded = again === undefined && Object.keys(asked)[0] === kind;
        if (isRecorded) again = asked;
        const given: Draft<"Body"> = isRecorded ? answer.body : { error: { errCode: 7003, errMsg: "" } };
        const before = mtp.sent.length;
        const response = asker.ask(agent, asked);
        await expect.poll(() => mtp.sent.length, { interval: 1 }).toBeGreaterThan(before);
        const sent = decodeRecord(mtp.sent.at(-1)?.record ?? new Uint8Array(), LIMITS);
        expect(sent).toMatchObject({ toId: fromId, fromId: toId });
        const { msgId } = decodeMsg(sent.noSessionContext?.payload ?? new Uint8Array(), LIMITS).header;
        const msgType = isRecorded ? answer.header.msgType : "ERROR";
        const payload = encodeMsg({ header: { msgId, msgType }, body: given });
        const back = { version: "1.3", toId, fromId, noSessionContext: { payload } };
        await inbound.receive(byMqtt(encodeRecord(back), `usp/agent/${fromId}`));
        return await response;
      };
      const context = contextOf({ agent, commandKey: record.commandKey, ask });
      const outcome = await execute({ record, reconcile: false }, context);
      const at = `${request.header.msgType} ${request.header.msgId}`;
      // The request goes out that was recorded; arguments that every Download needs may stand beside.
      const bytes = encodeMsg({ header: request.header, body: { request: again ?? {} } });
      expect({ at, body: decodeMsg(bytes, LIMITS).body }).toMatchObject({ at, body: request.body });
      expect({ at, state: outcome.state }).toEqual({ at, state: stateOf(exchange) });
      // Every code of the answer is told, at whatever level it stood.
      const untold = [...codesIn(answer)].filter((code) => !told(outcome).has(code));
      expect({ at, untold }).toEqual({ at, untold: [] });
      const learned = new Set((outcome.values ?? []).map(({ path, value }) => `${path}=${value}`));
      const lost = valuesIn(answer).filter((value) => !learned.has(value));
      expect({ at, lost }).toEqual({ at, lost: [] });
    }
    // Nobody waits any more but the onboarding that the Connect record began.
    expect(controller.waiting).toBeLessThanOrEqual(1);
  },
);

test.each(RECORDINGS)("%s: each Notify is acknowledged as the recorded controller did", async (name) => {
  const lines = recording(name);
  const { toId } = decodeRecord(lines[0]?.bytes ?? new Uint8Array(), LIMITS);
  const { inbound, mtp } = handler(toId);
  for (const { from, topic, bytes } of lines)
    if (from === "agent") await inbound.receive(inboundOf(topic, bytes));
  const acknowledged = (records: readonly Uint8Array[]): Json[] =>
    records.flatMap((bytes) => {
      const payload = decodeRecord(bytes, LIMITS).noSessionContext?.payload;
      const msg = payload && decodeMsg(payload, LIMITS);
      const { notifyResp } = msg?.body.response ?? {};
      return notifyResp === undefined ? [] : [{ msgId: msg?.header.msgId ?? "", ...notifyResp }];
    });
  const recorded = acknowledged(lines.filter(({ from }) => from === "controller").map(({ bytes }) => bytes));
  const ours = acknowledged(mtp.sent.map(({ record }) => record));
  expect(recorded.length).toBeGreaterThan(0);
  for (const one of recorded) expect(ours).toContainEqual(one);
});
