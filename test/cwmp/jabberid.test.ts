import { expect, test } from "vitest";
import { createCpe, devicePlan, homeOf, Tree, wakeable, type Cpe } from "#sim";
import { jabberIdIn } from "../../cwmp/wakeup/jabberid.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { startAcs, type Acs } from "./acs.ts";

const JID = "Device.ManagementServer.ConnReqJabberID";

interface Box {
  readonly acs: Acs;
  readonly cpe: Cpe;
  /** Where the gateway would ask it. */
  readonly jid: () => Promise<string | undefined>;
}

/** A box that has an address at an XMPP server and nobody to talk to there; it shows no credentials at first. */
async function box(onboards: boolean): Promise<Box> {
  const acs = await startAcs();
  acs.gateway.onboards = onboards;
  const account = { host: "127.0.0.1", port: 1, domain: "localhost", username: "box", password: "box" };
  const tree = new Tree(wakeable(devicePlan(homeOf(5), { cwmp: true }), account));
  tree.set(JID, "box@localhost/first", "device");
  const acsUrl = `http://127.0.0.1:${String(acs.address.port)}/`;
  const cpe = createCpe({ acsUrl, clock: systemClock, tree, retries: false });
  const jid = async (): Promise<string | undefined> => {
    const { value } = acs.gateway.contacts[0]?.identity ?? { value: "" };
    return jabberIdIn((await acs.gateway.knowledge(acs.gateway.deviceOf(value))).memory);
  };
  return { acs, cpe, jid };
}

/** From now on the box proves itself with the login its onboarding gave it. */
function proves({ gateway }: Acs): void {
  const [given] = gateway.rotated;
  if (given !== undefined) gateway.allow({ ...given, generation: "current" });
}

test("an address told without a proof does not count, whatever the box proves later", async () => {
  const { cpe, jid } = await box(false);
  await cpe.start(["1 BOOT"]);
  cpe.change(JID, "thief@localhost/x");
  await cpe.inform("4 VALUE CHANGE");
  cpe.stop();
  expect(cpe.journal.of("informed").length).toBeGreaterThan(1);
  expect(await jid()).toBeUndefined();
});

test("what was read in an onboarding without a proof counts from the first proof with the login given there", async () => {
  const { acs, cpe, jid } = await box(true);
  await cpe.start();
  expect(acs.gateway.contacts.map(({ proof }) => proof.kind)).toEqual(["none"]);
  expect(await jid()).toBeUndefined();
  proves(acs);
  await cpe.inform("2 PERIODIC");
  expect(acs.gateway.contacts.at(-1)?.proof.kind).toBe("password");
  expect(await jid()).toBe("box@localhost/first");
  cpe.change(JID, "box@localhost/second");
  await cpe.inform("4 VALUE CHANGE");
  cpe.stop();
  expect(await jid()).toBe("box@localhost/second");
});
