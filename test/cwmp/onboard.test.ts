import { expect, test } from "vitest";
import { createCpe, homeOf, igdPlan, Tree, type Plan } from "#sim";
import { systemClock } from "../../src/platform/clock.ts";
import { startAcs } from "./acs.ts";

const ROOT = "InternetGatewayDevice.";

/** The simulated TR-098 home with hosts in its LAN until it has this many parameters. */
function grown(parameters: number): Plan {
  const plan = igdPlan(homeOf(1));
  const leaves = new Map(plan.leaves);
  const objects = new Set(plan.objects);
  const like = leaves.get(`${ROOT}DeviceInfo.ModelName`) ?? never();
  for (let host = 10; leaves.size < parameters; host++) {
    const row = `${ROOT}LANDevice.1.Hosts.Host.${String(host)}.`;
    objects.add(row);
    for (const name of ["IPAddress", "AddressSource", "MACAddress", "HostName", "InterfaceType", "Active"])
      if (leaves.size < parameters) leaves.set(row + name, { ...like, value: `${name}-${String(host)}` });
  }
  return { ...plan, leaves, objects };
}

function never(): never {
  throw new TypeError("the simulated home has no such leaf");
}

test("a TR-098 device of 800 parameters is onboarded with at most ten RPCs in one session", async () => {
  const acs = await startAcs();
  acs.gateway.onboards = true;
  const plan = grown(800);
  const { host, port } = acs.address;
  const cpe = createCpe({
    acsUrl: `http://${host}:${String(port)}/`,
    clock: systemClock,
    tree: new Tree(plan),
    retries: false,
  });
  await cpe.start();
  cpe.stop();
  const asked = cpe.journal.of("asked").map(({ facts }) => facts["rpc"]);
  expect(asked).toContain("SetParameterValues");
  expect(asked.length).toBeLessThanOrEqual(10);
  expect(asked.filter((name) => name === "GetParameterValues").length).toBeLessThanOrEqual(5);
  expect(acs.gateway.contacts).toHaveLength(1);
  const [onboarding] = acs.gateway.settled;
  expect(onboarding?.outcome).toMatchObject({ state: "succeeded", complete: true });
  expect(onboarding?.outcome.values).toHaveLength(800);
});
