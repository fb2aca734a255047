import { Fault, ParameterTree, parsePath, select, type NativeValue } from "#core";
import { parameterOf } from "../values.ts";
import type { OpContext } from "./context.ts";
import { readShown } from "./shown.ts";

const INFO = "Device.DeviceInfo.";
const TABLE = `${INFO}FirmwareImage.`;

/** One place for a firmware image. */
export interface Bank {
  /** `Device.DeviceInfo.FirmwareImage.2.` */
  readonly path: string;
  readonly version: string;
  /** `Active`, `Available`, `DownloadFailed`, … */
  readonly status: string;
  readonly bootFailureLog: string;
  /** It runs now. */
  readonly active: boolean;
}

/** What an agent says of its firmware. */
export interface Banks {
  /** The version it runs, empty when it does not say. */
  readonly version: string;
  /** Empty: it has no table of images, or does not show it. */
  readonly rows: readonly Bank[];
  /** It has `BootFirmwareImage`, which names the bank of the next start. */
  readonly bootable: boolean;
  readonly tree: ParameterTree;
}

/** What is read of an agent's firmware; a path that an agent does not have tells nothing. */
const BANK_PATHS = [
  `${INFO}SoftwareVersion`,
  `${INFO}ActiveFirmwareImage`,
  `${INFO}BootFirmwareImage`,
  TABLE,
] as const;

/** The banks in values of an agent. Pure. */
export function banksIn(values: Iterable<NativeValue>): Banks {
  const own = new Map<string, NativeValue>();
  for (const value of values) if (value.path.startsWith(INFO)) own.set(value.path, value);
  const of = (path: string): string => own.get(path)?.value ?? "";
  const active = objectOf(of(`${INFO}ActiveFirmwareImage`));
  const paths = new Set(
    [...own.keys()].flatMap((path) => /^Device\.DeviceInfo\.FirmwareImage\.\d+\./.exec(path)?.[0] ?? []),
  );
  const rows = [...paths].map((path): Bank => {
    const status = of(`${path}Status`);
    return {
      path,
      version: of(`${path}Version`),
      status,
      bootFailureLog: of(`${path}BootFailureLog`),
      active: active === "" ? status === "Active" : path === active,
    };
  });
  return {
    version: of(`${INFO}SoftwareVersion`),
    rows: rows.toSorted((a, b) => numberOf(a) - numberOf(b)),
    bootable: own.has(`${INFO}BootFirmwareImage`),
    tree: ParameterTree.from(Array.from(own.values(), parameterOf)),
  };
}

/** The banks as they are now, and the values that were read for them. */
export async function readBanks(
  context: OpContext,
): Promise<{ readonly banks: Banks; readonly values: readonly NativeValue[] }> {
  const values = (await readShown(BANK_PATHS, context)) ?? [];
  return { banks: banksIn(values), values };
}

/**
 * The rows an object of a command names: by number, by search, or all of them by `*`. Faults: `path.syntax`,
 * `path.noInstance` when the agent shows its banks and this is none of them.
 */
export function banksNamed(object: string, banks: Banks): readonly Bank[] {
  const { objects } = select(parsePath(object), banks.tree);
  const found = banks.rows.filter(({ path }) => objects.includes(path));
  if (found.length === 0 && (banks.rows.length > 0 || !/\.\d+\.$/.test(object)))
    throw new Fault("path.noInstance", { errors: [{ path: object, code: "path.noInstance" }] });
  return found;
}

/** A reference as the path of its object: agents write it with and without the final dot. */
export function objectOf(reference: string): string {
  return reference === "" || reference.endsWith(".") ? reference : `${reference}.`;
}

function numberOf({ path }: Bank): number {
  return Number(/(\d+)\.$/.exec(path)?.[1]);
}
