import { expect, test } from "vitest";
import type { Json } from "./api.ts";
import { openStand, type Stand } from "./rig.ts";

/** What the API shows of each device. */
async function shown({ api, subjects }: Stand): Promise<readonly Json[]> {
  return Promise.all(subjects.map(async ({ id }) => (await api.call("GET", `/v1/devices/${id}`)).body));
}

test("devices that wait for approval are told nothing and asked nothing; approved, they are onboarded at once", async () => {
  const stand = await openStand(945, ["--enrolment=approve"], async (waiting) => {
    expect((await shown(waiting)).map(({ enrolment }) => enrolment)).toEqual(Array(3).fill("quarantined"));
    expect(waiting.subjects.map((subject) => subject.asked())).toEqual([[], [], []]);
    for (const subject of waiting.subjects) {
      const refused = await waiting.operate(subject, { type: "get", paths: ["Device.DeviceInfo."] });
      expect([refused.status, refused.body["code"]]).toEqual([409, "device.quarantined"]);
      const { status } = await waiting.api.call("POST", `/v1/devices/${subject.id}:approve`, {});
      expect(status).toBe(200);
    }
  });
  expect((await shown(stand)).map(({ enrolment }) => enrolment)).toEqual(Array(3).fill("accepted"));
  for (const subject of stand.subjects)
    expect(Object.keys(await stand.values(subject, "Device.WiFi.SSID.")).length).toBeGreaterThan(10);
  await stand.stop();
}, 40_000);
