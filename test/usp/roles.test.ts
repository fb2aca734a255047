import { expect, test } from "vitest";
import type { Operation, Outcome } from "#core";
import { explained } from "../../usp/trust/advice.ts";
import { lacking } from "../../usp/trust/needs.table.ts";
import { allows, ownRoles, roleNames, trustOf, type Trust } from "../../usp/trust/roles.ts";

const SELF = "Device.LocalAgent.Controller.1.";
const TRUST = "Device.LocalAgent.ControllerTrust.";

interface Row {
  readonly name?: string;
  readonly enable?: string;
  readonly permissions?: readonly (readonly [
    order: number,
    targets: string,
    letters: string,
    enable?: string,
  ])[];
}

/** Values of an agent with roles; `letters`: Param, Obj, InstantiatedObj, CommandEvent, joined by blanks. */
function valuesOf(roles: readonly Row[], assigned: string, inherited = "") {
  const values = new Map<string, string>([
    [`${SELF}AssignedRole`, assigned],
    [`${SELF}InheritedRole`, inherited],
  ]);
  for (const [i, { name = `R${i + 1}`, enable = "true", permissions = [] }] of roles.entries()) {
    const row = `${TRUST}Role.${i + 1}.`;
    values.set(`${row}Name`, name).set(`${row}Enable`, enable);
    for (const [j, [order, targets, letters, on = "true"]] of permissions.entries()) {
      const at = `${row}Permission.${j + 1}.`;
      const [Param = "", Obj = "", InstantiatedObj = "", CommandEvent = ""] = letters.split(" ");
      for (const [key, value] of Object.entries({
        Param,
        Obj,
        InstantiatedObj,
        CommandEvent,
        Targets: targets,
      }))
        values.set(at + key, value);
      values.set(`${at}Order`, String(order)).set(`${at}Enable`, on);
    }
  }
  return new Map([...values].map(([path, value]) => [path, { value }]));
}

const role = (number: number): string => `${TRUST}Role.${number}`;
const FULL = "rw-n rw-n rw-n r-xn";
const READ = "r--- r--- r--- r---";
const trusting = (roles: readonly Row[], assigned = role(1), inherited = ""): Trust =>
  trustOf(valuesOf(roles, assigned, inherited), SELF);

test.each([
  ["one role", [[0, "Device.", FULL]], "Device.WiFi.SSID.1.SSID", true],
  ["a reader", [[0, "Device.", READ]], "Device.WiFi.SSID.1.SSID", false],
  [
    "the higher order",
    [
      [1, "Device.", FULL],
      [2, "Device.WiFi.", READ],
    ],
    "Device.WiFi.SSID.1.SSID",
    false,
  ],
  [
    "the lower order elsewhere",
    [
      [1, "Device.", FULL],
      [2, "Device.WiFi.", READ],
    ],
    "Device.DHCPv4.X",
    true,
  ],
  [
    "a row that is off",
    [
      [1, "Device.", FULL],
      [2, "Device.WiFi.", READ, "false"],
    ],
    "Device.WiFi.A",
    true,
  ],
  ["several targets", [[1, "Device.IP.,Device.WiFi.", FULL]], "Device.WiFi.A", true],
  ["nothing that covers it", [[1, "Device.IP.", FULL]], "Device.WiFi.A", false],
  ["a row of any number", [[1, "Device.WiFi.SSID.*.", FULL]], "Device.WiFi.SSID.3.SSID", true],
  ["a template", [[1, "Device.WiFi.SSID.{i}.SSID", FULL]], "Device.WiFi.SSID.3.SSID", true],
  ["one parameter and no other", [[1, "Device.WiFi.SSID.1.SSID", FULL]], "Device.WiFi.SSID.1.SSIDx", false],
] as const)("within a role %s decides", (_name, permissions, path, may) =>
  expect(allows(trusting([{ permissions }]), "Param", "write", path)).toBe(may),
);

test("of several roles what any of them gives is given, whether assigned or inherited", () => {
  const roles = [
    {
      permissions: [
        [3, "Device.LocalAgent.", "r--- ---- ---- ----"],
        [55, "Device.LocalAgent.Controller.", "r-xn ---- ---- ----"],
      ],
    },
    {
      permissions: [
        [20, "Device.LocalAgent.", "r--- ---- ---- ----"],
        [78, "Device.LocalAgent.Controller.", "---- ---- ---- ----"],
      ],
    },
  ] as const;
  const path = "Device.LocalAgent.Controller.1.Enable";
  for (const [assigned, inherited] of [
    [`${role(1)},${role(2)}`, ""],
    [role(1), role(2)],
    [`${role(2)}.`, `${role(1)}.`],
  ]) {
    const trust = trusting(roles, assigned, inherited);
    expect([allows(trust, "Param", "read", path), allows(trust, "Param", "notify", path)]).toEqual([
      true,
      true,
    ]);
  }
  expect(allows(trusting(roles, role(2)), "Param", "read", path)).toBe(false);
});

test("what an agent does not show is not known, and a role that is off gives nothing", () => {
  expect(allows(trusting([], ""), "Param", "write", "Device.A")).toBeUndefined();
  expect(allows(trusting([{}]), "Param", "write", "Device.A")).toBeUndefined();
  expect(allows(trustOf(new Map(), undefined), "Param", "write", "Device.A")).toBeUndefined();
  const off = { enable: "false", permissions: [[0, "Device.", FULL]] } as const;
  const reader = { permissions: [[0, "Device.", READ]] } as const;
  expect(allows(trusting([off, reader], `${role(1)},${role(2)}`), "Param", "write", "Device.A")).toBe(false);
});

test("roles go by their names, and what onboarding lacks is named", () => {
  const reader = { name: "Reader", permissions: [[0, "Device.", READ]] } as const;
  const trust = trusting([reader, { name: "" }], `${role(1)},${role(2)}`);
  expect(roleNames(trust)).toBe(`Reader, ${role(2)}`);
  expect(ownRoles(trust).length).toBe(2);
  expect(lacking(trusting([reader])).map(([, right, path]) => `${right} ${path}`)).toEqual([
    "write Device.LocalAgent.Subscription.",
    "notify Device.Boot!",
    "notify Device.LocalAgent.Periodic!",
  ]);
  expect(lacking(trusting([{ permissions: [[0, "Device.", FULL]] }]))).toEqual([]);
});

const DENIED = "usp:7006";
const path = "Device.WiFi.SSID.1.SSID";
const set: Operation = {
  type: "set",
  allowPartial: false,
  updates: [{ path: "Device.WiFi.SSID.1.", params: { SSID: "x" } }],
};
const refused = (protocolCode: string): Outcome => ({
  state: "failed",
  problem: {
    code: "device.denied",
    protocolCode,
    detail: "permission denied",
    errors: [{ path, code: "device.denied", protocolCode }],
  },
});

test.each([
  [
    "Reader",
    [{ name: "Reader", permissions: [[0, "Device.", READ]] }],
    role(1),
    `role Reader lacks write on ${path}`,
  ],
  ["none", [], "", `the agent shows no role of this controller, which lacks write on ${path}`],
  [
    "Full",
    [{ name: "Full", permissions: [[0, "Device.", FULL]] }],
    role(1),
    `permission denied: write on ${path} with role Full`,
  ],
] as const)("7006 is told with the role %s and the right", (_name, roles, assigned, detail) => {
  const knowledge = { values: valuesOf(roles, assigned), memory: { self: SELF } } as unknown as Parameters<
    typeof explained
  >[2];
  const told = explained(refused(DENIED), set, knowledge);
  expect(told).toMatchObject({ problem: { detail, protocolCode: DENIED, errors: [{ path, detail }] } });
  expect(explained(refused("usp:7012"), set, knowledge)).toEqual(refused("usp:7012"));
});
