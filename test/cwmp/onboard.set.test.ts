import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newDeviceId } from "#core";
import {
  createCpe,
  devicePlan,
  fault,
  homeOf,
  igdPlan,
  Tree,
  wakeable,
  type Cpe,
  type CpeBehaviour,
} from "#sim";
import { informTime, ONBOARDING_SET } from "../../cwmp/onboard/set.table.ts";
import {
  pairFor,
  pairsOf,
  provedPair,
  refusedPair,
  sendingPair,
  together,
  tookPair,
  type Notes,
} from "../../cwmp/onboard/pair.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { startAcs, type Acs } from "./acs.ts";
import type { CwmpConfig } from "#cwmp";

const ROOTS = ["InternetGatewayDevice.", "Device."] as const;
type Root = (typeof ROOTS)[number];

const STUN = { publicStun: { host: "127.0.0.1", port: 9 } };

interface Onboarded {
  readonly acs: Acs;
  readonly cpe: Cpe;
  /** What the gateway calls it. */
  readonly name: string;
  readonly value: (leaf: string) => string;
  readonly summary: () => {
    readonly provisioning: string;
    readonly provisioned: string[];
    readonly refused: unknown[];
  };
  readonly writes: () => number;
  readonly again: (...events: string[]) => Promise<void>;
}

/** A simulated box at its first contact; `values`: what its factory gave it. */
async function onboard(
  root: Root,
  config: Partial<CwmpConfig> = {},
  values: Readonly<Record<string, string>> = {},
  behaviours: readonly CpeBehaviour[] = [],
): Promise<Onboarded> {
  const acs = await startAcs(config);
  acs.gateway.onboards = true;
  const home = homeOf(3);
  const base = root === "Device." ? devicePlan(home, { cwmp: true }) : igdPlan(home);
  const tree = new Tree(wakeable(base));
  for (const [leaf, value] of Object.entries(values)) tree.set(root + leaf, value, "device");
  const { host, port } = acs.address;
  const cpe = createCpe({
    acsUrl: `http://${host}:${String(port)}/`,
    clock: systemClock,
    tree,
    behaviours,
    retries: false,
  });
  await cpe.start();
  return {
    acs,
    cpe,
    name: acs.gateway.contacts[0]?.identity.value ?? "",
    value: (leaf) => tree.value(`${root}ManagementServer.${leaf}`),
    summary() {
      const outcome = acs.gateway.settled.at(-1)?.outcome;
      const result = outcome?.state === "succeeded" ? outcome.result : undefined;
      return (result?.type === "onboard" ? result.summary : {}) as ReturnType<Onboarded["summary"]>;
    },
    writes: () =>
      cpe.journal.of("executed").filter(({ facts }) => facts["rpc"] === "SetParameterValues").length,
    again: async (...events) => void (await cpe.inform(...events)),
  };
}

test.each(ROOTS)("first contact writes the whole set with one SetParameterValues, below %s", async (root) => {
  // It listens on an address that it does not come from: there is a NAT between.
  const values = { "ManagementServer.ConnectionRequestURL": "http://192.168.1.20:7547/cr" };
  const { acs, cpe, name, value, writes, summary } = await onboard(root, STUN, values);
  cpe.stop();
  expect(writes()).toBe(1);
  expect(summary()).toMatchObject({ provisioning: "applied", refused: [] });
  const device = acs.gateway.deviceOf(name);
  expect(value("PeriodicInformInterval")).toBe("300");
  expect(value("PeriodicInformTime")).toBe(informTime(device, 300));
  for (const prefix of ["", "ConnectionRequest", "STUN"]) {
    expect(value(`${prefix}Username`)).toBe(name);
    expect(value(`${prefix}Password`)).toMatch(/^[\w-]{24}$/);
  }
  expect(new Set(["", "ConnectionRequest", "STUN"].map((prefix) => value(`${prefix}Password`))).size).toBe(3);
  expect(value("STUNEnable")).toBe("true");
  expect(value("STUNServerAddress")).toBe("127.0.0.1");
  expect(value("STUNServerPort")).toBe("9");
  expect([value("STUNMinimumKeepAlivePeriod"), value("STUNMaximumKeepAlivePeriod")]).toEqual(["20", "60"]);
  expect(cpe.attributes.get(`${root}ManagementServer.UDPConnectionRequestAddress`)).toBe(2);
  const { secrets } = await acs.gateway.knowledge(device);
  expect(secrets).toEqual({
    connectionRequestPassword: value("ConnectionRequestPassword"),
    stunPassword: value("STUNPassword"),
  });
  // None of the secrets is in what is told or logged.
  const told = JSON.stringify([
    acs.gateway.settled,
    acs.gateway.reports.map(({ events }) => events),
    acs.lines,
  ]);
  const outcome = acs.gateway.settled.at(-1)?.outcome;
  for (const leaf of ["Password", "ConnectionRequestPassword", "STUNPassword"])
    expect(told.replaceAll(JSON.stringify(outcome?.secrets ?? {}), "")).not.toContain(value(leaf));
});

test("nothing is written again: not by the next Informs, and by a second onboarding only what no device shows", async () => {
  const { cpe, value, writes, again, summary } = await onboard("Device.", STUN);
  for (let i = 0; i < 3; i++) await again("2 PERIODIC");
  expect(writes()).toBe(1);
  const password = value("ConnectionRequestPassword");
  await again("0 BOOTSTRAP");
  cpe.stop();
  expect(writes()).toBe(2);
  expect(value("ConnectionRequestPassword")).not.toBe(password);
  const names = summary().provisioned.map((name) => name.slice("Device.ManagementServer.".length));
  expect(names).toEqual(["Username", "Password", "ConnectionRequestUsername", "ConnectionRequestPassword"]);
});

test.each(ROOTS)("after a factory reset the set is written again, below %s", async (root) => {
  const { cpe, value, writes, again } = await onboard(root);
  const before = [value("PeriodicInformTime"), value("Password")];
  cpe.tree.reset();
  cpe.tree.set(`${root}ManagementServer.URL`, "", "device");
  await again("0 BOOTSTRAP", "1 BOOT");
  cpe.stop();
  expect(writes()).toBe(2);
  expect(value("PeriodicInformTime")).toBe(before[0]);
  expect(value("Password")).toMatch(/^[\w-]{24}$/);
  expect(value("Password")).not.toBe(before[1]);
});

test("a box that is reached where it listens gets no STUN; one that says it is behind a NAT does", async () => {
  const reached = await onboard("Device.", STUN, {
    "ManagementServer.ConnectionRequestURL": "http://127.0.0.1:7547/cr",
  });
  reached.cpe.stop();
  expect(reached.value("STUNEnable")).toBe("false");
  expect(reached.value("STUNPassword")).toBe("");
  expect(reached.cpe.journal.of("asked").map(({ facts }) => facts["rpc"])).not.toContain(
    "SetParameterAttributes",
  );
  const behind = await onboard("Device.", STUN, {
    "ManagementServer.ConnectionRequestURL": "http://127.0.0.1:7547/cr",
    "ManagementServer.NATDetected": "true",
  });
  behind.cpe.stop();
  expect(behind.value("STUNEnable")).toBe("true");
});

test("a write that is refused by name leaves out its group, and the rest is written", async () => {
  const bad = "Device.ManagementServer.ConnectionRequestUsername";
  const refuses = fault(9008, "SetParameterValues", { parameter: bad, times: 1 });
  const { acs, cpe, name, value, writes, summary } = await onboard("Device.", {}, {}, [refuses]);
  cpe.stop();
  expect(writes()).toBe(1);
  expect(value("ConnectionRequestPassword")).toBe("");
  expect(value("Password")).not.toBe("");
  expect(summary().refused).toEqual([
    { path: bad, code: 9008 },
    { path: "Device.ManagementServer.ConnectionRequestPassword", code: 9008 },
  ]);
  const { memory, secrets } = await acs.gateway.knowledge(acs.gateway.deviceOf(name));
  expect([memory["connectionRequestUsername"], secrets["connectionRequestPassword"]]).toEqual([
    undefined,
    undefined,
  ]);
  const [event] = acs.gateway.settled.at(-1)?.outcome.events ?? [];
  expect(event).toMatchObject({ type: "event", name: "ProvisioningRefused", params: { [bad]: "9008" } });
});

test.each([9000, 9001])(
  "a box that wants no writes at all (%i) is asked once, and onboarded all the same",
  async (code) => {
    const { cpe, summary } = await onboard("Device.", {}, {}, [fault(code, "SetParameterValues")]);
    cpe.stop();
    const asked = cpe.journal.of("asked").filter(({ facts }) => facts["rpc"] === "SetParameterValues");
    expect(asked).toHaveLength(1);
    expect(summary().provisioning).toBe("refused");
  },
);

test("a session that breaks before the answer: the box has what it was sent, and is sent the same again", async () => {
  const { acs, cpe, name, value, again } = await onboard("Device.", {}, {}, [
    { do: "loseAnswer", rpc: "SetParameterValues", times: 1 },
  ]);
  const sent = value("ConnectionRequestPassword");
  const device = acs.gateway.deviceOf(name);
  expect((await acs.gateway.knowledge(device)).secrets["connectionRequestPassword"]).toBe(sent);
  await again("1 BOOT");
  cpe.stop();
  expect(value("ConnectionRequestPassword")).toBe(sent);
  expect((await acs.gateway.knowledge(device)).memory["connectionRequestSent"]).toBeUndefined();
});

test("the phases of a fleet are spread evenly over the interval, and each device keeps its own", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 86_400 }),
      fc.integer({ min: 0, max: 63 }),
      (interval, partition) => {
        const parts = 8;
        const counts = Array.from({ length: parts }, () => 0);
        const devices = 800;
        for (let i = 0; i < devices; i++) {
          const device = newDeviceId(partition, i);
          const time = informTime(device, interval);
          expect(time).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
          expect(informTime(device, interval)).toBe(time);
          const phase = ((Date.parse(time) - Date.UTC(2020, 0, 1)) / 1000) % interval;
          const part = Math.floor((phase / interval) * parts);
          counts[part] = (counts[part] ?? 0) + 1;
        }
        // An interval of 10 s has two seconds in some eighths and one in others.
        for (const count of counts) expect(count).toBeGreaterThan(interval < 100 ? 40 : 60);
      },
    ),
    { numRuns: 30 },
  );
});

/** A device beside what the gateway notes of it: whatever happens, one of the noted pairs opens the device. */
test("of new credentials that are sent, lost, refused, taken and used in any order, one that is noted opens the device", () => {
  const step = fc.constantFrom("taken", "answer lost", "never arrived", "refused", "used");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let known: { memory: Record<string, never>; secrets: Record<string, string> } = {
        memory: {},
        secrets: {},
      };
      const note = (notes: Notes | undefined): void => {
        if (notes === undefined) return;
        const apply = <T>(to: Record<string, T>, by: Readonly<Record<string, T | null>>): Record<string, T> =>
          Object.fromEntries(
            Object.entries({ ...to, ...by }).filter(([, value]) => value !== null),
          ) as Record<string, T>;
        known = {
          memory: apply(known.memory, notes.memory as never),
          secrets: apply(known.secrets, notes.secrets),
        };
      };
      let has: { username: string; password: string } | undefined;
      for (const [i, what] of steps.entries()) {
        const tried = pairsOf("connectionRequest", known);
        if (what === "used") {
          const works = tried.find(({ password }) => password === has?.password);
          if (works !== undefined) note(provedPair("connectionRequest", known, works));
        } else {
          const pair = pairFor("connectionRequest", known, { username: "u", password: `p${String(i)}` });
          note(sendingPair("connectionRequest", known, pair, `op${String(i)}`));
          if (what === "taken" || what === "answer lost") has = pair;
          if (what === "taken") note(tookPair("connectionRequest"));
          // A device says no to all or takes all: it has not got what it refuses.
          if (what === "refused" && has?.password !== pair.password)
            note(together(refusedPair("connectionRequest", known)));
        }
        const opens = pairsOf("connectionRequest", known);
        expect(opens.length).toBeLessThanOrEqual(2);
        if (has !== undefined) expect(opens).toContainEqual(has);
      }
    }),
    { numRuns: 2000 },
  );
});

test("with only the URL of its ACS changed, a box is still rung with what it has until its onboarding is done", async () => {
  const { acs, cpe, name, value, again } = await onboard("Device.");
  const had = value("ConnectionRequestPassword");
  cpe.behave({ do: "drop", at: "request", rpc: "GetRPCMethods" });
  await again("0 BOOTSTRAP");
  cpe.stop();
  const known = await acs.gateway.knowledge(acs.gateway.deviceOf(name));
  expect(pairsOf("connectionRequest", known)).toEqual([{ username: name, password: had }]);
});

test("docs/onboarding.md names every leaf of the set", () => {
  const page = readFileSync(new URL("../../docs/onboarding.md", import.meta.url), "utf8");
  for (const { leaf } of ONBOARDING_SET)
    expect(page).toContain(leaf.slice(leaf.lastIndexOf(".") + 1).replace("*", ""));
});
