import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { networkFlips } from "#sim";
import { freePort } from "../../src/platform/services.ts";
import { searchPath } from "../../src/config.ts";
import { type Json, until } from "../contract/api.ts";
import { type Running, scratch, serve } from "./gateway.ts";
import { pairOf } from "./pair.ts";

const DOC = readFileSync(join(import.meta.dirname, "../../docs/subscriptions.md"), "utf8");
const BLOCKS = [...DOC.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

const stateOn = async ({ api }: Running, id: string, device: string): Promise<unknown> => {
  const { body } = await api.call("GET", `/v1/subscriptions/${id}/devices`);
  return (body["items"] as Json[]).find((item) => item["device"] === device)?.["state"];
};

test("docs/subscriptions.md, word by word: every block runs, and what it asks for is told", async () => {
  const gateway = await serve(scratch());
  const boxes = await pairOf(gateway, "SUBS1");
  for (const device of Object.values(boxes.ids))
    await gateway.api.call("PATCH", `/v1/devices/${device}`, { tags: ["pilot"] });
  const env: Record<string, string> = {
    PATH: searchPath(),
    TOKEN: gateway.printed.get("token") ?? "",
    DEVICE: boxes.ids.agent,
  };
  const [first = "", ...blocks] = BLOCKS;
  const prelude = first.replace(
    "http://127.0.0.1:8080",
    gateway.printed.get("api")?.replace(/\/$/, "") ?? "",
  );
  expect(blocks).toHaveLength(4);
  for (const block of blocks) {
    const shell = spawnSync("sh", ["-ec", prelude + block.replaceAll("curl -s", "curl -sf")], {
      env,
      encoding: "utf8",
    });
    expect([shell.status, shell.stderr]).toEqual([0, ""]);
    const made = /"id":"(s_\w+)"/.exec(shell.stdout)?.[1];
    if (made !== undefined) env["SUBSCRIPTION"] = made;
  }
  const { body } = await gateway.api.call("GET", "/v1/subscriptions");
  for (const row of body["items"] as Json[])
    for (const device of Object.values(boxes.ids))
      await until(`${String(row["name"])} is set up`, async () =>
        /applied|partial/.test(String(await stateOn(gateway, String(row["id"]), device))) ? true : undefined,
      );
  networkFlips(boxes.agent.tree, 1, false);
  networkFlips(boxes.cpe.tree, 1, false);
  await until("both have told it", async () => {
    const told = await gateway.api.call("GET", "/v1/events?limit=1000&type=causeway.device.value-changed");
    const subjects = (told.body["items"] as Json[])
      .filter(({ data }) => (data as Json)["path"] === "Device.WiFi.SSID.1.Status")
      .map(({ subject }) => subject);
    return new Set(subjects).size === 2 ? true : undefined;
  });
  await boxes.stop();
  gateway.kill("SIGTERM");
  expect((await gateway.ended).code).toBe(0);
}, 90_000);

test("the gateway killed while a subscription is carried to its devices: after the start the rest get it, each once", async () => {
  const dataDir = scratch();
  const flags = ["--cwmp-port", String(await freePort()), "--subscriptions-per-second", "1"];
  const first = await serve(dataDir, flags);
  const boxes = await pairOf(first, "SUBS2");
  // Neither can be reached until the gateway has been killed.
  boxes.agent.behave({ do: "silence" });
  boxes.cpe.behave({ do: "ignoreConnectionRequest" });
  const { body } = await first.api.call("POST", "/v1/subscriptions", {
    name: "kept",
    filter: "",
    notifType: "ValueChange",
    paths: ["Device.WiFi.SSID.*.Status"],
  });
  const id = String(body["id"]);
  await until("the first device was asked", async () => {
    const asked = await first.api.call("GET", "/v1/operations?type=subscribe");
    return (asked.body["items"] as Json[]).length > 0 ? true : undefined;
  });
  first.kill("SIGKILL");
  await first.ended;
  boxes.agent.behaveWell();
  boxes.cpe.behaveWell();

  const second = await serve(dataDir, flags);
  await until(
    "the CPE was asked",
    async () => {
      await boxes.cpe.inform("2 PERIODIC");
      return (await stateOn(second, id, boxes.ids.cpe)) === "applied" ? true : undefined;
    },
    30_000,
  );
  await until(
    "the agent was asked",
    async () => ((await stateOn(second, id, boxes.ids.agent)) === "applied" ? true : undefined),
    30_000,
  );
  const rows = "Device.LocalAgent.Subscription.";
  const ids = boxes.agent.tree.instances(rows).map((n) => boxes.agent.tree.value(`${rows}${n}.ID`));
  expect(ids.filter((one) => one === `causeway-${id}`)).toHaveLength(1);
  await until("the walk has ended", async () => {
    const { body: all } = await second.api.call("GET", "/v1/operations?type=subscribe");
    const states = (all["items"] as Json[]).map(({ state }) => state);
    return states.every((state) => state === "succeeded") ? true : undefined;
  });
  await boxes.stop();
  second.kill("SIGTERM");
  expect((await second.ended).code).toBe(0);
}, 90_000);
