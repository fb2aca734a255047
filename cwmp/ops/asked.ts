import { Fault, ParameterTree, genericPath, objectSchemaOf, type CommandSchema, type Operation } from "#core";
import type { OperationContext } from "./step.ts";

export type Operate = Extract<Operation, { type: "operate" }>;

/** One command that is asked of a device, taken apart. */
export interface Asked {
  readonly command: string;
  /** `Device.DeviceInfo.FirmwareImage.1.` */
  readonly object: string;
  /** `Download()` */
  readonly name: string;
  /** `Device.DeviceInfo.FirmwareImage.{i}.Download()` */
  readonly generic: string;
  readonly input: Readonly<Record<string, string>>;
  readonly context: OperationContext;
}

/** A request that is found by its command key, as the Request table of USP is searched. */
const BY_KEY = /\[CommandKey==("[^"]*")\]/;

export function askedOf({ command, input }: Operate, context: OperationContext): Asked {
  const dot = command.lastIndexOf(".") + 1;
  const object = command.slice(0, dot);
  const name = command.slice(dot);
  return {
    command,
    object,
    name,
    generic: genericPath(object.replace(BY_KEY, "{i}")) + name,
    input,
    context,
  };
}

/** The standard's own definition of a command, with its arguments. */
export function schemaOfCommand(generic: string): CommandSchema | undefined {
  const dot = generic.lastIndexOf(".") + 1;
  return objectSchemaOf(generic.slice(0, dot))?.commands.find(({ name }) => name === generic.slice(dot));
}

/** An argument, empty when it was not given. */
export function given({ input }: Pick<Asked, "input">, name: string): string {
  return input[name] ?? "";
}

/** An argument that must be there. */
export function needed(asked: Asked, name: string): string {
  const value = given(asked, name);
  if (value === "") throw wrong(asked, name, "the argument is needed");
  return value;
}

/** A number, 0 when it was not given. */
export function count(asked: Asked, name: string): number {
  const value = given(asked, name).trim();
  if (value === "") return 0;
  if (!/^\d{1,10}$/.test(value) || Number(value) > 4_294_967_295)
    throw wrong(asked, name, "not an unsigned number");
  return Number(value);
}

/** A number that must be there and above 0. */
export function positive(asked: Asked, name: string): number {
  needed(asked, name);
  const value = count(asked, name);
  if (value === 0) throw wrong(asked, name, "must be above 0");
  return value;
}

/** True unless the argument says no. */
export function unlessFalse(asked: Pick<Asked, "input">, name: string): boolean {
  return !["false", "0"].includes(given(asked, name).trim().toLowerCase());
}

/** The command key in `Device.LocalAgent.Request.[CommandKey=="…"].Cancel()`. */
export function keyIn(asked: Asked): string {
  const key = BY_KEY.exec(asked.object)?.[1];
  if (key === undefined)
    throw unsupported(
      asked,
      'over CWMP a request is named by its key: Device.LocalAgent.Request.[CommandKey=="…"]',
    );
  return key.slice(1, -1);
}

/** The value of a TR-181 parameter as it was last known. */
export function known({ context }: Asked, path: string): string | undefined {
  return treeOf(context).get(path)?.value;
}

/** The rows of the table that the command's object is in, as last known; none when the device has no such table. */
export function rowsAround({ object, context }: Asked): readonly number[] {
  const table = object.replace(/\d+\.$/, "");
  const rows = new Set<number>();
  for (const { path } of context.translation.view(context.knowledge)) {
    const number = path.startsWith(table) ? Number.parseInt(path.slice(table.length), 10) : Number.NaN;
    if (!Number.isNaN(number)) rows.add(number);
  }
  return [...rows];
}

/** The number the device itself gives to the row the command is asked of. */
export function nativeRow({ object, context }: Asked): number {
  const own = context.translation
    .sources([object], context.knowledge)
    .map((name) => /\.(\d+)\.[^.]*$/.exec(name));
  return Number(own.find((found) => found !== null)?.[1] ?? /(\d+)\.$/.exec(object)?.[1] ?? 1);
}

export function treeOf({ translation, knowledge }: OperationContext): ParameterTree {
  return ParameterTree.from(translation.view(knowledge));
}

export function wrong({ command }: Asked, name: string, detail: string): Fault {
  return new Fault("parameter.value", {
    detail: `${name}: ${detail}`,
    errors: [{ path: `${command}.${name}`, code: "parameter.value", detail }],
  });
}

export function unsupported({ command }: Pick<Asked, "command">, detail: string): Fault {
  return new Fault("operation.unsupported", {
    detail,
    errors: [{ path: command, code: "operation.unsupported", detail }],
  });
}

/** Its table has rows, and this is none of them. */
export function noRow({ object }: Asked): Fault {
  return new Fault("path.noInstance", { errors: [{ path: object, code: "path.noInstance" }] });
}
