import { createHmac, timingSafeEqual } from "node:crypto";
import { asOperationId, type FileId, operationOfCommandKey, type OperationId } from "#core";

/** Who may make and know tokens: they hold the key. */
export interface TransferTokens {
  /** The token of an operation's transfer: always the same one. `file` absent: the device sends one. */
  of(operation: OperationId, file: FileId | undefined): string;
  /** The operation of a token that is ours and of this file; undefined for any other, without a look at the store. */
  operationOf(token: string, file: FileId | undefined): OperationId | undefined;
  /** A user name and a password of one operation's own. */
  credentials(operation: OperationId): { readonly username: string; readonly password: string };
}

const BYTES = 20;

/** `<command key>.<160 bits of HMAC-SHA-256>`: nothing is learnt of the key, and nothing of it can be guessed. */
export function createTransferTokens(key: string): TransferTokens {
  const sign = (purpose: string, ...about: string[]): string =>
    createHmac("sha256", key)
      .update([purpose, ...about].join("\n"))
      .digest()
      .subarray(0, BYTES)
      .toString("base64url");
  const of = (operation: OperationId, file: FileId | undefined): string =>
    `${operation.slice(2)}.${sign("transfer", operation, file ?? "")}`;
  return {
    of,
    operationOf(token, file) {
      const operation = operationOfCommandKey(token.slice(0, token.indexOf(".")));
      if (operation === undefined || asOperationId(operation) === undefined) return undefined;
      const wanted = Buffer.from(of(operation, file));
      const given = Buffer.from(token);
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? operation : undefined;
    },
    credentials: (operation) => ({
      username: operation.slice(2),
      password: sign("password", operation),
    }),
  };
}
