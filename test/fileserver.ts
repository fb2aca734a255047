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
    request.on("end", () => {
      if (request.method === "PUT") {
        uploads.set(path, Buffer.concat(parts).toString());
        response.writeHead(201).end();
        return;
      }
      const file = files.get(path);
      if (file === undefined) response.writeHead(404).end();
      else response.writeHead(200, { "Content-Type": "application/octet-stream" }).end(file);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
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
}
