import { createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { answered, type Asking } from "../../cwmp/stun/answer.machine.ts";
import type { AttributeName } from "../../cwmp/stun/attribute.table.ts";
import { encodeSigned, isProvenBy } from "../../cwmp/stun/integrity.ts";
import { decodeStun, encodeStun, type StunDraft, type StunMessage } from "../../cwmp/stun/message.ts";
import { udpRequest } from "../../cwmp/wakeup/udp.request.ts";

function decoded(bytes: Buffer): StunMessage {
  return decodeStun(bytes) ?? expect.unreachable("not decoded");
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

/** What a CPE (icwmp) sent. */
const RECORDED = hex(
  "00010024e6d38c7afc18a74a984ce818938c1864000600087374756e75736572c001001464736c666f72756d2e6f72672f54522d31313120",
);

test("a recorded Binding Request of a CPE is read, and written again byte for byte [TR-069a6 G.2.1.3]", () => {
  const message = decoded(RECORDED);
  expect(message).toMatchObject({ kind: "request", form: "classic", unknown: [] });
  expect(message.attributes).toEqual({
    username: "stunuser",
    connectionRequestBinding: "dslforum.org/TR-111 ",
  });
  expect(encodeStun(message)).toEqual(RECORDED);
});

const TRANSACTION = hex("2112a442 b7e7a701bc34d686fa87dfae");

/** [RFC 5769 2.1] */
const REQUEST = hex(`
  00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 10 53 54 55 4e 20 74 65 73
  74 20 63 6c 69 65 6e 74 00 24 00 04 6e 00 01 ff 80 29 00 08 93 2f f9 b1 51 26 3b 36 00 06 00 09
  65 76 74 6a 3a 68 36 76 59 20 20 20 00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49
  c1 b5 71 a2 80 28 00 04 e5 7a 3b cf`);
/** [RFC 5769 2.2] */
const RESPONSE_IPV4 = hex(`
  01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 0b 74 65 73 74 20 76 65 63
  74 6f 72 20 00 20 00 08 00 01 a1 47 e1 12 a6 43 00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9
  2a f9 ba 53 f0 6b e7 d7 80 28 00 04 c0 7d 4c 96`);
/** [RFC 5769 2.3] */
const RESPONSE_IPV6 = hex(`
  01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae 80 22 00 0b 74 65 73 74 20 76 65 63
  74 6f 72 20 00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9 00 08 00 14
  a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41 80 28 00 04 c8 fb 0b 4c`);
const PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

test("the request of RFC 5769 2.1 is read and proved by its password alone", () => {
  const message = decoded(REQUEST);
  expect(message).toMatchObject({ kind: "request", form: "modern" });
  expect(message.attributes).toMatchObject({ username: "evtj:h6vY", software: "STUN test client" });
  expect(isProvenBy(REQUEST, message, PASSWORD)).toBe(true);
  expect(isProvenBy(REQUEST, message, "another")).toBe(false);
});

test.each([
  ["2.2", RESPONSE_IPV4, { address: "192.0.2.1", port: 32_853 }],
  ["2.3", RESPONSE_IPV6, { address: "2001:db8:1234:5678:11:2233:4455:6677", port: 32_853 }],
] as const)("the response of RFC 5769 %s", (_section, bytes, mapped) => {
  const message = decoded(bytes);
  expect(message.attributes.xorMappedAddress).toEqual(mapped);
  expect(message.transaction).toEqual(TRANSACTION);
  expect(isProvenBy(bytes, message, PASSWORD)).toBe(true);
  // Ours differs in nothing but the blank that pads its name there, which is a zero here.
  const { software = "", xorMappedAddress } = message.attributes;
  const own = encodeSigned(
    {
      kind: "response",
      form: "modern",
      transaction: TRANSACTION,
      attributes: { software, ...(xorMappedAddress && { xorMappedAddress }) },
    },
    PASSWORD,
    true,
  );
  expect(own.length).toBe(bytes.length);
  const end = own.length - 32;
  const same = Buffer.from(own.subarray(20, end));
  same[same.indexOf("test vector") + 11] = 0x20;
  expect(same).toEqual(bytes.subarray(20, end));
  expect(isProvenBy(own, decoded(own), PASSWORD)).toBe(true);
  for (const whole of [bytes, own]) {
    const print = (crc32(whole.subarray(0, -8)) ^ 0x5354554e) >>> 0;
    expect(decoded(whole).attributes.fingerprint).toBe(print);
  }
});

/** RFC 3489 as CPEs do it, made here by hand: the header counts the attribute, zeros fill up to 64. */
function classic(password: string): Buffer {
  const text = Buffer.from(RECORDED);
  text.writeUInt16BE(text.length - 20 + 24, 2);
  const filled = Buffer.concat([text, Buffer.alloc((64 - (text.length % 64)) % 64)]);
  const mac = createHmac("sha1", password).update(filled).digest();
  return Buffer.concat([text, Buffer.from([0, 8, 0, 20]), mac]);
}

test("MESSAGE-INTEGRITY of the classic form [RFC 3489 11.2.8]", () => {
  const bytes = classic("stunpw");
  const message = decoded(bytes);
  expect(isProvenBy(bytes, message, "stunpw")).toBe(true);
  expect(isProvenBy(bytes, message, "stunpW")).toBe(false);
  expect(encodeSigned({ ...decoded(RECORDED) }, "stunpw", false)).toEqual(bytes);
  const changed = Buffer.from(bytes);
  changed[30] = 0x41;
  expect(isProvenBy(changed, decoded(changed), "stunpw")).toBe(false);
});

test("what stands behind MESSAGE-INTEGRITY counts for nothing", () => {
  const bytes = Buffer.concat([classic("stunpw"), hex("c0020000")]);
  bytes.writeUInt16BE(bytes.length - 20, 2);
  const message = decoded(bytes);
  expect(message.attributes.bindingChange).toBeUndefined();
  expect(isProvenBy(bytes, message, "stunpw")).toBe(true);
});

const SOURCE = { address: "198.51.100.7", port: 40_000 };
const ASKING: Asking = { source: SOURCE, proof: "none", familiar: false, named: false, required: true };
const PLAIN = decoded(RECORDED);
const MODERN: StunMessage = { ...PLAIN, form: "modern", transaction: TRANSACTION };

test.each([
  ["nobody is answered unproven", PLAIN, {}, 401, "refused"],
  ["where that is allowed, who has no name is", PLAIN, { required: false }, undefined, "heard"],
  ["but who has a password is asked for it", PLAIN, { required: false, named: true }, 401, "refused"],
  [
    "a keep-alive from where a device has proved itself",
    PLAIN,
    { familiar: true, named: true },
    undefined,
    "heard",
  ],
  ["the right password", PLAIN, { proof: "proven", named: true }, undefined, "proven"],
  ["a wrong one", PLAIN, { proof: "wrong", named: true }, 431, "refused"],
  ["a wrong one from a familiar place", PLAIN, { proof: "wrong", familiar: true }, 431, "refused"],
  ["a wrong one in the modern form", MODERN, { proof: "wrong" }, 401, "refused"],
  [
    "an attribute that must be understood",
    { ...MODERN, unknown: [0x7777] },
    { proof: "proven" },
    420,
    "refused",
  ],
] as const)("the answer: %s [RFC 3489 8.1]", (_what, message, more, code, source) => {
  const verdict = answered(message, { ...ASKING, ...more });
  expect(verdict.source).toBe(source);
  expect(verdict.answer.attributes.errorCode?.code).toBe(code);
  expect(verdict.answer.transaction).toBe(message.transaction);
});

test("the address is the source's, plain in the classic form and masked in the modern one", () => {
  const proven: Asking = { ...ASKING, proof: "proven" };
  expect(answered(PLAIN, proven).answer.attributes).toEqual({ mappedAddress: SOURCE });
  expect(answered(MODERN, proven).answer.attributes).toEqual({ xorMappedAddress: SOURCE });
});

test("RESPONSE-ADDRESS is never followed, and its socket is not the one to ring [TR-069a6 G.2.2]", () => {
  const elsewhere = { address: "203.0.113.9", port: 53 };
  const message = { ...PLAIN, attributes: { ...PLAIN.attributes, responseAddress: elsewhere } };
  const verdict = answered(message, { ...ASKING, proof: "proven" });
  expect(verdict).toMatchObject({ rings: false, answer: { attributes: { mappedAddress: SOURCE } } });
  const { connectionRequestBinding: _, ...rest } = PLAIN.attributes;
  expect(answered({ ...PLAIN, attributes: rest }, { ...ASKING, proof: "proven" }).rings).toBe(false);
});

const endpoint = fc.record({
  address: fc.oneof(fc.ipV4(), fc.ipV6()),
  port: fc.integer({ min: 1, max: 65_535 }),
});
const canonical = (address: string): string =>
  address.includes(":") ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
const attributes = fc.record(
  {
    username: fc.string({ maxLength: 60 }),
    mappedAddress: endpoint,
    xorMappedAddress: endpoint,
    errorCode: fc.record({ code: fc.integer({ min: 300, max: 699 }), reason: fc.string({ maxLength: 40 }) }),
    unknownAttributes: fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 6 }),
    bindingChange: fc.constant(true as const),
    connectionRequestBinding: fc.constant("dslforum.org/TR-111 "),
  },
  { requiredKeys: [] },
);

test("what is written is read again, in both forms", () => {
  fc.assert(
    fc.property(
      attributes,
      fc.constantFrom("classic" as const, "modern" as const),
      fc.constantFrom("request" as const, "response" as const, "error" as const),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (given, form, kind, random) => {
        const transaction =
          form === "modern"
            ? Buffer.concat([TRANSACTION.subarray(0, 4), random.subarray(4)])
            : Buffer.from(random);
        if (form === "classic") transaction[0] = 0;
        const draft: StunDraft = { kind, form, transaction, attributes: given };
        const read = decoded(encodeStun(draft));
        const plain = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [
            name,
            (name as AttributeName).endsWith("appedAddress")
              ? {
                  ...(value as { address: string }),
                  address: canonical((value as { address: string }).address),
                }
              : value,
          ]),
        );
        expect(read.attributes).toEqual(plain);
        expect(read).toMatchObject({ kind, form });
        const signed = encodeSigned(draft, "pw", form === "modern");
        expect(isProvenBy(signed, decoded(signed), "pw")).toBe(true);
      },
    ),
  );
});

test("no bytes upset the reading, and no answer is much larger than its question", () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(RECORDED, REQUEST, RESPONSE_IPV6, classic("stunpw")),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.nat(200),
    )
    .map(([bytes, changes, cut]) => {
      const out = Buffer.from(bytes.subarray(0, Math.max(0, bytes.length - (cut > 150 ? cut - 150 : 0))));
      for (const [at, value] of changes) if (out.length > 0) out[at % out.length] = value;
      return out;
    });
  fc.assert(
    fc.property(
      fc.oneof(
        mutated,
        fc.uint8Array({ maxLength: 1200 }).map((bytes) => Buffer.from(bytes)),
      ),
      (bytes) => {
        const message = decodeStun(bytes);
        if (message === undefined) return;
        isProvenBy(bytes, message, "pw");
        for (const proof of ["none", "wrong", "proven"] as const) {
          const { answer, signed } = answered(message, { ...ASKING, proof });
          const reply = signed ? encodeSigned(answer, "pw", false) : encodeStun(answer);
          // A signed answer has a signed question, which has 44 bytes at least.
          expect(reply.length).toBeLessThanOrEqual(signed ? 20 + 24 + 24 : Math.max(bytes.length, 20) + 24);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("a UDP connection request that a CPE accepted is made again byte for byte [TR-069a6 G.2.2.3]", () => {
  const text = udpRequest({
    address: "127.0.0.1",
    port: 17_560,
    ts: 1_795_344_436,
    id: 1002,
    username: "acs",
    password: "acspw",
    cnonce: "89a2a98f63ee3533",
  });
  expect(text.split("\r\n")[0]).toBe(
    "GET http://127.0.0.1:17560?ts=1795344436&id=1002&un=acs&cn=89a2a98f63ee3533&sig=d80537abe7453ffe259ce64a57c77122df677411 HTTP/1.1",
  );
});
