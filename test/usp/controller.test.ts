import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "#core";
import { Controller, requestName, type Answer } from "../../usp/controller.ts";
import { asEndpointId, type EndpointId } from "../../usp/endpointid.ts";
import { decodeMsg, encodeMsg, type Msg } from "../../usp/message/codec.ts";
import type { Draft } from "../../usp/message/descriptors.table.ts";
import { MovableClock } from "../clock.ts";

const LIMITS = { bytes: 65_536, elements: 10_000 };

function endpoint(name: string): EndpointId {
  const id = asEndpointId(`os::012345-${name}`);
  if (id === undefined) throw new TypeError(name);
  return id;
}

function answerTo(msgId: string, path: string): Msg {
  const body: Draft<"Body"> = { response: { getResp: { reqPathResults: [{ requestedPath: path }] } } };
  return decodeMsg(encodeMsg({ header: { msgId, msgType: "GET_RESP" }, body }), LIMITS);
}

const pathOf = (answer: Answer) =>
  answer.kind === "response" ? answer.response.getResp?.reqPathResults[0]?.requestedPath : undefined;

type Step = {
  readonly do: "ask" | "answer" | "repeat" | "foreign" | "forget" | "move" | "refuse";
  readonly n: number;
};

test("every request ends once, by its own answer or by a fault, and no waiter is left [TR-369 R-MSG.9] [TR-369 R-OPR.4]", async () => {
  const steps = fc.array(
    fc.record({
      do: fc.constantFrom<Step["do"]>(
        "ask",
        "ask",
        "ask",
        "answer",
        "answer",
        "repeat",
        "foreign",
        "forget",
        "move",
        "refuse",
      ),
      n: fc.nat(1000),
    }),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (script: readonly Step[]) => {
      const clock = new MovableClock();
      const controller = new Controller(clock);
      const agents = [endpoint("A"), endpoint("B"), endpoint("C")];
      const sent: { to: EndpointId; msgId: string; path: string }[] = [];
      const ended: Promise<{ path: string; got: string }>[] = [];
      let asked = 0;
      let stolen = false;
      const ask = (to: EndpointId, fate: "sent" | "noReceiver") => {
        const path = `Device.P${asked++}`;
        const answer = controller.ask({
          endpoint: to,
          request: { get: { paramPaths: [path] } },
          timeoutMs: 1000,
          send: (msg) => {
            sent.push({ to, msgId: msg.header?.msgId ?? "", path });
            return Promise.resolve(fate);
          },
        });
        ended.push(
          answer.then(
            (value) => ({ path, got: pathOf(value) ?? "" }),
            (error: unknown) => ({ path, got: error instanceof Fault ? error.code : "?" }),
          ),
        );
      };
      for (const step of script) {
        const to = agents[step.n % 3] ?? endpoint("A");
        const one = sent.length === 0 ? undefined : sent[step.n % sent.length];
        if (step.do === "ask") ask(to, "sent");
        else if (step.do === "refuse") ask(to, "noReceiver");
        else if (step.do === "forget") controller.forget(to);
        else if (step.do === "move") clock.move(step.n);
        else if (step.do === "foreign" && one !== undefined)
          stolen ||= controller.answer(endpoint("STRANGER"), answerTo(one.msgId, "stolen"));
        else if (one !== undefined) controller.answer(one.to, answerTo(one.msgId, one.path));
        await Promise.resolve();
      }
      clock.move(2000);
      for (const { path, got } of await Promise.all(ended))
        expect([path, "device.unreachable"]).toContain(got);
      expect(stolen).toBe(false);
      expect(controller.waiting).toBe(0);
      expect(clock.pending).toBe(0);
      expect(new Set(sent.map((one) => one.msgId)).size).toBe(sent.length);
    }),
    { numRuns: 300 },
  );
});

test("an Error message and an answer of another kind end the wait; a second answer finds nobody [TR-369 R-MSG.10]", async () => {
  const controller = new Controller(new MovableClock());
  const to = endpoint("A");
  let msgId = "";
  const ask = () =>
    controller.ask({
      endpoint: to,
      request: { get: { paramPaths: ["Device."] } },
      timeoutMs: 1000,
      send: (msg) => {
        msgId = msg.header?.msgId ?? "";
        return Promise.resolve("sent");
      },
    });
  const refused = ask();
  // msg_type 0 is left out on the wire: only the body says what it is.
  const error = decodeMsg(encodeMsg({ header: { msgId }, body: { error: { errCode: 7004 } } }), LIMITS);
  expect(controller.answer(to, error)).toBe(true);
  expect(controller.answer(to, error)).toBe(false);
  await expect(refused).resolves.toMatchObject({ kind: "error", error: { errCode: 7004 } });
  const wrong = ask();
  const setResp = decodeMsg(
    encodeMsg({ header: { msgId, msgType: "SET_RESP" }, body: { response: { setResp: {} } } }),
    LIMITS,
  );
  expect(controller.answer(to, setResp)).toBe(true);
  await expect(wrong).rejects.toMatchObject({ code: "device.protocol" });
});

test("a request is exactly one", () => {
  expect(requestName({ get: {} })).toBe("get");
  expect(() => requestName({})).toThrow(Fault);
  expect(() => requestName({ get: {}, set: {} })).toThrow(Fault);
});

test("what is asked over a connection ends with it, and the waiter goes", async () => {
  const controller = new Controller(new MovableClock());
  const connection = new AbortController();
  const answer = controller.ask({
    endpoint: endpoint("A"),
    request: { get: { paramPaths: ["Device."] } },
    timeoutMs: 1000,
    lifetime: connection.signal,
    send: () => Promise.resolve("sent"),
  });
  connection.abort();
  await expect(answer).rejects.toMatchObject({
    code: "device.unreachable",
    facts: { sent: true, lost: true },
  });
  expect(controller.waiting).toBe(0);
});
