import { expect, test } from "vitest";
import type { Operation } from "#core";
import { startAcs } from "./acs.ts";
import { Cpe, envelope, inform, parameterList, requestIn } from "./cpe.ts";
import { Wire } from "./wire.ts";

const set: Operation = {
  type: "set",
  allowPartial: false,
  updates: [{ path: "Device.DeviceInfo.", params: { ProvisioningCode: "2" } }],
};
const get: Operation = { type: "get", paths: ["Device.A"], maxDepth: 0 };
const reboot: Operation = { type: "operate", command: "Device.Reboot()", input: {} };

const REPLIES: Readonly<Record<string, string>> = {
  SetParameterValues: "<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>",
  GetParameterValues: `<cwmp:GetParameterValuesResponse>${parameterList({ "Device.A": "1" })}</cwmp:GetParameterValuesResponse>`,
  Reboot: "<cwmp:RebootResponse/>",
};

test.each([
  ["read", get, "failed"],
  ["write", set, "unknownOutcome"],
] as const)(
  "a CPE that answers every RPC with an ID of its own: a %s is given up after three sessions, and it is said why [SESS-09]",
  async (_kind, operation, state) => {
    const acs = await startAcs();
    const device = acs.gateway.enrol("00256D-Box-S1");
    const id = acs.gateway.submit(device, operation);
    const asked: string[] = [];
    const cpe = new Cpe();
    let last = "";
    cpe.override = (rpc) => {
      asked.push(rpc);
      // The fault about its answer it answers with the same once more.
      last = REPLIES[rpc] ?? last;
      return envelope(last, "its own");
    };
    for (let session = 1; session <= 3; session++) {
      expect(acs.gateway.outcome(id)).toBeUndefined();
      expect((await cpe.session(acs.address)).status).toBe(400);
    }
    expect(acs.gateway.outcome(id)).toMatchObject({
      state,
      problem: { code: "device.protocol", detail: "answers with an ID of its own" },
    });
    expect(acs.gateway.isReleased(device)).toBe(true);
    // A write went out once; after that it is only read back.
    expect(asked.filter((rpc) => rpc === "SetParameterValues").length).toBeLessThanOrEqual(1);
    // What comes next is tried again.
    const next = acs.gateway.submit(device, reboot);
    cpe.override = undefined;
    expect((await cpe.session(acs.address)).status).toBe(204);
    expect(acs.gateway.outcome(next)?.state).toBe("succeeded");
  },
);

test("it is given up too when the CPE hangs up on the fault", async () => {
  const acs = await startAcs();
  const id = acs.gateway.submit(acs.gateway.enrol("00256D-Box-S1"), get);
  for (let session = 1; session <= 3; session++) {
    expect(acs.gateway.outcome(id)).toBeUndefined();
    const wire = await Wire.open(acs.address);
    await wire.post(inform());
    const { rpc } = requestIn(await wire.post(""));
    expect((await wire.post(envelope(REPLIES[rpc] ?? "", "its own"))).body).toContain("8003");
    wire.close();
    await wire.closed();
    await expect.poll(() => acs.gateway.isReleased(acs.gateway.deviceOf("00256D-Box-S1"))).toBe(true);
  }
  await expect.poll(() => acs.gateway.outcome(id)).toMatchObject({ state: "failed" });
});
