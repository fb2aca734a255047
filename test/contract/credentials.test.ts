import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, until } from "./api.ts";
import { openStand, type Stand, type Subject } from "./rig.ts";

type CpeSubject = Subject & { readonly cpe: NonNullable<Subject["cpe"]> };

let stand: Stand;
let cpes: readonly CpeSubject[];
beforeAll(async () => {
  stand = await openStand(963);
  cpes = stand.subjects.filter((subject): subject is CpeSubject => subject.cpe !== undefined);
}, 30_000);
afterAll(() => stand.stop());

/** A parameter of a CPE that tells it how to reach its ACS, by its last name. */
function management({ kind }: Subject, name: string): string {
  return `${kind === "TR-098 CPE" ? "InternetGatewayDevice" : "Device"}.ManagementServer.${name}`;
}

function passwordOf(subject: Subject): string {
  return subject.tree.value(management(subject, "Password"));
}

/** How a session ends that the CPE begins with this password. */
async function endWith(subject: CpeSubject, password: string): Promise<string> {
  const kept = passwordOf(subject);
  subject.change(management(subject, "Password"), password);
  const { outcome } = await subject.cpe.inform("2 PERIODIC");
  subject.change(management(subject, "Password"), kept);
  return outcome;
}

async function rotate({ id }: Subject): Promise<Json> {
  const path = `/v1/devices/${id}/credentials:rotate`;
  return (await stand.api.call("POST", path, { reason: "test" }, { Prefer: "wait=10" })).body;
}

/** The device is rung for an operation and comes; not always, as it may come by itself to try again what was refused. */
async function isRung(subject: CpeSubject): Promise<void> {
  const knocks = subject.journal.of("knocked").length;
  const get = { type: "get", paths: ["Device.DeviceInfo.ModelName"] };
  await until("it is rung", async () => {
    expect((await stand.operate(subject, get)).body).toMatchObject({ state: "succeeded" });
    return subject.journal.of("knocked").length > knocks ? true : undefined;
  });
}

async function onboardings({ id }: Subject): Promise<number> {
  const path = `/v1/operations?device=${id}&type=onboard&state=succeeded`;
  return ((await stand.api.call("GET", path)).body["items"] as Json[]).length;
}

test("rotated credentials: the device informs with the new ones, and the old ones end with their first use", async () => {
  for (const subject of cpes) {
    expect(await endWith(subject, passwordOf(subject))).toBe("done");
    const old = passwordOf(subject);
    expect(await rotate(subject)).toMatchObject({ state: "succeeded" });
    const fresh = passwordOf(subject);
    expect(fresh).not.toBe(old);
    expect(await endWith(subject, fresh)).toBe("done");
    expect(await endWith(subject, old)).toBe("refused");
    expect(await endWith(subject, fresh)).toBe("done");
    await isRung(subject);
    // It may have lost the new ones: until they are used, the old ones hold.
    expect(await rotate(subject)).toMatchObject({ state: "succeeded" });
    expect(await endWith(subject, fresh)).toBe("done");
    expect(await endWith(subject, passwordOf(subject))).toBe("done");
    expect(await endWith(subject, fresh)).toBe("refused");
  }
}, 60_000);

test("a device that was shut out and let in again is given credentials that it can use", async () => {
  for (const subject of cpes) {
    const before = await onboardings(subject);
    await stand.api.call("POST", `/v1/devices/${subject.id}:quarantine`, { reason: "test" });
    expect((await stand.api.call("POST", `/v1/devices/${subject.id}:approve`, {})).status).toBe(200);
    await subject.cpe.inform("2 PERIODIC");
    await until("onboarded", async () => ((await onboardings(subject)) > before ? true : undefined));
    expect(await endWith(subject, passwordOf(subject))).toBe("done");
    expect(await endWith(subject, passwordOf(subject))).toBe("done");
    await isRung(subject);
  }
}, 60_000);

test("a device that was removed and comes again is given credentials that it can use, and is rung", async () => {
  for (const subject of cpes) {
    expect((await stand.api.call("DELETE", `/v1/devices/${subject.id}`)).status).toBe(204);
    await subject.cpe.inform("2 PERIODIC");
    const again = await until("it is listed", async () => {
      const { body } = await stand.api.call("GET", `/v1/devices?q=${subject.cpe.serialNumber}`);
      const [found] = body["items"] as Json[];
      return found === undefined ? undefined : { ...subject, id: String(found["id"]) };
    });
    await until("onboarded", async () => ((await onboardings(again)) > 0 ? true : undefined));
    await isRung(again);
    expect(await endWith(again, passwordOf(again))).toBe("done");
    expect(await endWith(again, "guess")).toBe("refused");
    expect(await endWith(again, passwordOf(again))).toBe("done");
  }
}, 60_000);
