import fc from "fast-check";
import { expect, test } from "vitest";
import { asFault, SLICE, SLICE_BYTES, whole, type Knowledge, type Sliced } from "#core";
import { decodeEnvelope, decoding } from "../../cwmp/soap/codec.ts";
import { joining, withValues } from "../../cwmp/ops/step.ts";
import { translations } from "../../cwmp/translations.ts";
import { randomDevice } from "./model.device.ts";
import { recorded } from "./recordings.ts";

const HEAD =
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0">' +
  "<soap:Body><cwmp:GetParameterValuesResponse><ParameterList>";
const TAIL = "</ParameterList></cwmp:GetParameterValuesResponse></soap:Body></soap:Envelope>";

function answerOf(parameters: number): Buffer {
  const row = (i: number) =>
    `<ParameterValueStruct><Name>InternetGatewayDevice.LANDevice.1.Hosts.Host.${i}.HostName</Name>` +
    `<Value>host &amp; ${i}</Value></ParameterValueStruct>`;
  return Buffer.from(HEAD + Array.from({ length: parameters }, (_, i) => row(i + 1)).join("") + TAIL);
}

/** How often a computation pauses, and what it gives. */
function driven<T>(work: Sliced<T>): { readonly pauses: number; readonly value: T } {
  for (let pauses = 0; ; pauses++) {
    const step = work.next();
    if (step.done === true) return { pauses, value: step.value };
  }
}

test("an answer decoded in slices is the answer decoded at once, whatever was recorded", () => {
  for (const { body, headers } of recorded()) {
    const type = headers.get("content-type");
    const told = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return asFault(error).problem();
      }
    };
    expect(told(() => whole(decoding(body, type)))).toEqual(told(() => decodeEnvelope(body, type)));
  }
});

test("a large answer is decoded in slices of so many bytes, then of so many parameters", () => {
  const body = answerOf(5000);
  const { pauses, value } = driven(decoding(body));
  expect(value).toEqual(decodeEnvelope(body));
  expect(pauses).toBeGreaterThanOrEqual(Math.floor(body.length / SLICE_BYTES) + Math.floor(5000 / SLICE) - 1);
});

test("a large answer that breaks off is refused in slices as at once", () => {
  const body = answerOf(2000);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: body.length - 1 }), (cut) => {
      const broken = body.subarray(0, cut);
      const reasonOf = (run: () => unknown): unknown => {
        try {
          return run();
        } catch (error) {
          return asFault(error).facts;
        }
      };
      expect(reasonOf(() => whole(decoding(broken)))).toEqual(reasonOf(() => decodeEnvelope(broken)));
    }),
    { numRuns: 60 },
  );
});

test("a device is mapped in slices as at once, and a view that was made so is at hand", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { "InternetGatewayDevice.": sliced } = translations();
      const { "InternetGatewayDevice.": once } = translations();
      const values = randomDevice(seed);
      const knowledge: Knowledge = { protocol: "cwmp", values, memory: {}, secrets: {} };
      const { pauses, value } = driven(sliced.viewing(knowledge));
      expect(pauses).toBeGreaterThanOrEqual(Math.floor(values.size / SLICE));
      expect(value).toEqual(once.view(knowledge));
      expect(sliced.view(knowledge)).toBe(value);
      expect(whole(sliced.remembering(knowledge, true))).toEqual(once.remember(knowledge, true));
    }),
    { numRuns: 8 },
  );
});

test("values are laid over others in slices as at once, sorted by path", () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({
      path: `Device.A.${from + i}.B`,
      value: String(i),
      type: "string",
      at: to,
    }));
  const base: Knowledge = { protocol: "cwmp", values: new Map(), memory: {}, secrets: {} };
  const known = withValues(base, rows(0, 3000));
  const { pauses, value } = driven(joining(known, rows(2000, 5000), ["Device.A.7."]));
  expect(pauses).toBeGreaterThanOrEqual(Math.floor(5000 / SLICE));
  const order = [...value.values.keys()];
  expect(order).toEqual(order.toSorted());
  expect(order).toHaveLength(4999);
});
