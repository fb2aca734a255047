import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A file server on loopback: what it gives out, what it was sent, and who asked. */
export interface FileServer {
  readonly url: string;
  /** By path, with its slash. */
  readonly files: Map<string, string>;
  readonly uploads: Map<string, string>;
  /** `GET /firmware-2.0.bin` */
  readonly asked: string[];
  /** What is asked for is given out once this has resolved. */
  gate: Promise<void>;
  close(): Promise<void>;
}

export async function fileServer(): Promise<FileServer> {
  const files = new Map<string, string>();
  const uploads = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push(`${request.method ?? ""} ${path}`);
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    const answer = (): void => {
      if (request.method === "PUT") {
        uploads.set(path, Buffer.concat(parts).toString());
        response.writeHead(201).end();
        return;
      }
      const file = files.get(path);
      if (file === undefined) response.writeHead(404).end();
      else response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(file);
    };
    request.on("end", () => void served.gate.then(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const served: FileServer = {
    gate: Promise.resolve(),
    url: `http://127.0.0.1:${String(port)}`,
    files,
    uploads,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}
