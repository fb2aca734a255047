import { expect, test } from "vitest";
import { type Json, until } from "./api.ts";
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

  for (const { id } of stand.subjects)
    for (const type of ["seen", "online", "enrolled"]) {
      const path = `/v1/devices/${id}/events?limit=100&type=causeway.device.${type}`;
      expect((await stand.api.call("GET", path)).body["items"]).toHaveLength(1);
    }

  // A box that was reset has lost its credentials and has no others to show: an operator lets it in once more.
  for (const { cpe, id } of stand.subjects) {
    if (cpe === undefined) continue;
    await cpe.inform("2 PERIODIC");
    cpe.factoryReset();
    await until("it is refused", () =>
      cpe.journal.of("session").at(-1)?.facts["outcome"] === "refused" ? true : undefined,
    );
    expect((await stand.api.call("POST", `/v1/devices/${id}:approve`, {})).status).toBe(200);
    expect(await cpe.inform()).toMatchObject({ outcome: "done" });
    await until("it is onboarded again", async () => {
      const { body } = await stand.api.call(
        "GET",
        `/v1/operations?device=${id}&type=onboard&state=succeeded`,
      );
      return (body["items"] as Json[]).length > 1 ? true : undefined;
    });
  }
  await stand.stop();
}, 60_000);
