import { createHash } from "node:crypto";
import { Fault, type DeviceId, type FileId, type OperationId } from "#core";
import type { Vault } from "../state/secret.ts";
import { stored } from "../state/redis.ts";
import type { StoreContext } from "../state/store.context.ts";
import { openScript } from "./open.script.ts";
import type { FileKind } from "./row.ts";
import { takeScript } from "./take.script.ts";

/** One device's right to fetch one file, or to put one into the storage, for one operation. */
export interface Transfer {
  readonly operation: OperationId;
  readonly device: DeviceId;
  readonly actor: string;
  /** What is given; absent: the device sends a file. */
  readonly file?: FileId;
  /** What is sent, and what it is called. */
  readonly kind: FileKind;
  readonly name: string;
  /** Bytes that may be served in all. */
  readonly most: number;
  readonly until: number;
  /** Asked for by the listener besides the token. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** The transfers that are open, each beside its operation. Faults: `store.unavailable`. */
export interface Transfers {
  /** Safe to repeat. False: the operation does not run. */
  open(transfer: Transfer, token: string): Promise<boolean>;
  /** The transfer of a token that is open now. */
  find(operation: OperationId, token: string): Promise<Transfer | undefined>;
  /** Fault `file.gone` when it may not serve as much, or is over. */
  take(operation: OperationId, bytes: number): Promise<void>;
  giveBack(operation: OperationId, bytes: number): Promise<void>;
  /** How many transfers of a file are open. */
  using(file: FileId): Promise<number>;
}

export function createTransfers(context: StoreContext & { readonly vault: Vault }): Transfers {
  const { scripts, keys, clock, vault } = context;
  const keyOf = (operation: OperationId): string => `${keys.tagOf(operation)}:xfer:${operation}`;

  return {
    async open({ credentials, ...transfer }, token) {
      const { operation, device, file, until } = transfer;
      const sealed =
        credentials === undefined ? {} : { credentials: vault.seal(JSON.stringify(credentials), operation) };
      const fields = {
        hash: hashed(token),
        most: String(transfer.most),
        about: JSON.stringify(transfer),
        ...sealed,
      };
      const opened = await scripts.run(
        openScript,
        [keyOf(operation), keys.operation(operation), `${keys.tagOf(device)}:xfuse`],
        [file ?? "-", Math.max(1, until - clock.now()), ...Object.entries(fields).flat()],
      );
      return opened === 1;
    },

    async find(operation, token) {
      const row = await stored(scripts.client.hgetall(keyOf(operation)));
      const about = row["about"] === undefined ? undefined : (JSON.parse(row["about"]) as Transfer);
      if (about === undefined || row["hash"] !== hashed(token) || about.until <= clock.now())
        return undefined;
      const sealed = row["credentials"];
      if (sealed === undefined) return about;
      return {
        ...about,
        credentials: JSON.parse(vault.open(sealed, operation)) as NonNullable<Transfer["credentials"]>,
      };
    },

    async take(operation, bytes) {
      if (bytes === 0) return;
      if ((await scripts.run(takeScript, [keyOf(operation)], [bytes])) !== 1) throw new Fault("file.gone");
    },

    async giveBack(operation, bytes) {
      if (bytes > 0) await scripts.run(takeScript, [keyOf(operation)], [-bytes]);
    },

    async using(file) {
      const counts = await stored(
        Promise.all(keys.tags().map((tag) => scripts.client.hget(`${tag}:xfuse`, file))),
      );
      return counts.reduce((sum, count) => sum + Number(count ?? 0), 0);
    },
  };
}

/** What is kept of a token. */
function hashed(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
