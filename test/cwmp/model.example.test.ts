import { expect, test } from "vitest";
import { type ExpectedLeaf, example, exampleBinding, exampleValues, mapping } from "./model.fixture.ts";

const view = mapping.view(exampleValues, exampleBinding);
const byPath = new Map(view.map((parameter) => [parameter.path, parameter]));

/**
 * Corrections of the worked example. Its rules say of both leaves `r` (the row is of a PPP connection: IPCP, not Static),
 * and its device says of DefaultGateway that it is not writable.
 */
const NOT_WRITABLE = new Set([
  "Device.IP.Interface.2.IPv4Address.1.IPAddress",
  "Device.Routing.Router.1.IPv4Forwarding.1.GatewayIPAddress",
]);

test("the view of the worked example has exactly the expected leaves", () => {
  expect(view.map((parameter) => parameter.path)).toEqual(Object.keys(example.expected).toSorted());
});

test.each(Object.entries(example.expected))(
  "%s is as the worked example says",
  (path, leaf: ExpectedLeaf) => {
    const parameter = byPath.get(path);
    expect(parameter).toMatchObject({
      value: leaf.value,
      type: leaf.type,
      writable: leaf.writable && !NOT_WRITABLE.has(path),
      source: { protocol: "cwmp", kind: leaf.kind },
    });
    expect(parameter?.secret ?? false).toBe(leaf.hidden ?? false);
    const sources = leaf.from === undefined ? [] : [leaf.from, ...(leaf.also ?? [])];
    expect([...(parameter?.sources ?? [])].toSorted()).toEqual(sources.toSorted());
    expect(leaf.from === undefined ? [path] : sources).toContain(parameter?.source.path);
  },
);

test("the leaves without a TR-181 parameter stay readable under their native path", () => {
  const left = mapping.unmapped(exampleValues, exampleBinding);
  expect(left.map(({ native }) => native.path).toSorted()).toEqual(Object.keys(example.unmapped).toSorted());
  const precedence = "InternetGatewayDevice.WANDevice.1.WANCommonInterfaceConfig.PhysicalLinkStatus";
  const reasons = Object.fromEntries(left.map(({ native, reason }) => [native.path, reason]));
  expect(reasons[precedence]).toMatch(/^precedence: .*WANEthernetInterfaceConfig\.Status is present$/);
  expect({ ...reasons, [precedence]: "" }).toEqual({ ...example.unmapped, [precedence]: "" });
});
