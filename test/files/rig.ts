import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createFilesServer, type FilesConfig, type FilesServerOptions } from "#bridge";
import type { DeviceId, DeviceEvent } from "#core";
import { ADMIN, apiRig, type ApiRig } from "../api/api.rig.ts";
import { until } from "../contract/api.ts";
import { filesConfig } from "./config.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** A gateway with a files listener, and a device that says what it was told to fetch. */
export interface FilesRig extends ApiRig {
  readonly filesUrl: string;
  readonly config: FilesConfig;
  /** Puts a file there as an operator does; gives its id. */
  put(bytes: Buffer | string, query?: string): Promise<string>;
  /** Asks a device for a command and gives the address it was told, and the operation, which goes on. */
  told(
    device: DeviceId,
    command: string,
    input: Readonly<Record<string, string>>,
  ): Promise<{ readonly url: string; readonly id: string; readonly input: Readonly<Record<string, string>> }>;
  /** The device tells that a command has ended. */
  ended(device: DeviceId, id: string): Promise<void>;
  ask(
    method: string,
    url: string,
    headers?: Readonly<Record<string, string>>,
    body?: Buffer | string,
  ): Promise<Answer>;
}

export async function filesRig(
  more: Partial<FilesConfig> = {},
  server: Partial<FilesServerOptions> = {},
  redis?: string,
): Promise<FilesRig> {
  let url = "";
  const config = filesConfig({ address: () => url, ...more });
  const rig = await apiRig({ files: config }, undefined, {}, redis);
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const listener = createServer(
    createFilesServer(rig.bridge.parts().files, {
      clock: rig.clock,
      log: {
        ...quiet,
        info: (fields, message) => void rig.lines.push({ ...fields, level: "info", message }),
        warn: (fields, message) => void rig.lines.push({ ...fields, level: "warn", message }),
        error: (fields, message) => void rig.lines.push({ ...fields, level: "error", message }),
        child: () => ({ ...quiet, child: () => rig.bridge as never }),
      },
      metrics: {
        count: (name, labels = {}) => void rig.counts.push({ name, labels }),
        gauge() {},
      },
      basicOverHttp: false,
      maxTransfers: 100,
      ...server,
    }),
  );
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;

  return {
    ...rig,
    filesUrl: url,
    config,
    async put(bytes, query = "") {
      const reply = await rig.call("POST", `/v1/files${query}`, {
        token: ADMIN,
        raw: bytes,
        headers: { "content-type": "application/octet-stream" },
      });
      if (reply.status !== 201) throw new TypeError(`${reply.status} ${reply.text}`);
      return String(reply.json.id);
    },
    async told(device, command, input) {
      const before = rig.usp.did.length;
      const { status, json, text } = await rig.admin("POST", `/v1/devices/${device}/operations`, {
        type: "operate",
        command,
        input: { ...input, Pending: "1" },
      });
      if (status !== 202) throw new TypeError(`${status} ${text}`);
      const done = await until("the device was told", () => rig.usp.did.slice(before)[0]);
      if (done.operation.type !== "operate") throw new TypeError(done.operation.type);
      const { operation } = done;
      await until("it goes on", async () => {
        const { json: now } = await rig.admin("GET", `/v1/devices/${device}`);
        return now.operations.running === 0 ? true : undefined;
      });
      return { url: operation.input["URL"] ?? "", id: String(json.id), input: operation.input };
    },
    async ended(device, id) {
      const commandKey = id.slice(2);
      const event: DeviceEvent = {
        id: `${commandKey}:complete`,
        at: rig.clock.now(),
        type: "commandComplete",
        path: "Device.",
        command: "Done()",
        commandKey,
      };
      await rig.bridge.gateway.report({ device, protocol: "usp", at: rig.clock.now(), events: [event] });
      await until("it has ended", async () => {
        const { json } = await rig.admin("GET", `/v1/operations/${id}`);
        return json.state === "succeeded" ? true : undefined;
      });
    },
    ask: (method, to, headers = {}, body) => ask(method, to, headers, body),
    async close() {
      listener.closeAllConnections();
      listener.close();
      await rig.close();
    },
  };
}

function ask(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers }, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          bytes: Buffer.concat(pieces),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export function sha256(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export const someBytes = (size: number): Buffer => randomBytes(size);
