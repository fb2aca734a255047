/* oxlint-disable typescript/no-unsafe-type-assertion -- the recordings are files of ours */
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../fixtures/captures/cwmp/", import.meta.url);

/** What a recorded envelope shows, as expat reads it; see the README of the recordings. */
export interface Shown {
  readonly line: number;
  readonly from: "cpe" | "acs";
  readonly namespace: string;
  readonly id: string | null;
  readonly kind: "request" | "response" | "fault" | "unknown";
  readonly rpc?: string;
  readonly name?: string;
  readonly leaves?: readonly string[];
  readonly deviceId?: readonly string[];
  readonly events?: readonly (readonly [string, string])[];
  readonly parameters?: number;
  readonly methods?: number;
  readonly retryCount?: number;
  readonly fault?: {
    code: number;
    message: string;
    parameters: { name: string; code: number; message: string }[];
  };
}

export interface Recorded {
  /** File and line: `easycwmp/conn-001.jsonl:4`. */
  readonly at: string;
  readonly from: "cpe" | "acs";
  /** Header field names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Every HTTP message of every recording, and the device files as bodies without headers. */
export function recorded(): readonly Recorded[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .toSorted()
    .flatMap((name) => {
      if (name.endsWith(".xml")) {
        return [
          {
            at: `${name}:0`,
            from: "cpe" as const,
            headers: new Map(),
            body: readFileSync(new URL(name, ROOT)),
          },
        ];
      }
      return name.endsWith(".jsonl") ? connection(name) : [];
    });
}

/** Those that carry an envelope. */
export function envelopes(): readonly Recorded[] {
  return recorded().filter(({ body }) => body.includes("nvelope"));
}

export function shown(): ReadonlyMap<string, Shown> {
  const files = JSON.parse(readFileSync(new URL("expected.json", ROOT), "utf8")) as Record<string, Shown[]>;
  return new Map(
    Object.entries(files).flatMap(([name, rows]) => rows.map((row) => [`${name}:${row.line}`, row] as const)),
  );
}

function connection(name: string): readonly Recorded[] {
  const lines = readFileSync(new URL(name, ROOT), "utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line, number) => {
      const { d, b64 } = JSON.parse(line) as { d: "cpe" | "acs"; b64: string };
      const raw = Buffer.from(b64, "base64");
      const end = raw.indexOf("\r\n\r\n");
      const fields = raw.toString("latin1", 0, end).split("\r\n").slice(1);
      const headers = new Map(
        fields.map((field) => [
          field.slice(0, field.indexOf(":")).toLowerCase(),
          field.slice(field.indexOf(":") + 1).trim(),
        ]),
      );
      return { at: `${name}:${number}`, from: d, headers, body: raw.subarray(end + 4) };
    });
}
