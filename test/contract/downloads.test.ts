import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Clock } from "#core";
import { createFleet } from "#sim";
import { createApp, type App } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/pino.ts";
import { freePort } from "../../src/platform/services.ts";
import { fileServer } from "../fileserver.ts";
import { mqttUrl, redisUrl } from "../services.ts";
import { type ApiClient, apiClient, type Json, until } from "./api.ts";

const BOXES = 200;
const DAYS_MS = 2.3 * 86_400_000;
const RESTORE = "Device.DeviceInfo.VendorConfigFile.1.Restore()";

test.each([
  ["CPEs", { cwmp: BOXES, usp: 0 }],
  ["agents", { cwmp: 0, usp: BOXES }],
] as const)(
  `${BOXES} downloads of %s that end a week later, after three restarts, each end once [RELIABILITY I6]`,
  async (kind, boxes) => {
    const files = await fileServer();
    let open = (): void => undefined;
    files.gate = new Promise<void>((resolve) => (open = resolve));
    files.files.set("/config", "some=thing");
    const run = randomBytes(4).toString("hex");
    const dataDir = mkdtempSync(join(tmpdir(), "causeway-downloads-"));
    const flags = Object.entries({
      enrolment: "open",
      "api-port": 0,
      "files-port": 0,
      "usp-ws-port": 0,
      "stun-port": 0,
      "cwmp-port": await freePort(),
      "data-dir": dataDir,
      "redis-prefix": `dl-${run}`,
      "usp-topic": `dl/${run}/controller`,
      "usp-agent-topic": `dl/${run}/{endpointId}`,
      "cwmp-inform-interval": 86_400,
      "log-level": "silent",
      partitions: 4,
    }).map(([key, value]) => `--${key}=${String(value)}`);
    let ahead = 0;
    const clock: Clock = {
      now: () => systemClock.now() + ahead,
      after: (ms, then) => systemClock.after(ms, then),
    };
    let app: App;
    let api: ApiClient;
    const startGateway = async (): Promise<void> => {
      const options = { clock, log: createLog("silent"), redisUrl: redisUrl(), mqttUrl: mqttUrl() };
      app = createApp(readConfig(flags, {}), options);
      await app.start();
      api = apiClient(app.addresses.find(({ name }) => name === "api")?.url ?? "", app.adminToken);
    };
    const count = async (type: string, state: string): Promise<number> => {
      const { body } = await api.call("GET", `/v1/operations?limit=1000&type=${type}&state=${state}`);
      return (body["items"] as Json[]).length;
    };
    await startGateway();
    const fleet = createFleet({
      clock: systemClock,
      ...boxes,
      acsUrl: app!.addresses.find(({ name }) => name === "cwmp")?.url ?? "",
      mqttUrl: mqttUrl(),
      controllerId: readConfig(flags, {}).CAUSEWAY_USP_ENDPOINT_ID,
      controllerTopic: `dl/${run}/controller`,
      agentTopic: `dl/${run}/{endpointId}`,
      firstIndex: 5000,
      spreadMs: 500,
      cpe: { timeoutMs: 30_000 },
    });
    await fleet.start();
    await until(
      "all are onboarded",
      async () => ((await count("onboard", "succeeded")) === BOXES ? true : undefined),
      60_000,
    );

    const { body: list } = await api!.call("GET", `/v1/devices?limit=${BOXES}`);
    const ids: string[] = [];
    for (const { id } of list["items"] as Json[]) {
      const input = {
        type: "operate",
        command: RESTORE,
        input: { URL: `${files.url}/config` },
        expiresIn: 30 * 86_400,
      };
      const { body, status } = await api!.call("POST", `/v1/devices/${String(id)}/operations`, input);
      expect({ status, body }).toMatchObject({ status: 202 });
      ids.push(String(body["id"]));
    }
    await until(
      "all were taken",
      async () =>
        (await count("operate", "running")) === BOXES && files.asked.length === BOXES ? true : undefined,
      60_000,
    );

    for (let restart = 0; restart < 3; restart++) {
      await app!.stop(AbortSignal.timeout(5000));
      ahead += DAYS_MS;
      await startGateway();
    }
    // An agent's is queued for a moment each time it is looked at.
    await until("all go on", async () =>
      (await count("operate", "running")) + (await count("operate", "queued")) === BOXES ? true : undefined,
    );
    open();
    await until(
      "all have ended",
      async () => ((await count("operate", "succeeded")) === BOXES ? true : undefined),
      60_000,
    );
    // What each box did is the truth: one file, one report; and the feed tells each once.
    expect(files.asked).toHaveLength(BOXES);
    const keys = await until("the feed tells them", async () => {
      const found: unknown[] = [];
      let where: string | undefined = "/v1/events?limit=1000&type=causeway.device.transfer-complete";
      while (where !== undefined) {
        const { body }: { body: Json } = await api.call("GET", where);
        found.push(...(body["items"] as Json[]).map(({ data }) => (data as Json)["commandKey"]));
        const next = body["next"];
        where =
          typeof next === "string"
            ? `/v1/events?limit=1000&type=causeway.device.transfer-complete&after=${next}`
            : undefined;
      }
      return found.length >= BOXES ? found : undefined;
    });
    expect(new Set(keys).size).toBe(BOXES);
    expect(keys).toHaveLength(BOXES);
    for (const id of ids) {
      const { body } = await api!.call("GET", `/v1/operations/${id}`);
      expect(body).toMatchObject({ state: "succeeded", problem: null });
      // An agent is asked meanwhile whether it goes on.
      if (kind === "CPEs") expect(body["attempts"]).toBe(1);
    }
    for (const agent of fleet.agents) expect(agent.journal.of("operated")).toHaveLength(1);
    await fleet.stop();
    await app!.stop(AbortSignal.timeout(5000));
    await files.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
  240_000,
);
