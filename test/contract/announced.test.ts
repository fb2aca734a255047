import { afterAll, beforeAll, expect, test } from "vitest";
import { createCpe, devicePlan, homeOf, igdPlan, Tree } from "#sim";
import { systemClock as clock } from "../../src/platform/clock.ts";
import { type Json, until } from "./api.ts";
import { openStand, REBOOT_MS, type Stand } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(966, ["--enrolment=approve"], async ({ api, subjects }) => {
    await Promise.all(subjects.map(({ id }) => api.call("POST", `/v1/devices/${id}:approve`, {})));
  });
}, 30_000);
afterAll(() => stand.stop());

async function onboardings(device: string): Promise<number> {
  const path = `/v1/operations?device=${device}&type=onboard&state=succeeded`;
  return ((await stand.api.call("GET", path)).body["items"] as Json[]).length;
}

/** As the API names a CPE: the parts that it tells, escaped where they have a dash. */
function nameOf(tree: Tree): string {
  return ["ManufacturerOUI", "ProductClass", "SerialNumber"]
    .map((part) => tree.value(`${tree.plan.root}DeviceInfo.${part}`).replaceAll("-", "%2D"))
    .join("-");
}

test.each([
  ["TR-098", new Tree(igdPlan(homeOf(967)))],
  ["TR-181", new Tree(devicePlan(homeOf(968), { cwmp: true }))],
])(
  "a %s CPE that was announced with its factory credentials comes back with them after a reset",
  async (kind, tree) => {
    const login = { username: `label-${kind}`, password: "printed-on-it" };
    const cpe = createCpe({
      acsUrl: stand.acsUrl,
      clock,
      tree,
      ...login,
      rebootMs: REBOOT_MS,
      retries: false,
    });
    const identities = [{ scheme: "cwmp", value: nameOf(tree) }];
    const { status, body } = await stand.api.call("POST", "/v1/devices", { identities, credentials: login });
    expect(status).toBe(201);
    const id = String(body["id"]);
    try {
      expect(await cpe.start()).toMatchObject({ outcome: "done" });
      for (let resets = 1; resets < 3; resets++) {
        await until("onboarded", async () => ((await onboardings(id)) === resets ? true : undefined));
        expect(await cpe.inform("2 PERIODIC")).toMatchObject({ outcome: "done" });
        cpe.factoryReset();
        await until("it is onboarded again", async () =>
          (await onboardings(id)) > resets ? true : undefined,
        );
      }
      expect(await cpe.inform("2 PERIODIC")).toMatchObject({ outcome: "done" });
    } finally {
      cpe.stop();
    }
  },
  30_000,
);
