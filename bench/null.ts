import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The floor: node:http that reads the body and answers what an ACS with nothing to do would answer. */
const ANSWER = Buffer.from(
  `<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0"><soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">1</cwmp:ID></soap-env:Header><soap-env:Body><cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse></soap-env:Body></soap-env:Envelope>`,
);

const server = createServer((request, response) => {
  let size = 0;
  request.on("data", (chunk: Buffer) => (size += chunk.length));
  request.on("end", () => {
    if (size === 0) {
      response.writeHead(204).end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": "text/xml; charset=utf-8",
      "Content-Length": ANSWER.length,
      "Set-Cookie": "s=null; Path=/",
    });
    response.end(ANSWER);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`url http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
process.once("SIGTERM", () => process.exit(0));
