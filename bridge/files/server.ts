import type { RequestListener } from "node:http";
import express, { type Request, type Response } from "express";
import {
  asFault,
  background,
  badInput,
  type Clock,
  Fault,
  type FaultCode,
  type Log,
  type Metrics,
  type OperationId,
} from "#core";
import { createAttempts } from "../api/attempts.ts";
import { bodyPieces } from "../api/body.stream.ts";
import type { Files } from "./files.ts";
import { createTransferGate } from "./gate.ts";
import { giveFile } from "./give.ts";
import { fileInForm, isForm } from "./multipart.ts";
import { cleanName, type FileRow } from "./row.ts";
import { targetOf } from "./target.ts";
import type { Transfer } from "./transfers.ts";

export interface FilesServerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly basicOverHttp: boolean;
  /** Requests at a time; more are answered 503. */
  readonly maxTransfers: number;
  /** How often a minute one address may ask for what is none of ours. Default as for the API. */
  readonly attempts?: number;
}

/** ms in which a device must send something. */
const STALL_MS = 20_000;
const ALLOWED = "GET, HEAD, PUT, POST";

/** What a request came to, for its one line in the log. */
interface Done {
  readonly status: number;
  readonly bytes: number;
}

/**
 * What devices fetch files from and send them to. The token in the address says which operation it is for; who has none is
 * told nothing. Every request is one line in the log, without the token.
 */
export function createFilesServer(files: Files, options: FilesServerOptions): RequestListener {
  const { clock, log, metrics } = options;
  const gate = createTransferGate(clock, files.config.key, options.basicOverHttp);
  const attempts = createAttempts(clock, options.attempts);
  let running = 0;

  /** Whose token it is. A token that can be ours is looked up whoever asks; one that cannot is counted. */
  async function transferOf(request: Request): Promise<Transfer> {
    const peer = request.socket.remoteAddress ?? "";
    const target = targetOf(request.url);
    const operation = target === undefined ? undefined : files.tokens.operationOf(target.token, target.file);
    if (target === undefined || operation === undefined) {
      attempts.admit(peer);
      attempts.failed(peer);
      throw new Fault("request.notFound");
    }
    const transfer = await files.transfers.find(operation, target.token);
    if (transfer === undefined) throw new Fault("file.gone", { operation });
    return transfer;
  }

  async function admit(request: Request, response: Response, transfer: Transfer): Promise<void> {
    if (transfer.credentials === undefined) return;
    const peer = request.socket.remoteAddress ?? "";
    const { method, url, headers } = request;
    if (headers.authorization !== undefined) attempts.admit(peer);
    const secure = "encrypted" in request.socket && request.socket.encrypted === true;
    const shown = { authorization: headers.authorization, method, url, secure };
    const verdict = gate.verify(transfer.credentials, shown);
    if (verdict.admitted) return;
    if (headers.authorization !== undefined && !verdict.stale) attempts.failed(peer);
    response.setHeader("WWW-Authenticate", [...gate.challenges({ ...verdict, secure })]);
    background(log, "files.rest", letGo(request, response));
    throw new Fault("auth.missing", { operation: transfer.operation });
  }

  /**
   * Takes the body that came with a request that is challenged: some clients read no answer before all of it was taken,
   * others send it only after they were asked for a password. What is too much or too slow ends the connection.
   */
  async function letGo(request: Request, response: Response): Promise<void> {
    try {
      for await (const _piece of piecesOf(request));
    } catch {
      if (response.writableFinished) request.socket.destroy();
      else response.once("finish", () => request.socket.destroy());
    }
  }

  function piecesOf(request: Request): AsyncGenerator<Buffer, void, undefined> {
    return bodyPieces(request, { clock, maxBytes: files.config.deviceFileBytes, stallMs: STALL_MS });
  }

  async function give(request: Request, response: Response, transfer: Transfer): Promise<Done> {
    const row = transfer.file === undefined ? undefined : await files.rows.get(transfer.file);
    if (row === undefined) throw new Fault(transfer.file === undefined ? "request.method" : "file.gone");
    const { operation } = transfer;
    return giveFile(row, request, response, {
      disk: files.disk,
      clock,
      take: (bytes) => files.transfers.take(operation, bytes),
      giveBack: (bytes) => files.transfers.giveBack(operation, bytes),
    });
  }

  async function receive(request: Request, response: Response, transfer: Transfer): Promise<Done> {
    if (transfer.file !== undefined) throw new Fault("request.method");
    if (request.headers["content-range"] !== undefined)
      throw new Fault("request.invalid", { detail: "a file comes whole or not at all" });
    const sent = await received(request, transfer);
    const status = sent.replaced ? 200 : 201;
    response.writeHead(status, { "Content-Length": 0 }).end();
    return { status, bytes: sent.row.size };
  }

  async function received(
    request: Request,
    transfer: Transfer,
  ): Promise<{ readonly row: FileRow; readonly replaced: boolean }> {
    const expected = Number(request.headers["content-length"] ?? 0);
    const body = piecesOf(request);
    const part = isForm(request.headers) ? await fileInForm(request.headers, body) : { pieces: body };
    const name =
      "name" in part && part.name !== undefined ? cleanName(part.name, transfer.name) : transfer.name;
    return files.receive(transfer, part.pieces, expected, name);
  }

  async function serve(request: Request, response: Response): Promise<void> {
    const peer = request.socket.remoteAddress;
    const { method } = request;
    let operation: OperationId | undefined;
    running++;
    try {
      if (running > options.maxTransfers) throw new Fault("gateway.overloaded");
      const transfer = await transferOf(request);
      ({ operation } = transfer);
      await admit(request, response, transfer);
      const done = await act(request, response, transfer);
      metrics.count("files_requests_total", { method, status: String(done.status) });
      metrics.count(
        "files_bytes_total",
        { direction: transfer.file === undefined ? "in" : "out" },
        done.bytes,
      );
      log.info(
        { peer, method, operation, device: transfer.device, file: transfer.file, ...done },
        "file transfer",
      );
    } catch (error) {
      refuse(request, response, asFault(error), { peer, operation });
    } finally {
      running--;
    }
  }

  async function act(request: Request, response: Response, transfer: Transfer): Promise<Done> {
    switch (request.method) {
      case "GET":
      case "HEAD":
        return give(request, response, transfer);
      case "PUT":
      case "POST":
        return receive(request, response, transfer);
      default:
        throw new Fault("request.method");
    }
  }

  function refuse(
    request: Request,
    response: Response,
    fault: Fault,
    about: { readonly peer: string | undefined; readonly operation: OperationId | undefined },
  ): void {
    const { code } = fault;
    const status = statusOf(code);
    metrics.count("files_requests_total", { method: methodOf(request), status: String(status) });
    metrics.count("files_denied_total", { reason: code });
    if (status < 500) badInput(options, "files", code, { ...about, status });
    else log.error({ ...about, status, error: fault.cause ?? fault }, "file transfer failed");
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (status === 405) response.setHeader("Allow", ALLOWED);
    if (status === 503 || status === 429) response.setHeader("Retry-After", "30");
    if (!request.complete && status !== 401) response.setHeader("Connection", "close");
    response.writeHead(status, { "Content-Length": 0, "Cache-Control": "no-store" }).end();
  }

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use((request: Request, response: Response) => background(log, "files.serve", serve(request, response)));
  return app;
}

/** A device is told that there is nothing, or that it is over, and never why. */
function statusOf(code: FaultCode): number {
  if (code === "file.notFound") return 410;
  return new Fault(code).row.status;
}

/** Labels are of a bounded set. */
function methodOf({ method }: Request): string {
  return /^(?:GET|HEAD|PUT|POST)$/.test(method) ? method : "other";
}
