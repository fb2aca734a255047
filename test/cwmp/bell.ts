import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

interface Bell {
  readonly url: string;
  /** Authorization of each request; `""`: none. */
  readonly rung: string[];
}

/** The connection request server of a CPE. */
export async function bell(
  answer: (authorization: string, count: number) => { status: number; challenge?: string } | undefined,
): Promise<Bell> {
  const rung: string[] = [];
  const server = createServer((request, response) => {
    rung.push(request.headers.authorization ?? "");
    const given = answer(request.headers.authorization ?? "", rung.length);
    if (given === undefined) return;
    response.writeHead(
      given.status,
      given.challenge === undefined ? {} : { "WWW-Authenticate": given.challenge },
    );
    response.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/cr?x=1`, rung };
}
