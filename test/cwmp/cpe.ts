import type { OpenLine } from "./lines.ts";
import { Wire, type WireAnswer } from "./wire.ts";

/** Envelopes as a CPE writes them: by hand, so that the codec is not tested against itself. */
const NS = "urn:dslforum-org:cwmp-1-2";

export function envelope(body: string, id = "1", header = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="${NS}"><SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand="1">${id}</cwmp:ID>${header}</SOAP-ENV:Header><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

export interface CpeOptions {
  readonly serial?: string;
  readonly events?: readonly (readonly [code: string, commandKey: string])[];
  readonly values?: Readonly<Record<string, string>>;
  readonly time?: string;
}

export function inform(options: CpeOptions = {}): string {
  const events = (options.events ?? [["2 PERIODIC", ""]])
    .map(
      ([code, key]) =>
        `<EventStruct><EventCode>${code}</EventCode><CommandKey>${key}</CommandKey></EventStruct>`,
    )
    .join("");
  const tr098 = Object.keys(options.values ?? {}).some((path) => path.startsWith("InternetGatewayDevice."));
  const root = tr098 ? "InternetGatewayDevice" : "Device";
  const values = {
    ...(tr098
      ? { [`${root}.DeviceSummary`]: "InternetGatewayDevice:1.4[](Baseline:1)" }
      : { [`${root}.RootDataModelVersion`]: "2.14" }),
    [`${root}.DeviceInfo.HardwareVersion`]: "1.0",
    [`${root}.DeviceInfo.SoftwareVersion`]: "2.0",
    [`${root}.DeviceInfo.ProvisioningCode`]: "",
    [`${root}.ManagementServer.ParameterKey`]: "",
    [`${root}.ManagementServer.ConnectionRequestURL`]: "http://127.0.0.1:1/cr",
    ...options.values,
  };
  return envelope(
    `<cwmp:Inform><DeviceId><Manufacturer>Acme</Manufacturer><OUI>00256D</OUI><ProductClass>Box</ProductClass><SerialNumber>${options.serial ?? "S1"}</SerialNumber></DeviceId><Event SOAP-ENC:arrayType="cwmp:EventStruct[1]">${events}</Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>${options.time ?? "2026-11-26T00:00:00Z"}</CurrentTime><RetryCount>0</RetryCount>${parameterList(values)}</cwmp:Inform>`,
    "inform-1",
  );
}

export function parameterList(values: Readonly<Record<string, string>>): string {
  const rows = Object.entries(values)
    .map(
      ([name, value]) =>
        `<ParameterValueStruct><Name>${name}</Name><Value xsi:type="xsd:string">${value}</Value></ParameterValueStruct>`,
    )
    .join("");
  return `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[${String(Object.keys(values).length)}]">${rows}</ParameterList>`;
}

/** The method and ID of a request of the ACS. */
export function requestIn(answer: WireAnswer): { rpc: string; id: string } {
  const rpc = /<cwmp:([A-Za-z]+)[ />]/.exec(answer.body.slice(answer.body.indexOf("Body")))?.[1] ?? "";
  const id = /<cwmp:ID[^>]*>([^<]*)</.exec(answer.body)?.[1] ?? "";
  return { rpc, id };
}

function textsOf(body: string, element: string): string[] {
  return [...body.matchAll(new RegExp(`<${element}[^>]*>([^<]*)</${element}>`, "g"))].map(
    (found) => found[1] ?? "",
  );
}

/** A CPE with a tree of parameters, over a real connection. What it was asked is in `log`. */
export class Cpe {
  readonly log: string[] = [];
  readonly tree: Map<string, { value: string; writable: boolean }>;
  readonly options: CpeOptions;
  /** Answers instead of the tree's; undefined: as usual, "" an empty POST. */
  override: ((rpc: string, body: string, id: string) => string | undefined) | undefined;
  /** The answer to the last Inform. */
  informed: WireAnswer | undefined;
  #cookie: string | undefined;
  readonly #keepsCookie: boolean;
  readonly #line: OpenLine;

  constructor(
    tree: Readonly<Record<string, string>> = {},
    options: CpeOptions & {
      readonly keepsCookie?: boolean;
      readonly readOnly?: RegExp;
      readonly line?: OpenLine;
    } = {},
  ) {
    this.options = options;
    this.#line = options.line ?? ((address) => Wire.open(address));
    this.#keepsCookie = options.keepsCookie ?? true;
    this.tree = new Map(
      Object.entries(tree).map(([path, value]) => [
        path,
        { value, writable: options.readOnly?.test(path) !== true },
      ]),
    );
  }

  /** One whole session; gives the last answer. */
  async session(
    address: { host: string; port: number },
    events?: CpeOptions["events"],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<WireAnswer> {
    const wire = await this.#line(address);
    try {
      let answer = await wire.post(
        inform({ ...this.options, ...(events === undefined ? {} : { events }) }),
        headers,
      );
      if (answer.status !== 200) return answer;
      this.#cookie = answer.headers["set-cookie"]?.split(";")[0];
      this.informed = answer;
      let message = "";
      for (let i = 0; i < 200; i++) {
        answer = await wire.post(message, this.#headers());
        if (answer.status !== 200) return answer;
        message = this.#reply(answer);
      }
      return answer;
    } finally {
      wire.close();
    }
  }

  /** A session with one request of its own; gives the answer to it. */
  async say(address: { host: string; port: number }, body: string): Promise<WireAnswer> {
    const wire = await Wire.open(address);
    try {
      const informed = await wire.post(inform(this.options));
      this.#cookie = informed.headers["set-cookie"]?.split(";")[0];
      const answer = await wire.post(envelope(body, "own"), this.#headers());
      await wire.post("", this.#headers());
      return answer;
    } finally {
      wire.close();
    }
  }

  #headers(): Readonly<Record<string, string>> {
    return this.#keepsCookie && this.#cookie !== undefined ? { Cookie: this.#cookie } : {};
  }

  #reply(answer: WireAnswer): string {
    const { rpc, id } = requestIn(answer);
    this.log.push(rpc);
    return this.override?.(rpc, answer.body, id) ?? envelope(this.#response(rpc, answer.body), id);
  }

  #response(rpc: string, body: string): string {
    switch (rpc) {
      case "GetRPCMethods":
        return `<cwmp:GetRPCMethodsResponse><MethodList><string>Reboot</string></MethodList></cwmp:GetRPCMethodsResponse>`;
      case "GetParameterValues":
        return this.#values(textsOf(body, "string"));
      case "GetParameterNames":
        return this.#names(textsOf(body, "ParameterPath")[0] ?? "", /<NextLevel>(1|true)</.test(body));
      case "SetParameterValues":
        return this.#set(textsOf(body, "Name"), textsOf(body, "Value"));
      case "AddObject":
        return this.#add(textsOf(body, "ObjectName")[0] ?? "");
      case "DeleteObject":
        return this.#delete(textsOf(body, "ObjectName")[0] ?? "");
      case "Reboot":
      case "FactoryReset":
        return `<cwmp:${rpc}Response/>`;
      default:
        return fault(9000, "Method not supported");
    }
  }

  #values(names: readonly string[]): string {
    const found: Record<string, string> = {};
    for (const name of names) {
      const hits = [...this.tree].filter(
        ([path]) => path === name || (name.endsWith(".") && path.startsWith(name)),
      );
      if (hits.length === 0) return fault(9005, "Invalid parameter name");
      for (const [path, { value }] of hits) found[path] = value;
    }
    return `<cwmp:GetParameterValuesResponse>${parameterList(found)}</cwmp:GetParameterValuesResponse>`;
  }

  #names(prefix: string, nextLevel: boolean): string {
    const names = new Map<string, boolean>();
    for (const [path, { writable }] of this.tree) {
      if (!path.startsWith(prefix)) continue;
      if (!nextLevel) names.set(path, writable);
      else {
        const dot = path.indexOf(".", prefix.length);
        names.set(dot < 0 ? path : path.slice(0, dot + 1), dot < 0 ? writable : true);
      }
    }
    if (names.size === 0) return fault(9005, "Invalid parameter name");
    const rows = [...names]
      .map(
        ([name, writable]) =>
          `<ParameterInfoStruct><Name>${name}</Name><Writable>${writable ? "1" : "0"}</Writable></ParameterInfoStruct>`,
      )
      .join("");
    return `<cwmp:GetParameterNamesResponse><ParameterList SOAP-ENC:arrayType="cwmp:ParameterInfoStruct[${String(names.size)}]">${rows}</ParameterList></cwmp:GetParameterNamesResponse>`;
  }

  #set(names: readonly string[], values: readonly string[]): string {
    const bad = names.filter((name) => this.tree.get(name)?.writable !== true);
    if (bad.length > 0)
      return fault(
        9003,
        "Invalid arguments",
        bad.map((name) => ({ name, code: this.tree.has(name) ? 9008 : 9005 })),
      );
    names.forEach((name, index) => this.tree.set(name, { value: values[index] ?? "", writable: true }));
    return `<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>`;
  }

  #add(table: string): string {
    const rows = [...this.tree.keys()]
      .filter((path) => path.startsWith(table))
      .map((path) => Number(path.slice(table.length).split(".")[0]));
    const template = [...this.tree.keys()]
      .filter((path) => path.startsWith(table))
      .map((path) => path.slice(table.length).replace(/^\d+\./, ""));
    const instance = Math.max(0, ...rows) + 1;
    for (const leaf of new Set(template))
      this.tree.set(`${table}${String(instance)}.${leaf}`, { value: "", writable: true });
    return `<cwmp:AddObjectResponse><InstanceNumber>${String(instance)}</InstanceNumber><Status>0</Status></cwmp:AddObjectResponse>`;
  }

  #delete(row: string): string {
    const gone = [...this.tree.keys()].filter((path) => path.startsWith(row));
    if (gone.length === 0) return fault(9005, "Invalid parameter name");
    for (const path of gone) this.tree.delete(path);
    return `<cwmp:DeleteObjectResponse><Status>0</Status></cwmp:DeleteObjectResponse>`;
  }
}

export function fault(
  code: number,
  text: string,
  parameters: readonly { name: string; code: number }[] = [],
): string {
  const rows = parameters
    .map(
      ({ name, code: each }) =>
        `<SetParameterValuesFault><ParameterName>${name}</ParameterName><FaultCode>${String(each)}</FaultCode><FaultString>no</FaultString></SetParameterValuesFault>`,
    )
    .join("");
  return `<SOAP-ENV:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault><FaultCode>${String(code)}</FaultCode><FaultString>${text}</FaultString>${rows}</cwmp:Fault></detail></SOAP-ENV:Fault>`;
}
