import { z } from "zod";
import { Fault, fromJson, type Json, type ModelParts, type Operation } from "#core";

const path = z
  .string()
  .min(1)
  .max(2048)
  .meta({ description: "A path of the USP grammar (TR-369 section 2.5)" });
const paths = z.array(path).min(1).max(256);
/** JSON values are taken as they come and become TR-106 strings. */
const params = z.record(
  z.string().min(1).max(256),
  z.union([z.string().max(65_536), z.number(), z.boolean()]),
);
const partial = z.boolean().default(false);
const required = z.array(z.string().max(256)).max(256).optional().meta({
  description:
    "Parameters without which the object fails; absent: all of them, or none with `allowPartial`. The others may fail alone",
});
const NOT_OWN = { path: ["required"], error: "names a parameter that is not among params" };

function namesOwn(object: UpdateBody): boolean {
  return (object.required ?? []).every((name) => Object.hasOwn(object.params, name));
}

/** Parts of a model that are left out when false. */
const wanted = z.boolean().optional();

/** Members of an operation that is asked of one device. */
export const common = {
  priority: z.enum(["interactive", "migration", "campaign", "background"]).default("interactive"),
  expiresIn: z
    .number()
    .int()
    .min(1)
    .max(2_592_000)
    .optional()
    .meta({ description: "Seconds the operation may wait for its device" }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ description: "Answer the exact messages that would be sent; send nothing" }),
  reason: z.string().max(512).optional().meta({ description: "Shown in the audit" }),
};

const update = z.strictObject({ path, params, required }).refine(namesOwn, NOT_OWN);

/** What it is told must not be stored, and an operation is. */
const answersChallenge = (command: unknown): boolean =>
  typeof command === "string" && command.endsWith(".ChallengeResponse()");
const ELSEWHERE =
  "answers to a challenge go by POST /v1/devices/{id}/trust:respond, which stores nothing of them";

/** Every form an operation is asked for in, each with some members `more`. */
function forms<More extends z.ZodRawShape>(more: More) {
  const get = z.strictObject({
    type: z.literal("get"),
    paths,
    maxDepth: z.number().int().min(0).max(64).default(0),
    ...more,
  });
  const set = z.strictObject({
    type: z.literal("set"),
    allowPartial: partial,
    updates: z.array(update).min(1).max(256),
    ...more,
  });
  const add = z.strictObject({
    type: z.literal("add"),
    allowPartial: partial,
    objects: z
      .array(z.strictObject({ path, params: params.default({}), required }).refine(namesOwn, NOT_OWN))
      .min(1)
      .max(64),
    ...more,
  });
  const remove = z.strictObject({ type: z.literal("delete"), allowPartial: partial, paths, ...more });
  const operate = z.strictObject({
    type: z.literal("operate"),
    command: path.refine((command) => !answersChallenge(command), { message: ELSEWHERE }),
    input: params.default({}),
    ...more,
  });
  const getInstances = z.strictObject({
    type: z.literal("getInstances"),
    paths,
    firstLevelOnly: partial,
    ...more,
  });
  const getSupportedDM = z.strictObject({
    type: z.literal("getSupportedDM"),
    paths,
    firstLevelOnly: partial,
    returnCommands: wanted,
    returnEvents: wanted,
    returnParams: wanted,
    returnUniqueKeySets: wanted,
    ...more,
  });
  const native = z.strictObject({
    type: z.literal("native"),
    protocol: z.enum(["cwmp", "usp"]),
    rpc: z.string().min(1).max(64),
    args: z
      .record(z.string(), z.json())
      .default({})
      .refine(({ command }) => !answersChallenge(command), { message: ELSEWHERE }),
    ...more,
  });
  return z.discriminatedUnion("type", [get, set, add, remove, operate, getInstances, getSupportedDM, native]);
}

/** The body of `POST /v1/devices/{id}/operations`. */
export const operationRequest = forms(common).meta({ id: "OperationRequest" });
/** What many devices are asked at once: the same without what is told of the whole. */
export const operationBody = forms({}).meta({ id: "OperationBody" });

export type OperationRequest = z.infer<typeof operationRequest>;
type OperationBody = z.infer<typeof operationBody>;

/**
 * The request as the kernel knows it, with every value as a TR-106 string.
 * Faults: `parameter.value` for a control character, which XML cannot carry and no value has.
 */
export function operationOf(request: OperationBody): Operation {
  switch (request.type) {
    case "get":
      return { type: "get", paths: request.paths, maxDepth: request.maxDepth };
    case "set":
      return { type: "set", allowPartial: request.allowPartial, updates: request.updates.map(objectUpdate) };
    case "add":
      return { type: "add", allowPartial: request.allowPartial, objects: request.objects.map(objectUpdate) };
    case "delete":
      return { type: "delete", allowPartial: request.allowPartial, paths: request.paths };
    case "operate":
      return { type: "operate", command: request.command, input: texts(request.input) };
    case "getInstances":
      return { type: request.type, paths: request.paths, firstLevelOnly: request.firstLevelOnly };
    case "getSupportedDM": {
      const { type, paths: asked, firstLevelOnly } = request;
      return { type, paths: asked, firstLevelOnly, ...partsOf(request) };
    }
    case "native":
      return {
        type: "native",
        protocol: request.protocol,
        rpc: request.rpc,
        args: legal(request.args, ""),
      };
  }
}

/** Only what is left out is kept. */
function partsOf(request: Extract<OperationBody, { type: "getSupportedDM" }>): ModelParts {
  const { returnCommands, returnEvents, returnParams, returnUniqueKeySets } = request;
  const parts = { returnCommands, returnEvents, returnParams, returnUniqueKeySets };
  return Object.fromEntries(Object.entries(parts).filter(([, asked]) => asked === false));
}

interface UpdateBody {
  readonly path: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly required?: readonly string[] | undefined;
}

function objectUpdate({ path: object, params: values, required: needed }: UpdateBody) {
  return {
    path: object,
    params: texts(values, object),
    ...(needed === undefined ? {} : { required: needed }),
  };
}

function texts(values: Readonly<Record<string, Json>>, object = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fromJson(legal(value, object + name))]),
  );
}

/** C0 but tab, line feed and carriage return. [XML 1.0 production 2] */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** The same JSON, free of control characters. `at`: the parameter to blame. */
function legal<T extends Json>(json: T, at: string): T {
  if (typeof json === "string" && CONTROL.test(json)) {
    const detail = "the value has a control character";
    throw new Fault("parameter.value", { detail, errors: [{ path: at, code: "parameter.value", detail }] });
  }
  if (typeof json === "object" && json !== null)
    for (const [name, member] of Object.entries(json)) legal(member, at === "" ? name : `${at}.${name}`);
  return json;
}
