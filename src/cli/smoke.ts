import { randomBytes } from "node:crypto";

/** One check of the smoke run: what must be true, and how it is tried. */
interface Check {
  readonly name: string;
  run(api: Api): Promise<string>;
}

/** The API as a client sees it. */
interface Api {
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Answer }>;
}

interface Answer {
  readonly [member: string]: unknown;
  readonly items?: readonly Answer[];
}

interface Kind {
  readonly name: string;
  readonly filter: string;
  /** How it is reached, where that makes a kind of its own. */
  readonly mtp?: string;
}

const KINDS: readonly Kind[] = [
  { name: "TR-098 CPE", filter: 'activeProtocol="cwmp" AND dataModel="TR-098"' },
  { name: "TR-181 CPE", filter: 'activeProtocol="cwmp" AND dataModel="TR-181"' },
  { name: "USP agent", filter: 'activeProtocol="usp"', mtp: "mqtt" },
  { name: "USP agent over WebSocket", filter: 'activeProtocol="usp"', mtp: "websocket" },
];

const READ = "Device.DeviceInfo.SoftwareVersion";
const WRITTEN = { object: "Device.WiFi.SSID.1.", parameter: "SSID" };

/** Each try of a check that waits for devices to come. */
const TRIES = 60;
const BETWEEN_MS = 1000;

/**
 * Checks a running gateway from outside, over its API: both populations are listed, one get and one set succeed on each
 * kind of device. Writes one line a check and tells whether all passed.
 */
export async function smoke(
  url: string,
  token: string,
  pause: (ms: number) => Promise<void>,
  write: (line: string) => void,
): Promise<boolean> {
  const api = client(url, token);
  let passed = true;
  for (const check of KINDS.flatMap((kind) => checksOf(kind, pause))) {
    try {
      write(`ok   ${check.name}: ${await check.run(api)}`);
    } catch (error) {
      passed = false;
      write(`FAIL ${check.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return passed;
}

function checksOf({ name, filter, mtp }: Kind, pause: (ms: number) => Promise<void>): readonly Check[] {
  let device = "";
  return [
    {
      name: `${name} is listed online`,
      async run(api) {
        for (let i = 0; i < TRIES; i++) {
          const { body } = await api.call(
            "GET",
            `/v1/devices?limit=100&filter=${encodeURIComponent(`${filter} AND presence="online"`)}`,
          );
          const found = body.items?.find((item) => mtp === undefined || isReached(item, mtp));
          if (found !== undefined && (await isKnown(api, String(found["id"])))) {
            device = String(found["id"]);
            return device;
          }
          await pause(BETWEEN_MS);
        }
        throw new Unmet("no such device within a minute");
      },
    },
    {
      name: `${name} answers a get`,
      async run(api) {
        const { body } = await submit(api, device, { type: "get", paths: [READ] });
        return `${READ} = ${JSON.stringify(valueIn(body))}`;
      },
    },
    {
      name: `${name} takes a set`,
      async run(api) {
        const wanted = `causeway-${randomBytes(3).toString("hex")}`;
        const updates = [{ path: WRITTEN.object, params: { [WRITTEN.parameter]: wanted } }];
        await submit(api, device, { type: "set", updates });
        const { body } = await submit(api, device, {
          type: "get",
          paths: [WRITTEN.object + WRITTEN.parameter],
        });
        if (valueIn(body) !== wanted) throw new Unmet(`read back ${JSON.stringify(valueIn(body))}`);
        return `${WRITTEN.object}${WRITTEN.parameter} = ${JSON.stringify(wanted)}`;
      },
    },
  ];
}

/** A check that did not hold; only ever shown as its line. */
class Unmet extends Error {}

function isReached({ routes }: Answer, mtp: string): boolean {
  return Array.isArray(routes) && routes.some((route: Answer) => route["mtp"] === mtp);
}

async function isKnown(api: Api, device: string): Promise<boolean> {
  const { body } = await api.call(
    "GET",
    `/v1/devices/${device}/parameters?path=${WRITTEN.object}${WRITTEN.parameter}`,
  );
  return body.items?.length === 1;
}

async function submit(api: Api, device: string, operation: unknown): Promise<{ readonly body: Answer }> {
  if (device === "") throw new Unmet("there is no device to try it on");
  const answer = await api.call("POST", `/v1/devices/${device}/operations`, operation);
  if (answer.status === 200 && answer.body["state"] === "succeeded") return answer;
  throw new Unmet(
    `${answer.status} ${JSON.stringify(answer.body["problem"] ?? answer.body["detail"] ?? answer.body["state"])}`,
  );
}

function valueIn(operation: Answer): unknown {
  const result = operation["result"] as { readonly results?: readonly Answer[] } | null;
  return result?.results?.[0]?.items?.[0]?.["value"];
}

function client(url: string, token: string): Api {
  return {
    async call(method, path, body) {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Prefer: "wait=20" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer };
    },
  };
}
