import { objectSchemaOf, type Knowledge, type Parameter, type SupportedCommand } from "#core";
import { schemaOfCommand } from "./asked.ts";
import { COMMANDS } from "./command.table.ts";
import { DIAGNOSTICS } from "./diagnostic.table.ts";
import { WRITES } from "./leaf.ts";

/** A device's parameters by object with `{i}` and name. */
type Objects = ReadonlyMap<string, ReadonlyMap<string, Parameter>>;

/** The RPCs a device named at its onboarding; empty: not known. */
export function methodsOf({ memory }: Knowledge): readonly string[] {
  const { methods } = memory;
  return Array.isArray(methods) ? methods.filter((name) => typeof name === "string") : [];
}

/** The commands a device supports, by object with `{i}`, in order of name. */
export function supportedCommands(
  objects: Objects,
  methods: readonly string[],
): ReadonlyMap<string, readonly SupportedCommand[]> {
  const commands = new Map<string, SupportedCommand[]>();
  for (const generic of [...rpcs(objects, methods), ...diagnostics(objects), ...leaves(objects)].toSorted()) {
    const { object, name } = split(generic);
    const { async, input, output } = schemaOfCommand(generic) ?? BARE;
    commands.set(object, [...(commands.get(object) ?? []), { name, async, input, output }]);
  }
  return commands;
}

const BARE = { async: false, input: [], output: [] };

function split(generic: string): { readonly object: string; readonly name: string } {
  const dot = generic.lastIndexOf(".") + 1;
  return { object: generic.slice(0, dot), name: generic.slice(dot) };
}

function has(objects: Objects, object: string, name: string): boolean {
  return objects.get(object)?.has(name) === true;
}

/** What must be there besides the RPC. */
const WITH: Readonly<Record<string, (objects: Objects) => boolean>> = {
  "Device.DeviceInfo.FirmwareImage.{i}.Activate()": (objects) =>
    has(objects, "Device.DeviceInfo.", "BootFirmwareImage"),
  "Device.SoftwareModules.DeploymentUnit.{i}.Update()": hasUnits,
  "Device.SoftwareModules.DeploymentUnit.{i}.Uninstall()": hasUnits,
};

function hasUnits(objects: Objects): boolean {
  return objects.has("Device.SoftwareModules.DeploymentUnit.{i}.");
}

function rpcs(objects: Objects, methods: readonly string[]): readonly string[] {
  return COMMANDS.filter(({ rpc }) => methods.length === 0 || methods.includes(rpc))
    .map(({ command }) => command)
    .filter((command) => WITH[command]?.(objects) !== false);
}

function diagnostics(objects: Objects): readonly string[] {
  return DIAGNOSTICS.filter(({ object }) => has(objects, object, "DiagnosticsState")).map(
    ({ command }) => command,
  );
}

function leaves(objects: Objects): readonly string[] {
  const written = Object.entries(WRITES).flatMap(([command, argument]) =>
    has(objects, split(command).object, argument) ? [command] : [],
  );
  const triggers = [...objects].flatMap(([object, parameters]) =>
    (objectSchemaOf(object)?.commands ?? [])
      .filter(({ name, input }) => input.length === 0 && parameters.get(name.slice(0, -2))?.writable === true)
      .map(({ name }) => object + name),
  );
  return [...written, ...triggers];
}

/** One command as the reference page shows it. */
export interface CommandLine {
  readonly command: string;
  /** RPCs, in Markdown. */
  readonly by: string;
  readonly ended: string;
  /** Minutes after which the device is looked at; absent: as long as the ledger waits. */
  readonly minutes?: number;
  readonly how: string;
}

/** Every command that CWMP devices can be told, for the reference. */
export function commandLines(): readonly CommandLine[] {
  return [
    ...COMMANDS.map(({ command, rpc, ended, how }) => ({
      command,
      by: rpc,
      ended: ended === "response" ? "its response" : ended,
      how,
    })),
    ...DIAGNOSTICS.map(({ command, object, needs, withinMs }) => ({
      command,
      by: "SetParameterValues, GetParameterValues",
      ended: "8 DIAGNOSTICS COMPLETE",
      minutes: withinMs / 60_000,
      how: `parameters of \`${object}\`${needs.length === 0 ? "" : `; needs \`${needs.join("`, `")}\``}`,
    })),
    ...Object.entries(WRITES).map(([command, argument]) => ({
      command,
      by: "SetParameterValues",
      ended: "its response",
      how: `of \`${argument}\``,
    })),
  ];
}
