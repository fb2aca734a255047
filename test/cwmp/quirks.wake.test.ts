import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect } from "vitest";
import { digestResponse } from "../../core/digest.ts";
import { authFields } from "../../core/auth.fields.ts";
import { startAcs } from "./acs.ts";
import { inform } from "./cpe.ts";
import { quirk } from "./quirk.ts";
import { Wire } from "./wire.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Knock {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
}

/** A client that listens for connection requests; gives what it heard when it is woken at `url`. */
async function woken(
  url: (port: number) => string,
  answer: (knock: Knock, response: ServerResponse) => void = (_knock, response) => response.end(),
) {
  const knocks: Knock[] = [];
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers } = request;
    const knock = { method, url: path, authorization: headers.authorization ?? "" };
    knocks.push(knock);
    answer(knock, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const acs = await startAcs();
  const wire = await Wire.open(acs.address);
  const told = url((server.address() as AddressInfo).port);
  await wire.post(inform({ values: { "Device.ManagementServer.ConnectionRequestURL": told } }));
  await wire.post("");
  wire.close();
  const device = acs.gateway.deviceOf("00256D-Box-S1");
  acs.gateway.remember(
    device,
    [],
    { connectionRequestUsername: "acs" },
    { connectionRequestPassword: "acspw" },
  );
  const result = await acs.stack.wake(device, new AbortController().signal);
  return { result, knocks };
}

const rung = { state: "rung", method: "http" };

quirk("zte-url", async () => {
  const { result, knocks } = await woken((port) => `http://127.0.0.1:${String(port)}`);
  expect(result).toMatchObject(rung);
  expect(knocks).toEqual([{ method: "GET", url: "/", authorization: "" }]);
});

quirk("cwmp-sim-url", async () => {
  const { result, knocks } = await woken((port) => `http://127.0.0.1:${String(port)}/e10adc39`);
  expect(result).toMatchObject(rung);
  expect(knocks.map(({ url }) => url)).toEqual(["/e10adc39"]);
});

const open = async (): Promise<void> => {
  const { result, knocks } = await woken((port) => `http://127.0.0.1:${String(port)}/`);
  expect(result).toMatchObject(rung);
  // No password goes to a client that asks for none.
  expect(knocks).toEqual([{ method: "GET", url: "/", authorization: "" }]);
};
quirk("cwmp-sim-knock", open);
quirk("evcpe-knock", open);
quirk("netcwmp-knock", open);

quirk("easycwmp-knock", async () => {
  const challenge = 'Digest realm="easycwmp", nonce="abc", qop="auth"';
  const { result, knocks } = await woken(
    (port) => `http://127.0.0.1:${String(port)}/`,
    ({ authorization }, response) => {
      const {
        username = "",
        realm = "",
        nonce = "",
        nc = "",
        cnonce = "",
        response: said,
      } = authFields(authorization.slice(7)).fields;
      // Whatever was asked for, it counts on GET and /.
      const good = digestResponse(
        { username, realm, nonce, nc, cnonce, uri: "/", qop: "auth" },
        "acspw",
        "GET",
      );
      if (said === good) response.writeHead(204).end();
      else response.writeHead(401, { "WWW-Authenticate": challenge }).end();
    },
  );
  expect(result).toMatchObject(rung);
  expect(knocks.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /", "GET /"]);
});
