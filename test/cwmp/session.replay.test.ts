import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { JsonObject, OperationId } from "#core";
import { decodeEnvelope } from "../../cwmp/soap/codec.ts";
import type { Decoded } from "../../cwmp/soap/message.ts";
import { replayRecording } from "#cwmp";
import { identityOf } from "../../cwmp/inform.ts";
import { asJson } from "../../cwmp/ops/json.ts";
import { keeper, startAcs, type Acs } from "./acs.ts";
import { recorded, type Recorded } from "./recordings.ts";
import { Wire, type WireAnswer } from "./wire.ts";

/** The recorded connections that carry CWMP sessions, by file. */
function conversations(): ReadonlyMap<string, readonly Recorded[]> {
  const files = new Map<string, Recorded[]>();
  for (const message of recorded().filter(({ at }) => at.includes(".jsonl"))) {
    const file = message.at.slice(0, message.at.lastIndexOf(":"));
    files.set(file, [...(files.get(file) ?? []), message]);
  }
  return new Map([...files].filter(([, messages]) => messages.some((message) => isInform(message))));
}

function decoded({ body, headers }: Recorded): Decoded | undefined {
  return body.includes("nvelope") ? decodeEnvelope(body, headers.get("content-type")) : undefined;
}

function isInform(message: Recorded): boolean {
  const body = message.from === "cpe" ? decoded(message)?.body : undefined;
  return body?.kind === "request" && body.rpc === "Inform";
}

/** `Inform`, `GetParameterValuesResponse`, `fault`, or nothing for an empty message. */
function nameOf(message: Decoded | undefined): string {
  const body = message?.body;
  if (body === undefined) return "";
  if (body.kind === "request") return body.rpc;
  if (body.kind === "response") return `${body.rpc}Response`;
  return body.kind;
}

function digestFor(challenge: string): string {
  const nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? "";
  const realm = /realm="([^"]*)"/.exec(challenge)?.[1] ?? "";
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  const ha1 = md5(`cpe:${realm}:secret`);
  return `username="cpe", realm="${realm}", nonce="${nonce}", uri="/", cnonce="abc", nc=00000001, qop=auth, response="${md5(
    `${ha1}:${nonce}:00000001:abc:auth:${md5("POST:/")}`,
  )}"`;
}

/** The recorded ACS called a method that no CPE has; this one stands for it. */
const NO_SUCH_METHOD = { rpc: "GetOptions", args: { OptionName: "" } };

/** What the recorded ACS sent only to see what the CPE does, and what ours does at that point. */
const STANDS_FOR: Readonly<Record<string, string>> = { fault: "InformResponse", unknown: "GetOptions" };

class Replay {
  readonly #wire: Wire;
  #cookie = "";
  #challenge = "";
  #ids: { recorded: string; ours: string } = { recorded: "", ours: "" };

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  async send(message: Recorded): Promise<WireAnswer> {
    const headers: Record<string, string> = {};
    if (message.headers.has("cookie") && this.#cookie !== "") headers["Cookie"] = this.#cookie;
    const authorization = message.headers.get("authorization");
    if (authorization?.startsWith("Basic") === true) headers["Authorization"] = authorization;
    if (authorization?.startsWith("Digest") === true)
      headers["Authorization"] = `Digest ${this.#withQop(authorization, digestFor(this.#challenge))}`;
    const text = message.body.toString("latin1").replaceAll(`>${this.#ids.recorded}<`, `>${this.#ids.ours}<`);
    const answer = await this.#wire.post(Buffer.from(text, "latin1"), headers);
    this.#cookie = answer.headers["set-cookie"]?.split(";")[0] ?? this.#cookie;
    this.#challenge = answer.all.find(([name]) => name === "www-authenticate")?.[1] ?? this.#challenge;
    return answer;
  }

  /** RFC 2069 clients leave `qop` out. */
  #withQop(recordedHeader: string, answer: string): string {
    if (recordedHeader.includes("qop")) return answer;
    const nonce = /nonce="([^"]*)"/.exec(answer)?.[1] ?? "";
    const realm = /realm="([^"]*)"/.exec(answer)?.[1] ?? "";
    const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
    const response = md5(`${md5(`cpe:${realm}:secret`)}:${nonce}:${md5("POST:/")}`);
    return `username="cpe", realm="${realm}", nonce="${nonce}", uri="/", response="${response}"`;
  }

  /** Which of our IDs stands for a recorded one from now on. */
  match(recordedId: string | undefined, ours: string | undefined): void {
    this.#ids = { recorded: recordedId ?? "", ours: ours ?? "" };
  }
}

/** Enrols the recorded device and queues what the recorded ACS asked it, so that ours asks the same. */
function prepare(acs: Acs, file: string, messages: readonly Recorded[]): readonly OperationId[] {
  const device = acs.gateway.enrol(identityIn(messages));
  if (/digest|basic/.test(file))
    acs.gateway.allow({ device, username: "cpe", password: "secret", generation: "current" });
  return messages.flatMap((message) => {
    const body = message.from === "acs" ? decoded(message)?.body : undefined;
    if (body?.kind !== "request" && body?.kind !== "unknown") return [];
    const { rpc, args } = body.kind === "unknown" ? NO_SUCH_METHOD : body;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- arguments are always an object
    const json = asJson(args) as JsonObject;
    return [acs.gateway.submit(device, { type: "native", protocol: "cwmp", rpc, args: json })];
  });
}

function identityIn(messages: readonly Recorded[]): string {
  for (const message of messages.filter((each) => isInform(each))) {
    const body = decoded(message)?.body;
    if (body?.kind === "request" && body.rpc === "Inform") return identityOf(body.args.DeviceId).value;
  }
  throw new TypeError("no Inform");
}

/** Sends one recorded message and holds the answer against the recorded one. */
async function exchange(replay: Replay, messages: readonly Recorded[], index: number): Promise<void> {
  const [before, message, shown] = [messages[index - 1], messages[index], messages[index + 1]];
  if (message === undefined) return;
  let answer = await replay.send(message);
  if (shown === undefined) {
    expect(answer.status).toBe(200);
    return;
  }
  // The recorded ACS took an empty POST for the answer; ours sends the same once more before it does.
  if (message.body.length === 0 && isRequest(before)) answer = await replay.send(message);
  const theirs = decoded(shown);
  const ours = answer.body === "" ? undefined : decodeEnvelope(Buffer.from(answer.body));
  const name = nameOf(theirs);
  expect({ at: message.at, name: nameOf(ours) }).toEqual({ at: message.at, name: STANDS_FOR[name] ?? name });
  if (answer.status === 200) {
    expect(ours?.namespace).toBe(namespaceOf(messages));
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.body)));
  } else expect([204, 401]).toContain(answer.status);
  replay.match(theirs?.id, ours?.id);
}

function isRequest(message: Recorded | undefined): boolean {
  const kind = message === undefined ? undefined : decoded(message)?.body.kind;
  return kind === "request" || kind === "unknown";
}

function namespaceOf(messages: readonly Recorded[]): string | undefined {
  const inform = messages.find((message) => isInform(message));
  return inform === undefined ? undefined : decoded(inform)?.namespace;
}

test.each([...conversations()])(
  "the endpoint serves the recorded conversation %s",
  async (file, messages) => {
    const recorder = keeper();
    const acs = await startAcs({ basicOverHttp: file.includes("basic") }, recorder);
    const operations = prepare(acs, file, messages);
    const wire = await Wire.open(acs.address);
    const replay = new Replay(wire);
    for (const [index, message] of messages.entries())
      if (message.from === "cpe") await exchange(replay, messages, index);
    wire.close();
    expect(acs.gateway.settled.map(({ record }) => record.id)).toEqual(operations);
    for (const { outcome } of acs.gateway.settled)
      expect(["succeeded", "failed", "unknownOutcome"]).toContain(outcome.state);
    // What was recorded of it runs the same way again.
    acs.clock.move(200_000);
    await expect.poll(() => recorder.kept.length).toBeGreaterThan(0);
    for (const { lines } of recorder.kept) expect(await replayRecording(lines)).toMatchObject({ same: true });
  },
);
