import { expect } from "vitest";
import type { DeviceId, Operation, OperationId } from "#core";
import type { CwmpConfig } from "#cwmp";
import { identityOf } from "../../cwmp/inform.ts";
import { decodeEnvelope } from "../../cwmp/soap/codec.ts";
import { startAcs, type Acs } from "./acs.ts";
import { inform, requestIn } from "./cpe.ts";
import { recorded, type Recorded } from "./recordings.ts";
import { Wire, type WireAnswer } from "./wire.ts";

/** The first recorded message of a client that holds these words, as it came. */
export function bytesOf(at: string, ...words: readonly string[]): Recorded {
  const found = recorded().find(
    (message) =>
      message.at.startsWith(at) &&
      message.from === "cpe" &&
      words.every((word) => message.body.includes(word)),
  );
  expect({ at, words, found: found !== undefined }).toEqual({ at, words, found: true });
  return found as Recorded;
}

function identityIn(informs: Buffer | string): string {
  const { body } = decodeEnvelope(Buffer.from(informs));
  return body.kind === "request" && body.rpc === "Inform" ? identityOf(body.args.DeviceId).value : "";
}

export interface Stage {
  readonly acs: Acs;
  readonly device: DeviceId;
  /** In the order of the operations. */
  readonly ids: readonly OperationId[];
  readonly wire: Wire;
  readonly opened: WireAnswer;
  /** The cookie, as a header to send back. */
  readonly cookie: Readonly<Record<string, string>>;
  /** Posts nothing; gives the RPC that comes. */
  ask(headers?: Readonly<Record<string, string>>): Promise<{ rpc: string; id: string; answer: WireAnswer }>;
  /** The same with a message of the client, its ID that of the RPC. */
  reply(
    body: Buffer | string,
    id: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ rpc: string; id: string; answer: WireAnswer }>;
}

export interface Setting {
  /** The client's Inform. */
  readonly informs?: Buffer | string;
  readonly operations?: readonly Operation[];
  readonly config?: Partial<CwmpConfig>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A device in a session of its own: its Inform was answered, its operations wait. */
export async function staged(setting: Setting = {}): Promise<Stage> {
  const { informs = inform(), operations = [], config = {}, headers = {} } = setting;
  const acs = await startAcs(config);
  const device = acs.gateway.enrol(identityIn(informs));
  const ids = operations.map((operation) => acs.gateway.submit(device, operation));
  const wire = await Wire.open(acs.address);
  const opened = await wire.post(informs, headers);
  expect(opened.status).toBe(200);
  const posted = async (body: Buffer | string, more: Readonly<Record<string, string>>) => {
    const answer = await wire.post(body, more);
    return { ...requestIn(answer), answer };
  };
  return {
    acs,
    device,
    ids,
    wire,
    opened,
    cookie: { Cookie: opened.headers["set-cookie"]?.split(";")[0] ?? "" },
    ask: (more = {}) => posted("", more),
    reply: (body, id, more = {}) =>
      posted(body.toString("latin1").replace(/(<[\w:]*ID[^>]*>)[^<]*(<\/[\w:]*ID>)/, `$1${id}$2`), more),
  };
}
