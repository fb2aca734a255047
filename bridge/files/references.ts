import {
  asFault,
  asFileId,
  Fault,
  FILE_SCHEME,
  type FileId,
  type JsonObject,
  objectPattern,
  objectSchemaOf,
  type Operation,
  type OperationRecord,
  parsePath,
  transferPath,
} from "#core";
import { ADDRESS_ARGUMENTS, FETCHING, SENDING } from "./command.table.ts";
import type { FileRow } from "./row.ts";
import type { TransferTokens } from "./token.ts";
import type { Transfer } from "./transfers.ts";

type Operate = Extract<Operation, { type: "operate" }>;

/** An argument of a command that names a file of the gateway's instead of an address. */
interface Reference {
  readonly argument: string;
  /** Absent: one that is still to come. */
  readonly file?: FileId;
}

export interface ReferenceParts {
  readonly tokens: TransferTokens;
  row(id: FileId): Promise<FileRow | undefined>;
  open(transfer: Transfer, token: string): Promise<boolean>;
  /** Where devices reach the files listener, without a final slash; undefined: nowhere. */
  address(): string | undefined;
  readonly now: () => number;
  /** ms a transfer stays open. */
  readonly windowMs: number;
  /** Every transfer gets a user name and a password, also when the caller gave none. */
  readonly credentials: boolean;
}

/** Files in operations: `causeway:<id>` gives one to the device, `causeway:` has it send one. */
export interface References {
  /** Faults `file.notFound`, `file.noAddress`, `parameter.value`: what would fail at the device is refused at once. */
  check(operation: Operation): Promise<void>;
  /** The operation as it would be sent, with a word in the place of the token. Opens nothing. */
  preview(operation: Operation): Promise<Operation>;
  /**
   * The record with the address in the place of the reference, its transfer open: always the same one. An operation that is
   * only looked after is not sent again, so nothing is opened for it. Faults as for `check`.
   */
  addressed(record: OperationRecord, reconcile: boolean): Promise<OperationRecord>;
}

/** Longest address that every device takes. */
const LONGEST_ADDRESS = 256;
/** What a device may be given in all, as a multiple of the file's size. */
const MOST_TIMES = 5;

export function createReferences(parts: ReferenceParts): References {
  async function fileOf({ argument, file }: Reference): Promise<FileRow | undefined> {
    if (file === undefined) return undefined;
    const row = await parts.row(file);
    if (row === undefined)
      throw new Fault("file.notFound", {
        detail: `${argument}: there is no file ${file}`,
        errors: [{ path: argument, code: "file.notFound" }],
      });
    return row;
  }

  function base(): string {
    const address = parts.address();
    if (address === undefined) throw new Fault("file.noAddress");
    return address;
  }

  /** The command with the address and what is known of the file. */
  function filled(
    operation: Operate,
    reference: Reference,
    row: FileRow | undefined,
    token: string,
  ): Operate {
    const { argument, file } = reference;
    const at = (name: string): string =>
      base() + transferPath({ token, name, ...(file === undefined ? {} : { file }) });
    const name = row?.name ?? SENDING[nameOf(operation)]?.name ?? "file";
    // The end of a name tells more than its beginning: a box may look at the ending.
    const room = Math.max(1, LONGEST_ADDRESS - at("").length);
    const facts = row === undefined ? {} : factsOf(operation, row);
    return { ...operation, input: { ...operation.input, ...facts, [argument]: at(name.slice(-room)) } };
  }

  return {
    async check(operation) {
      const reference = referenceIn(operation);
      if (reference === undefined) return;
      base();
      await fileOf(reference);
    },

    async preview(operation) {
      const reference = referenceIn(operation);
      if (reference === undefined || operation.type !== "operate") return operation;
      return filled(operation, reference, await fileOf(reference), "{token}");
    },

    async addressed(record, reconcile) {
      const { operation, id } = record;
      const reference = referenceIn(operation);
      if (reference === undefined || operation.type !== "operate") return record;
      const token = parts.tokens.of(id, reference.file);
      if (reconcile) return { ...record, operation: filled(operation, reference, undefined, token) };
      const row = await fileOf(reference);
      const transfer = transferOf(parts, record, operation, row);
      const opened = await parts.open(transfer, token);
      // Somebody may have deleted it meanwhile; whoever does looks for open transfers afterwards.
      if (!opened || (row !== undefined && (await parts.row(row.id)) === undefined))
        throw new Fault("file.notFound", { detail: "the file was deleted meanwhile" });
      const shown = filled(operation, reference, row, token);
      if (transfer.credentials === undefined) return { ...record, operation: shown };
      const { username: Username, password: Password } = transfer.credentials;
      return { ...record, operation: { ...shown, input: { ...shown.input, Username, Password } } };
    },
  };
}

/** What a device may do for an operation: fetch a file, or send one. */
function transferOf(
  { tokens, now, windowMs, credentials: always }: ReferenceParts,
  { id, device, actor }: OperationRecord,
  operation: Operate,
  row: FileRow | undefined,
): Transfer {
  const credentials = credentialsOf(operation) ?? (always ? tokens.credentials(id) : undefined);
  const given = row ?? SENDING[nameOf(operation)] ?? { kind: "other", name: "file" };
  return {
    operation: id,
    device,
    actor,
    kind: given.kind,
    name: given.name,
    most: MOST_TIMES * (row?.size ?? 0),
    until: now() + windowMs + latestOf(operation),
    ...(row === undefined ? {} : { file: row.id }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** The reference an operation holds, if any. Faults `parameter.value` for one that cannot be. */
function referenceIn(operation: Operation): Reference | undefined {
  if (operation.type === "native") refuseIn(operation.args);
  if (operation.type !== "operate") return undefined;
  const named = ADDRESS_ARGUMENTS.filter(
    (argument) => operation.input[argument]?.startsWith(FILE_SCHEME) === true,
  );
  const [argument, another] = named;
  if (argument === undefined) return undefined;
  if (another !== undefined) throw wrong(another, "one argument of a command names a file");
  const rest = (operation.input[argument] ?? "").slice(FILE_SCHEME.length);
  const name = nameOf(operation);
  if (rest === "") {
    if (FETCHING.has(name)) throw wrong(argument, `${name} fetches a file: name it, ${FILE_SCHEME}f_…`);
    return { argument };
  }
  const file = asFileId(rest);
  if (file === undefined)
    throw wrong(argument, `${FILE_SCHEME} and the id of a file, or ${FILE_SCHEME} alone`);
  if (SENDING[name] !== undefined)
    throw wrong(argument, `${name} sends a file: it becomes a new one, so write ${FILE_SCHEME} alone`);
  return { argument, file };
}

/** A native request ends with its answer, before a transfer begins: nobody would know when that is over. */
function refuseIn(args: JsonObject): void {
  for (const argument of ADDRESS_ARGUMENTS) {
    const value = args[argument];
    if (typeof value === "string" && value.startsWith(FILE_SCHEME))
      throw wrong(argument, "native requests take addresses only; use an operate operation");
  }
}

function nameOf({ command }: Operate): string {
  return command.slice(command.lastIndexOf(".") + 1);
}

/** What the command has arguments for, and the caller may have left out. */
function factsOf(
  { command, input }: Operate,
  { size, sha256, kind, version }: FileRow,
): Readonly<Record<string, string>> {
  const object = tableOf(command);
  const name = command.slice(command.lastIndexOf(".") + 1);
  const schema = objectSchemaOf(object)?.commands.find((one) => one.name === name);
  const has = (argument: string): boolean =>
    schema?.arguments.has(argument) === true && (input[argument] ?? "") === "";
  // No argument of the standard's: whoever knows it holds the version that runs against it. [TR-369 R-OPR.6]
  const names = kind === "firmware" && version !== undefined && (input["Version"] ?? "") === "";
  return {
    ...(has("FileSize") ? { FileSize: String(size) } : {}),
    ...(has("CheckSum") && has("CheckSumAlgorithm")
      ? { CheckSumAlgorithm: "SHA-256", CheckSum: sha256 }
      : {}),
    ...(names ? { Version: version } : {}),
  };
}

/** The object of a command, with `{i}` for a row that is searched for, too. */
function tableOf(command: string): string {
  try {
    return objectPattern(parsePath(command)) ?? "";
  } catch (error) {
    if (asFault(error).code !== "path.syntax") throw error;
    return "";
  }
}

function credentialsOf({ input }: Operate): Transfer["credentials"] {
  const { Username: username = "", Password: password = "" } = input;
  return username === "" ? undefined : { username, password };
}

/** ms until the end of the last time window that the command gives the device. */
function latestOf({ input }: Operate): number {
  const ends = Object.entries(input).map(([name, value]) =>
    /^TimeWindow\.\d{1,9}\.End$/.test(name) && /^\d{1,9}$/.test(value) ? Number(value) : 0,
  );
  return 1000 * Math.max(0, ...ends);
}

function wrong(argument: string, detail: string): Fault {
  return new Fault("parameter.value", {
    detail: `${argument}: ${detail}`,
    errors: [{ path: argument, code: "parameter.value", detail }],
  });
}
