import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/platform/clock.ts";
import { type Json, until } from "./api.ts";
import { openStand, type Stand, type Subject } from "./rig.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await openStand(920);
}, 30_000);
afterAll(() => stand.stop());

const rename = (ssid: string): Json => ({
  type: "set",
  updates: [{ path: "Device.WiFi.SSID.2.", params: { SSID: ssid } }],
});

async function readBack(subject: Subject): Promise<unknown> {
  const path = "Device.WiFi.SSID.2.SSID";
  return (await stand.values(subject, path, true))[path];
}

test("a device that refuses a set: equal codes on all, asked once, nothing changed", async () => {
  for (const subject of stand.subjects) {
    const asked = subject.asked().length;
    subject.cpe?.behave({ do: "fault", code: 9001, rpc: "SetParameterValues", times: 1 });
    subject.agent?.behave({ do: "fault", code: 7006, message: "set", times: 1 });
    const { body } = await stand.operate(subject, rename("refused"));
    expect(body).toMatchObject({ state: "failed", problem: { code: "device.denied" } });
    expect(subject.asked().length - asked).toBe(1);
    expect(await readBack(subject)).not.toBe("refused");
  }
});

test("a device that is busy for a moment: the fault says that it may be tried again", async () => {
  for (const subject of stand.subjects) {
    subject.cpe?.behave({ do: "fault", code: 9004, rpc: "SetParameterValues", times: 1 });
    subject.agent?.behave({ do: "fault", code: 7005, message: "set", times: 1 });
    const { body } = await stand.operate(subject, rename("busy"));
    expect(body).toMatchObject({
      state: "failed",
      problem: { code: "device.faultTransient", retryable: true },
    });
    const again = await stand.api.call(
      "POST",
      `/v1/operations/${String(body["id"])}:retry`,
      {},
      { Prefer: "wait=10" },
    );
    expect(again.body).toMatchObject({ state: "succeeded" });
    expect(await readBack(subject)).toBe("busy");
  }
});

test("an empty POST in the place of an answer: the same RPC goes out once more and is executed once", async () => {
  for (const subject of stand.subjects.filter(({ cpe }) => cpe !== undefined)) {
    const [executed, asked] = [subject.writes().length, subject.asked().length];
    subject.cpe?.behave({ do: "emptyPostInstead", rpc: "SetParameterValues", times: 1 });
    const { body } = await stand.operate(subject, rename("empty"));
    expect(body).toMatchObject({ state: "succeeded" });
    expect([subject.writes().length - executed, subject.asked().length - asked]).toEqual([1, 2]);
  }
});

test("an Inform sent twice is one contact: the boot is stored once and the session goes on", async () => {
  for (const { cpe, id, kind } of stand.subjects) {
    if (cpe === undefined) continue;
    const boots = async (): Promise<number> => {
      const { body } = await stand.api.call(
        "GET",
        `/v1/devices/${id}/events?limit=1000&type=causeway.device.boot`,
      );
      return (body["items"] as Json[]).length;
    };
    const before = await boots();
    // In the second of the boot before it would be a third telling of that one.
    const second = Math.floor(systemClock.now() / 1000);
    await until("another second", () => (systemClock.now() / 1000 >= second + 1 ? true : undefined));
    cpe.behave({ do: "duplicateInform", at: "informed", times: 1 });
    expect((await cpe.inform("1 BOOT")).outcome).toBe("done");
    await until(`${kind} boot`, async () => ((await boots()) > before ? true : undefined));
    expect(await boots()).toBe(before + 1);
  }
});

test("a second Inform in the place of an answer: the new session takes over, the set is told truly", async () => {
  for (const subject of stand.subjects) {
    if (subject.cpe === undefined) continue;
    subject.cpe.behave({ do: "duplicateInform", at: "request", rpc: "SetParameterValues", times: 1 });
    const executed = subject.writes().length;
    const { body } = await stand.operate(subject, rename("again"), 20);
    // It was never executed: only an end that admits that is true.
    expect(body["state"]).toBe("unknownOutcome");
    expect(subject.writes().length).toBe(executed);
    expect(await readBack(subject)).not.toBe("again");
  }
});

test("a CPE that speaks before it informs, or keeps no cookie, is served again at once", async () => {
  for (const subject of stand.subjects) {
    if (subject.cpe === undefined) continue;
    subject.cpe.behave({ do: "wrongOrder", times: 1 });
    await subject.cpe.inform("2 PERIODIC");
    subject.cpe.behave({ do: "noCookie" });
    const { body } = await stand.operate(subject, rename("no cookie"));
    expect(body).toMatchObject({ state: "succeeded" });
    subject.cpe.behaveWell();
  }
});

test("an agent that answers twice, or under another id, confuses nothing", async () => {
  const subject = stand.of("USP agent");
  subject.agent?.behave({ do: "duplicateAnswer", message: "set", times: 1 });
  const { body } = await stand.operate(subject, rename("twice"));
  expect(body).toMatchObject({ state: "succeeded", attempts: 1 });
  expect(await readBack(subject)).toBe("twice");
  subject.agent?.behave({ do: "duplicateNotify", times: 1 });
  subject.agent?.raise("Device.WiFi.", "Custom!", { N: "1" });
  const where = `/v1/devices/${subject.id}/events?limit=1000&type=causeway.device.boot`;
  expect((await stand.api.call("GET", where)).status).toBe(200);
});

test("work that comes right behind a session that had none is done at once, not when its lease has run out", async () => {
  for (const subject of stand.subjects) {
    if (subject.cpe === undefined) continue;
    for (let round = 0; round < 3; round++) {
      expect(await subject.cpe.inform("2 PERIODIC")).toMatchObject({ outcome: "done" });
      const get = { type: "get", paths: ["Device.DeviceInfo.SoftwareVersion"] };
      expect((await stand.operate(subject, get, 5)).body).toMatchObject({ state: "succeeded" });
    }
  }
});

test("a CPE that was given credentials of its own shows them when it is asked, and is asked from then on", async () => {
  for (const { cpe, id } of stand.subjects) {
    if (cpe === undefined) continue;
    const root = cpe.tree.plan.root;
    const [before, username] = [
      cpe.journal.entries.length,
      cpe.tree.value(`${root}ManagementServer.Username`),
    ];
    expect(username).not.toBe("");
    expect(await cpe.inform("2 PERIODIC")).toMatchObject({ outcome: "done" });
    const said = cpe.journal.entries.slice(before).filter(({ what }) => what === "informed");
    expect(said).toHaveLength(1);
    // Somebody who only knows its name is not let in.
    const imposter = await fetch(stand.acsUrl, {
      method: "POST",
      body: informOf(cpe.identity),
      headers: XML,
    });
    expect(imposter.status).toBe(401);
    expect((await stand.api.call("GET", `/v1/devices/${id}`)).body).toMatchObject({ presence: "online" });
  }
});

const XML = { "Content-Type": "text/xml", SOAPAction: "" };

/** The least Inform of a device, by hand. */
function informOf(identity: string): string {
  const [oui = "", ...rest] = identity.split("-");
  const serial = rest.pop() ?? "";
  const id = `<Manufacturer>x</Manufacturer><OUI>${oui}</OUI><ProductClass>${rest.join("-")}</ProductClass><SerialNumber>${serial}</SerialNumber>`;
  const event =
    "<Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event>";
  const inform = `<cwmp:Inform><DeviceId>${id}</DeviceId>${event}<MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount><ParameterList></ParameterList></cwmp:Inform>`;
  const names =
    'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0"';
  const header = '<soap:Header><cwmp:ID soap:mustUnderstand="1">1</cwmp:ID></soap:Header>';
  return `<soap:Envelope ${names}>${header}<soap:Body>${inform}</soap:Body></soap:Envelope>`;
}
