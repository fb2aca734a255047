import type { ServerResponse } from "node:http";
import type { LogFields } from "#core";

/** One HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: readonly string[];
  readonly close?: true;
  /** The message was bad input; left out when it merely comes at a bad time. */
  readonly refused?: Refusal;
}

/** Why a message was refused: a word of a bounded set, and facts for the log that hold nothing of what was sent. */
export interface Refusal {
  readonly reason: string;
  readonly about?: LogFields;
}

export const CLOSE = { close: true } as const;
export const XML = ["Content-Type", 'text/xml; charset="utf-8"'] as const;

export const INVALID_SESSION: Answer = {
  status: 400,
  body: "Invalid session",
  close: true,
  refused: { reason: "session" },
};

/** Writes an answer: always with its length, as some CPEs cannot read chunks. */
export function write(response: ServerResponse, { status, body, headers, close }: Answer): void {
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  const head: string[] = headers === undefined ? [] : [...headers];
  if (status !== 204) head.push("Content-Length", String(length));
  if (close === true) head.push("Connection", "close");
  response.writeHead(status, head);
  response.end(body);
}
