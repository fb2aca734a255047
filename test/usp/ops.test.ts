import { expect, test } from "vitest";
import { newDeviceId, type Operation, type Outcome } from "#core";
import type { Agent } from "../../usp/agents.ts";
import type { EndpointId } from "../../usp/endpointid.ts";
import { Controller } from "../../usp/controller.ts";
import { decodeMsg, encodeMsg, type Response } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { faultOfError } from "../../usp/ops/context.ts";
import { execute } from "../../usp/ops/execute.ts";
import { MovableClock } from "../clock.ts";
import { queuedRecord } from "../record.ts";
import { contextOf } from "./context.rig.ts";

type Answering = (request: Draft<"Request">) => Draft<"Body">;

const LIMITS = { bytes: 1_000_000, elements: 10_000 };
const device = newDeviceId(0, 0);
const agent: Agent = { device, endpoint: "os::012345-A" as EndpointId, routes: [], version: "1.4" };

/** Runs an operation through a controller, against an agent that answers so; answers pass through the codec. */
async function run(
  operation: Operation,
  answering: Answering,
): Promise<{ readonly outcome: Outcome; readonly asked: readonly Draft<"Request">[] }> {
  const controller = new Controller(new MovableClock());
  const asked: Draft<"Request">[] = [];
  const ask = async (request: Draft<"Request">): Promise<Response> => {
    asked.push(request);
    const answer = await controller.ask({
      endpoint: agent.endpoint,
      request,
      timeoutMs: 1000,
      send: (msg) => {
        const bytes = encodeMsg(msgOf(msg.header?.msgId ?? "", answering(request)));
        controller.answer(agent.endpoint, decodeMsg(bytes, LIMITS));
        return Promise.resolve("sent");
      },
    });
    if (answer.kind === "error") throw faultOfError(answer.error);
    return answer.response;
  };
  const record = queuedRecord(device, operation, 0);
  const context = contextOf({ agent, commandKey: record.commandKey, ask });
  const outcome = await execute({ record, reconcile: false }, context);
  expect(controller.waiting).toBe(0);
  return { outcome, asked };
}

const TYPE = {
  getResp: "GET_RESP",
  setResp: "SET_RESP",
  addResp: "ADD_RESP",
  deleteResp: "DELETE_RESP",
  operateResp: "OPERATE_RESP",
  getInstancesResp: "GET_INSTANCES_RESP",
  getSupportedDmResp: "GET_SUPPORTED_DM_RESP",
} as const;

function msgOf(msgId: string, body: Draft<"Body">): Draft<"Msg"> {
  const [name] = Object.keys(body.response ?? {});
  const msgType = body.error === undefined ? TYPE[name as keyof typeof TYPE] : "ERROR";
  return { header: { msgId, msgType }, body };
}

const respond = (response: Draft<"Response">): Draft<"Body"> => ({ response });
const refuse = (errCode: number, paramErrs: readonly Draft<"Error.ParamError">[] = []): Draft<"Body"> => ({
  error: { errCode, errMsg: "no", paramErrs },
});

const SSID = "Device.WiFi.SSID.1.";
const set = (allowPartial: boolean, ...paths: readonly string[]): Operation => ({
  type: "set",
  allowPartial,
  updates: paths.map((path) => ({ path, params: { SSID: "a", Enable: "true" } })),
});

test("required stands with the parameters that an object must have [TR-369 R-SET.2] [TR-369 R-ADD.3]", async () => {
  const flags = async (allowPartial: boolean, required?: readonly string[]) => {
    const update = { path: SSID, params: { SSID: "a", Enable: "true" }, ...(required && { required }) };
    const done = { setResp: { updatedObjResults: [] } };
    const { asked } = await run({ type: "set", allowPartial, updates: [update] }, () => respond(done));
    return asked[0]?.set?.updateObjs?.[0]?.paramSettings?.map((setting) => setting.required);
  };
  expect(await flags(false)).toEqual([true, true]);
  expect(await flags(true)).toEqual([false, false]);
  expect(await flags(true, ["SSID"])).toEqual([true, false]);
  expect(await flags(false, ["SSID"])).toEqual([true, false]);
});

const fine = (path: string, params: Readonly<Record<string, string>>, failed: readonly number[] = []) => ({
  requestedPath: path,
  operStatus: {
    operSuccess: {
      updatedInstResults: [
        {
          affectedPath: path,
          updatedParams: params,
          paramErrs: failed.map((errCode) => ({ param: "Enable", errCode })),
        },
      ],
    },
  },
});
const failure = (
  path: string,
  errCode: number,
  paramErrs: readonly Draft<"SetResp.ParameterError">[] = [],
) => ({
  requestedPath: path,
  operStatus: { operFailure: { errCode, updatedInstFailures: [{ affectedPath: path, paramErrs }] } },
});

test("a failed parameter stands in the success of its object", async () => {
  const { outcome } = await run(set(true, SSID), () =>
    respond({ setResp: { updatedObjResults: [fine(SSID, { SSID: "a" }, [7012])] } }),
  );
  expect(outcome).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          updated: [
            {
              params: { SSID: "a" },
              errors: [{ path: `${SSID}Enable`, code: "parameter.value", protocolCode: "usp:7012" }],
            },
          ],
        },
      ],
    },
  });
});

test("a failed object stands beside those that were set, with the parameters that failed it", async () => {
  const other = "Device.WiFi.SSID.2.";
  const { outcome } = await run(set(true, SSID, other), () =>
    respond({
      setResp: {
        updatedObjResults: [
          failure(SSID, 7021, [{ param: "SSID", errCode: 7013 }]),
          fine(other, { SSID: "a", Enable: "true" }),
        ],
      },
    }),
  );
  expect(outcome).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        {
          requestedPath: SSID,
          fault: { code: "device.fault", protocolCode: "usp:7021" },
          updated: [{ errors: [{ path: `${SSID}SSID`, code: "parameter.readOnly" }] }],
        },
        { requestedPath: other, updated: [{ params: { SSID: "a", Enable: "true" } }] },
      ],
    },
  });
});

test("when every object failed so did the operation: it names the parameters, and the object that names none", async () => {
  const gone = "Device.WiFi.SSID.9.";
  const { outcome } = await run(set(true, SSID, gone), () =>
    respond({
      setResp: {
        updatedObjResults: [failure(SSID, 7021, [{ param: "SSID", errCode: 7013 }]), failure(gone, 7016)],
      },
    }),
  );
  expect(outcome).toMatchObject({
    state: "failed",
    problem: {
      code: "parameter.readOnly",
      protocolCode: "usp:7021",
      errors: [
        { path: `${SSID}SSID`, protocolCode: "usp:7013" },
        { path: gone, code: "path.noInstance", protocolCode: "usp:7016" },
      ],
    },
  });
});

test("a success in which not one parameter was set is a failure", async () => {
  const operation: Operation = {
    type: "set",
    allowPartial: true,
    updates: [{ path: SSID, params: { Enable: "x" } }],
  };
  const { outcome } = await run(operation, () =>
    respond({ setResp: { updatedObjResults: [fine(SSID, {}, [7011])] } }),
  );
  expect(outcome).toMatchObject({ state: "failed", problem: { code: "parameter.type" } });
});

test("an Error message is told for each path: the parameters it blames, and that the rest was not done [TR-369 R-SET.1]", async () => {
  const other = "Device.WiFi.SSID.2.";
  const { outcome } = await run(set(false, SSID, other), () =>
    refuse(7004, [{ paramPath: `${other}Enable`, errCode: 7011, errMsg: "no boolean" }]),
  );
  expect(outcome).toMatchObject({
    state: "failed",
    problem: { code: "parameter.type", protocolCode: "usp:7004", errors: [{ path: `${other}Enable` }] },
    result: {
      type: "set",
      results: [
        {
          requestedPath: SSID,
          updated: [],
          fault: { path: SSID, code: "device.fault", protocolCode: "usp:7004" },
        },
        {
          requestedPath: other,
          updated: [{ errors: [{ path: `${other}Enable`, detail: "no boolean" }] }],
          fault: { path: other, code: "parameter.type", protocolCode: "usp:7011" },
        },
      ],
    },
  });
});

test("so is one that ends an Add, a Delete or an Operate [TR-369 R-ADD.1]", async () => {
  const add: Operation = {
    type: "add",
    allowPartial: false,
    objects: [{ path: "Device.WiFi.SSID.", params: { SSID: "a" } }],
  };
  const added = await run(add, () =>
    refuse(7004, [{ paramPath: "Device.WiFi.SSID.SSID", errCode: 7025, errMsg: "" }]),
  );
  expect(added.outcome).toMatchObject({
    state: "failed",
    result: {
      results: [
        {
          requestedPath: "Device.WiFi.SSID.",
          errors: [{ code: "parameter.duplicate" }],
          fault: { code: "parameter.duplicate", protocolCode: "usp:7025" },
        },
      ],
    },
  });
  const deleted = await run({ type: "delete", allowPartial: false, paths: [SSID] }, () => refuse(7026));
  expect(deleted.outcome).toMatchObject({
    state: "failed",
    result: {
      results: [
        { requestedPath: SSID, deleted: [], fault: { code: "path.unknown", protocolCode: "usp:7026" } },
      ],
    },
  });
  const command = "Device.Nothing()";
  const operated = await run({ type: "operate", command, input: {} }, () => refuse(7026));
  expect(operated.outcome).toMatchObject({
    state: "failed",
    problem: { code: "operation.unsupported", errors: [{ path: command, code: "operation.unsupported" }] },
    result: { results: [{ command, fault: { protocolCode: "usp:7026" } }] },
  });
});

test("answers in another order find their objects, and one that is left out says so [TR-369 R-MSG.3]", async () => {
  const [one, two, three] = ["Device.WiFi.SSID.1.", "Device.WiFi.SSID.2.", "Device.WiFi.SSID.3."] as const;
  const { outcome } = await run(set(true, one, two, three), () =>
    respond({
      setResp: {
        updatedObjResults: [
          fine(three, { SSID: "3", Enable: "true" }),
          fine(one, { SSID: "1", Enable: "true" }),
        ],
      },
    }),
  );
  expect(outcome).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        { requestedPath: one, updated: [{ path: one, params: { SSID: "1" } }] },
        { requestedPath: two, updated: [], fault: { code: "device.protocol" } },
        { requestedPath: three, updated: [{ path: three, params: { SSID: "3" } }] },
      ],
    },
  });
  const rows = (path: string) => ({ requestedPath: path, currInsts: [{ instantiatedObjPath: `${path}1.` }] });
  const listed = await run(
    { type: "getInstances", paths: ["Device.A.", "Device.B."], firstLevelOnly: true },
    () => respond({ getInstancesResp: { reqPathResults: [rows("Device.B."), rows("Device.A.")] } }),
  );
  expect(listed.outcome).toMatchObject({
    result: {
      results: [
        { requestedPath: "Device.A.", instances: [{ path: "Device.A.1." }] },
        { requestedPath: "Device.B.", instances: [{ path: "Device.B.1." }] },
      ],
    },
  });
  const described = await run(
    { type: "getSupportedDM", paths: ["Device.A.", "Device.B."], firstLevelOnly: false },
    () =>
      respond({
        getSupportedDmResp: {
          reqObjResults: [
            { reqObjPath: "Device.B.", supportedObjs: [{ supportedObjPath: "Device.B.{i}." }] },
            { reqObjPath: "Device.A.", errCode: 7026, errMsg: "" },
          ],
        },
      }),
  );
  expect(described.outcome).toMatchObject({
    result: {
      results: [
        { requestedPath: "Device.A.", fault: { protocolCode: "usp:7026" } },
        { requestedPath: "Device.B.", objects: [{ path: "Device.B.{i}." }] },
      ],
    },
  });
});

test("rows that could not go are told with those that went", async () => {
  const { outcome } = await run({ type: "delete", allowPartial: true, paths: ["Device.WiFi.SSID.*."] }, () =>
    respond({
      deleteResp: {
        deletedObjResults: [
          {
            requestedPath: "Device.WiFi.SSID.*.",
            operStatus: {
              operSuccess: {
                affectedPaths: [SSID],
                unaffectedPathErrs: [{ unaffectedPath: "Device.WiFi.SSID.2.", errCode: 7024, errMsg: "" }],
              },
            },
          },
        ],
      },
    }),
  );
  expect(outcome).toMatchObject({
    state: "succeeded",
    removed: [SSID],
    result: {
      results: [{ deleted: [SSID], errors: [{ path: "Device.WiFi.SSID.2.", protocolCode: "usp:7024" }] }],
    },
  });
});

const operate: Operation = { type: "operate", command: "Device.IP.Interface.*.Reset()", input: {} };
test("a command whose search path matches nothing succeeds without results [TR-369 R-MSG.4a]", async () => {
  const { outcome } = await run(operate, () => respond({ operateResp: {} }));
  expect(outcome).toMatchObject({ state: "succeeded", result: { type: "operate", results: [] } });
});

test("a command on several rows tells each of them; what goes on, by its request", async () => {
  const on = (row: number) => `Device.IP.Interface.${row}.Reset()`;
  const { outcome, asked } = await run(operate, () =>
    respond({
      operateResp: {
        operationResults: [
          { executedCommand: on(1), reqOutputArgs: { outputArgs: { Done: "1" } } },
          { executedCommand: on(2), cmdFailure: { errCode: 7022, errMsg: "busy" } },
          { executedCommand: on(3), reqObjPath: "Device.LocalAgent.Request.1" },
        ],
      },
    }),
  );
  // The gateway always wants to know how it ended. [TR-369 R-OPR.4]
  expect(asked[0]?.operate?.sendResp).toBe(true);
  expect(outcome).toMatchObject({
    state: "succeeded",
    result: {
      results: [
        { command: on(1), output: { Done: "1" } },
        { command: on(2), fault: { code: "device.fault", detail: "busy", protocolCode: "usp:7022" } },
        { command: on(3), request: "Device.LocalAgent.Request.1." },
      ],
    },
  });
  const single = await run(operate, () =>
    respond({
      operateResp: {
        operationResults: [{ executedCommand: on(3), reqObjPath: "Device.LocalAgent.Request.1" }],
      },
    }),
  );
  expect(single.outcome).toMatchObject({ state: "pending" });
});

test("an answer of another kind leaves it open whether a write was done, and fails a read", async () => {
  const written = await run(set(false, SSID), () => respond({ getResp: {} }));
  expect(written.outcome).toMatchObject({
    state: "unknownOutcome",
    problem: { detail: "the answer to set is of another kind" },
  });
  const read = await run({ type: "get", paths: [SSID], maxDepth: 0 }, () => respond({ setResp: {} }));
  expect(read.outcome).toMatchObject({ state: "failed", problem: { code: "device.protocol" } });
});

/** All of `Device.Test.`, whatever depth is asked for. */
const deep = (relative: boolean) => {
  const values: readonly [string, string][] = [
    ["Device.Test.", "A"],
    ["Device.Test.Row.1.", "B"],
    ["Device.Test.Row.1.Sub.", "C"],
    ["Device.Test.Row.2.", "B"],
  ];
  const root = "Device.Test.";
  const resolvedPathResults = relative
    ? [
        {
          resolvedPath: root,
          resultParams: Object.fromEntries(values.map(([o, n]) => [`${o.slice(root.length)}${n}`, "1"])),
        },
      ]
    : values.map(([resolvedPath, name]) => ({ resolvedPath, resultParams: { [name]: "1" } }));
  return respond({ getResp: { reqPathResults: [{ requestedPath: root, resolvedPathResults }] } });
};

test.each([
  [0, ["A", "Row.1.B", "Row.1.Sub.C", "Row.2.B"]],
  [1, ["A"]],
  [3, ["A", "Row.1.B", "Row.2.B"]],
])(
  "an agent that knows no max_depth %i gives more than is answered, in one object or in many [TR-369 R-GET.5]",
  async (maxDepth, expected) => {
    for (const relative of [true, false]) {
      const { outcome } = await run({ type: "get", paths: ["Device.Test."], maxDepth }, () => deep(relative));
      const { result } = outcome as Extract<Outcome, { state: "succeeded" }>;
      const items = result.type === "get" ? (result.results[0]?.items ?? []) : [];
      expect(items.map(({ path }) => path.slice("Device.Test.".length))).toEqual(expected);
      // What was read is known, whatever was asked for.
      expect(outcome.values).toHaveLength(4);
    }
  },
);

test("depth counts from each object that a search or a reference leads to", async () => {
  const paths = ["Device.Test.Row.*.", "Device.Test.Ref+."];
  const group = (resolvedPath: string) => ({ resolvedPath, resultParams: { X: "1" } });
  const { outcome } = await run({ type: "get", paths, maxDepth: 1 }, () =>
    respond({
      getResp: {
        reqPathResults: [
          {
            requestedPath: "Device.Test.Row.*.",
            resolvedPathResults: [
              group("Device.Test.Row.1."),
              group("Device.Test.Row.1.Sub."),
              group("Device.Test.Row.2."),
            ],
          },
          {
            requestedPath: "Device.Test.Ref+.",
            resolvedPathResults: [group("Device.Other.3.Sub."), group("Device.Other.3.")],
          },
        ],
      },
    }),
  );
  expect(outcome).toMatchObject({
    result: {
      results: [
        { items: [{ path: "Device.Test.Row.1.X" }, { path: "Device.Test.Row.2.X" }] },
        { items: [{ path: "Device.Other.3.X" }] },
      ],
    },
  });
});

const TREE = {
  "Device.WiFi.Radio.1.": { OperatingStandards: "b,g", Name: "one" },
  "Device.WiFi.Radio.2.": { OperatingStandards: "g,n", Name: "two" },
};
/** Knows no `~=`, and gives its tree for anything else it is asked to read. */
const simple: Answering = (request) => {
  const [path = ""] = request.get?.paramPaths ?? request.getInstances?.objPaths ?? [];
  const resolvedPathResults = Object.entries(TREE).map(([resolvedPath, resultParams]) => ({
    resolvedPath,
    resultParams,
  }));
  if (request.get !== undefined)
    return respond({ getResp: { reqPathResults: [{ requestedPath: path, resolvedPathResults }] } });
  if (request.getInstances !== undefined)
    return respond({
      getInstancesResp: { reqPathResults: [{ requestedPath: path, errCode: 7008, errMsg: "~" }] },
    });
  return refuse(7008);
};

test("rows are found here when the agent refuses the operator, or its refusal stands", async () => {
  const search = 'Device.WiFi.Radio.[OperatingStandards~="n"].';
  const listed = await run({ type: "getInstances", paths: [search], firstLevelOnly: true }, simple);
  expect(listed.outcome).toMatchObject({
    state: "succeeded",
    result: { results: [{ requestedPath: search, instances: [{ path: "Device.WiFi.Radio.2." }] }] },
  });
  const wrong = 'Device.WiFi.Radio.[Name~="one"].';
  const refused = await run({ type: "getInstances", paths: [wrong], firstLevelOnly: true }, simple);
  expect(refused.outcome).toMatchObject({
    state: "failed",
    problem: { code: "path.syntax", protocolCode: "usp:7008" },
  });
});

test("a row is added to the one table that such a path means, and to none when it means several", async () => {
  const objects = (expression: string) => [{ path: `Device.WiFi.Radio.[${expression}].Row.`, params: {} }];
  const one = await run(
    { type: "add", allowPartial: true, objects: objects('OperatingStandards~="n"') },
    (request) =>
      request.add?.createObjs?.[0]?.objPath === "Device.WiFi.Radio.2.Row."
        ? respond({
            addResp: {
              createdObjResults: [
                {
                  requestedPath: "Device.WiFi.Radio.2.Row.",
                  operStatus: { operSuccess: { instantiatedPath: "Device.WiFi.Radio.2.Row.1." } },
                },
              ],
            },
          })
        : withRow(request),
  );
  expect(one.outcome).toMatchObject({
    state: "succeeded",
    result: { results: [{ path: "Device.WiFi.Radio.2.Row.1." }] },
  });
  const many = await run(
    { type: "add", allowPartial: true, objects: objects('OperatingStandards~="g"') },
    withRow,
  );
  expect(many.outcome).toMatchObject({ state: "failed", problem: { protocolCode: "usp:7008" } });
});

const withRow: Answering = (request) => {
  if (request.get === undefined) return refuse(7008);
  const [requestedPath = ""] = request.get.paramPaths ?? [];
  const resolvedPathResults = Object.entries(TREE).flatMap(([resolvedPath, resultParams]) => [
    { resolvedPath, resultParams: { ...resultParams, RowNumberOfEntries: "0" } },
  ]);
  return respond({ getResp: { reqPathResults: [{ requestedPath, resolvedPathResults }] } });
};

test("of a model come the parts that were asked for, with its keys and the rows that differ", async () => {
  const answer = respond({
    getSupportedDmResp: {
      reqObjResults: [
        {
          reqObjPath: "Device.WiFi.Radio.",
          supportedObjs: [
            {
              supportedObjPath: "Device.WiFi.Radio.{i}.",
              isMultiInstance: true,
              uniqueKeySets: [{ keyNames: ["Name"] }, { keyNames: ["Alias"] }],
              divergentPaths: ["Device.WiFi.Radio.2."],
              supportedParams: [
                {
                  paramName: "Stats",
                  valueType: "PARAM_UNSIGNED_INT",
                  valueChange: "VALUE_CHANGE_WILL_IGNORE",
                },
              ],
              supportedCommands: [
                { commandName: "Scan()", commandType: "CMD_SYNC" },
                { commandName: "X_Unknown()" },
              ],
              supportedEvents: [{ eventName: "Done!", argNames: ["Result"] }],
            },
          ],
        },
      ],
    },
  });
  const base = { type: "getSupportedDM", paths: ["Device.WiFi.Radio."], firstLevelOnly: false } as const;
  const whole = await run(base, () => answer);
  expect(whole.outcome).toMatchObject({
    result: {
      results: [
        {
          objects: [
            {
              uniqueKeys: [["Name"], ["Alias"]],
              divergentPaths: ["Device.WiFi.Radio.2."],
              parameters: [{ name: "Stats", silent: true }],
              // Before 1.2 agents do not say: what the data model does not know either may go on.
              commands: [
                { name: "Scan()", async: false },
                { name: "X_Unknown()", async: true },
              ],
              events: [{ name: "Done!", args: ["Result"] }],
            },
          ],
        },
      ],
    },
  });
  const few = await run({ ...base, returnCommands: false, returnEvents: false }, () => answer);
  expect(few.asked[0]?.getSupportedDm).toMatchObject({
    returnCommands: false,
    returnEvents: false,
    returnParams: true,
    returnUniqueKeySets: true,
  });
  expect(few.outcome).toMatchObject({
    result: { results: [{ objects: [{ commands: [], events: [], uniqueKeys: [["Name"], ["Alias"]] }] }] },
  });
});
