import { afterEach, expect, test } from "vitest";
import { createCpe, devicePlan, homeOf, KnockServer, Tree, type CpeBehaviour } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { freePort } from "../../src/platform/services.ts";
import { type Json, until } from "../contract/api.ts";
import { type Running, scratch, serve } from "./gateway.ts";

const knocks = new KnockServer();
afterEach(() => knocks.stop());

const read = async ({ api }: Running, path: string): Promise<Json> => (await api.call("GET", path)).body;

/** Before it could tell, the box had executed the write, or it had not. */
const CASES: readonly (readonly [what: string, behaviour: CpeBehaviour, executed: boolean])[] = [
  ["it never executed the write", { do: "silence", rpc: "SetParameterValues", times: 1 }, false],
  ["it had executed the write", { do: "loseAnswer", rpc: "SetParameterValues", times: 1 }, true],
];

test.each(CASES)(
  "the gateway killed in the middle of a rotation, the box away: it is rung with what it has, and the rotation ends once (%s)",
  async (_what, behaviour, executed) => {
    await knocks.start();
    const dataDir = scratch();
    const ports = ["--cwmp-port", String(await freePort())];
    const first = await serve(dataDir, ports);
    const cpe = createCpe({
      acsUrl: first.printed.get("cwmp") ?? "",
      clock,
      tree: new Tree(devicePlan(homeOf(9840), { cwmp: true })),
      knocks,
      timeoutMs: 3000,
      retries: false,
    });
    await cpe.start();
    const leaf = (name: string): string => cpe.tree.value(`Device.ManagementServer.${name}`);
    const listed = await read(first, `/v1/devices?q=${cpe.serialNumber}`);
    const id = String((listed["items"] as Json[])[0]?.["id"]);
    await cpe.inform("2 PERIODIC");
    const had = leaf("ConnectionRequestPassword");
    expect(had).not.toBe("");

    cpe.behave(behaviour);
    const writing = cpe.journal.next("asked", ({ facts }) => facts["rpc"] === "SetParameterValues");
    const broken = cpe.journal.next("session", ({ facts }) => facts["outcome"] !== "done");
    const rotate = { reason: "test", kind: "connectionRequest" };
    const queued = await first.api.call("POST", `/v1/devices/${id}/credentials:rotate`, rotate);
    expect(queued.status).toBe(202);
    await writing;
    first.kill("SIGKILL");
    await first.ended;
    await broken;
    expect(leaf("ConnectionRequestPassword") === had).toBe(!executed);

    const second = await serve(dataDir, ports);
    const operation = `/v1/operations/${String(queued.body["id"])}`;
    const ended = await until(
      "the rotation has ended",
      async () => {
        await second.api.call("POST", `/v1/devices/${id}:wake`, { reason: "test" });
        const body = await read(second, operation);
        return body["finishedAt"] === null ? undefined : body;
      },
      60_000,
    );
    expect(ended).toMatchObject({ state: "succeeded" });
    expect(cpe.journal.of("knocked").length).toBeGreaterThanOrEqual(2);
    expect(leaf("ConnectionRequestPassword")).not.toBe(had);
    // What it has now rings it.
    const get = { type: "get", paths: ["Device.DeviceInfo.ModelName"] };
    const knocked = cpe.journal.of("knocked").length;
    await until("it is rung", async () => {
      await second.api.call("POST", `/v1/devices/${id}/operations`, get, { Prefer: "wait=10" });
      return cpe.journal.of("knocked").length > knocked ? true : undefined;
    });
    cpe.stop();
    second.kill("SIGTERM");
    const { code, err, out } = await second.ended;
    expect(code).toBe(0);
    expect(out + err).not.toContain(leaf("ConnectionRequestPassword"));
  },
  120_000,
);
