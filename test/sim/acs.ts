import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { readEnvelope, type Incoming } from "../../sim/cpe/soap.ts";

/** One message of a CPE as the scripted ACS got it; `incoming` is absent for an empty POST. */
export interface Heard {
  readonly body: string;
  readonly incoming: Incoming | undefined;
  readonly headers: IncomingMessage["headers"];
}

/** A scripted ACS: answers what a CPE says, and says what the test queued when it has the word. */
export class ScriptedAcs {
  readonly heard: Heard[] = [];
  /** Bodies of requests to send, one for each turn. */
  readonly queue: string[] = [];
  /** Answers an HTTP exchange itself when it returns true. */
  intercept: ((heard: Heard, request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  #server: Server | undefined;
  #id = 0;
  url = "";

  async start(secure = false): Promise<void> {
    const serve = (request: IncomingMessage, response: ServerResponse) => {
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () =>
        this.#answer({ body, incoming: readEnvelope(body), headers: request.headers }, request, response),
      );
    };
    const server = secure ? createSecureServer(certificate(), serve) : createServer(serve);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#server = server;
    this.url = `${secure ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}/acs`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** The messages of one method, in order. */
  of(method: string): Incoming[] {
    return this.heard.flatMap(({ incoming }) => (incoming?.method === method ? [incoming] : []));
  }

  #answer(heard: Heard, request: IncomingMessage, response: ServerResponse): void {
    this.heard.push(heard);
    if (this.intercept?.(heard, request, response) === true) return;
    const method = heard.incoming?.method ?? "";
    if (method === "Inform") response.setHeader("Set-Cookie", `sid=${this.#id}; Path=/`);
    if (method === "Inform")
      return reply(
        response,
        heard.incoming?.id ?? "",
        "<cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>",
      );
    if (method === "TransferComplete")
      return reply(response, heard.incoming?.id ?? "", "<cwmp:TransferCompleteResponse/>");
    const next = this.queue.shift();
    if (next === undefined) response.writeHead(204).end();
    else reply(response, `acs-${++this.#id}`, next);
  }
}

export function certificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) =>
    readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url)),
  );
  return { key: key ?? Buffer.alloc(0), cert: cert ?? Buffer.alloc(0) };
}

function reply(response: ServerResponse, id: string, body: string): void {
  const xml = `<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">${id}</cwmp:ID></soap-env:Header><soap-env:Body>${body}</soap-env:Body></soap-env:Envelope>`;
  response.setHeader("Content-Type", "text/xml").setHeader("Content-Length", Buffer.byteLength(xml));
  response.end(xml);
}

export const rpc = {
  getValues: (...names: string[]) =>
    `<cwmp:GetParameterValues><ParameterNames>${names.map((name) => `<string>${name}</string>`).join("")}</ParameterNames></cwmp:GetParameterValues>`,
  getNames: (path: string, nextLevel: boolean) =>
    `<cwmp:GetParameterNames><ParameterPath>${path}</ParameterPath><NextLevel>${nextLevel}</NextLevel></cwmp:GetParameterNames>`,
  setValues: (values: readonly (readonly [name: string, type: string, value: string])[], key = "key") =>
    `<cwmp:SetParameterValues><ParameterList>${values
      .map(
        ([name, type, value]) =>
          `<ParameterValueStruct><Name>${name}</Name><Value xsi:type="xsd:${type}">${value}</Value></ParameterValueStruct>`,
      )
      .join("")}</ParameterList><ParameterKey>${key}</ParameterKey></cwmp:SetParameterValues>`,
  addObject: (name: string) =>
    `<cwmp:AddObject><ObjectName>${name}</ObjectName><ParameterKey>added</ParameterKey></cwmp:AddObject>`,
  deleteObject: (name: string) =>
    `<cwmp:DeleteObject><ObjectName>${name}</ObjectName><ParameterKey>gone</ParameterKey></cwmp:DeleteObject>`,
  reboot: (key: string) => `<cwmp:Reboot><CommandKey>${key}</CommandKey></cwmp:Reboot>`,
  factoryReset: "<cwmp:FactoryReset/>",
  scheduleInform: (seconds: number, key: string) =>
    `<cwmp:ScheduleInform><DelaySeconds>${seconds}</DelaySeconds><CommandKey>${key}</CommandKey></cwmp:ScheduleInform>`,
  download: (url: string, key: string) =>
    `<cwmp:Download><CommandKey>${key}</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>${url}</URL><Username></Username><Password></Password><FileSize>0</FileSize><TargetFileName></TargetFileName><DelaySeconds>0</DelaySeconds><SuccessURL></SuccessURL><FailureURL></FailureURL></cwmp:Download>`,
  setAttributes: (name: string, notification: number) =>
    `<cwmp:SetParameterAttributes><ParameterList><SetParameterAttributesStruct><Name>${name}</Name><NotificationChange>1</NotificationChange><Notification>${notification}</Notification><AccessListChange>0</AccessListChange><AccessList/></SetParameterAttributesStruct></ParameterList></cwmp:SetParameterAttributes>`,
};
