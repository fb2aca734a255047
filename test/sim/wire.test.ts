import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decode, encode, type Wire } from "../../sim/agent/wire.ts";

const CAPTURES = new URL("../fixtures/captures/usp/", import.meta.url);

interface Line {
  readonly from: string;
  readonly message?: string;
  readonly decoded?: { readonly header: { readonly msgId: string } };
  readonly b64: string;
}

function linesOf(name: string): Line[] {
  return readFileSync(new URL(name, CAPTURES), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

test.each(["mqtt5-basic.jsonl", "mqtt311-basic.jsonl", "mqtt5-firmware.jsonl"])(
  "every record of %s is read and written byte for byte",
  (name) => {
    for (const line of linesOf(name)) {
      const bytes = Buffer.from(line.b64, "base64");
      const record = decode("Record", bytes);
      expect(encode("Record", record ?? {}).equals(bytes)).toBe(true);
      const payload = (record?.["noSessionContext"] as Wire | undefined)?.["payload"] as Buffer | undefined;
      if (payload === undefined) continue;
      const message = decode("Msg", payload);
      expect((message?.["header"] as Wire | undefined)?.["msgId"]).toBe(line.decoded?.header.msgId);
      expect(encode("Msg", message ?? {}).equals(payload)).toBe(true);
    }
  },
);

test("bytes that are no message are told apart, and unknown fields are skipped", () => {
  expect(decode("Record", Buffer.from([10, 200]))).toBeUndefined();
  expect(decode("Record", Buffer.from([10, 1, 97, 250, 1, 1, 120]))).toEqual({ version: "a" });
  expect(encode("Body", { response: { setResp: {} } }).toString("hex")).toBe("12022200");
});
