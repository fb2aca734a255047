import { createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import type { Clock } from "#core";
import type { Journal } from "../journal.ts";
import type { Tree } from "../tree/tree.ts";
import { element, text } from "./soap.ts";

interface Host {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly journal: Journal;
}

const NAMESPACE = "urn:broadband-forum-org:cwmp:lwnotif-1-0";

/**
 * Tells changed values by one UDP datagram that nobody answers: an HTTP POST in form, signed with the password of the ACS.
 * [TR-069a6 M.2]
 */
export class LightweightNotifier {
  readonly #host: Host;
  #last = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Whether the ACS has chosen to be told so. */
  get used(): boolean {
    return this.#management("LightweightNotificationProtocolsUsed")
      .split(",")
      .some((protocol) => protocol.trim() === "UDP");
  }

  /** Tells the present values of these paths. Resolves when the datagram is out, with its text. */
  tell(paths: readonly string[]): Promise<string> {
    const host =
      this.#management("UDPLightweightNotificationHost") || new URL(this.#management("URL")).hostname;
    const port = Number(this.#management("UDPLightweightNotificationPort") || "7547");
    const message = this.#message(paths, host);
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    return new Promise((resolve) => {
      socket.on("error", () => socket.close());
      socket.send(message, port, host, () => {
        socket.close();
        this.#host.journal.record("notified", { paths });
        resolve(message);
      });
    });
  }

  #message(paths: readonly string[], host: string): string {
    const { tree, clock } = this.#host;
    const info = (name: string): string => tree.value(`${tree.plan.root}DeviceInfo.${name}`);
    // Two within a second are told apart by the later one being a second ahead.
    this.#last = Math.max(this.#last + 1, Math.floor(clock.now() / 1000));
    const body = element(
      `Notification xmlns="${NAMESPACE}"`,
      [
        text("TS", String(this.#last)),
        text("UN", this.#management("Username")),
        text("CN", randomBytes(8).toString("hex")),
        text("OUI", info("ManufacturerOUI")),
        text("ProductClass", info("ProductClass")),
        text("SerialNumber", info("SerialNumber")),
        ...paths.map((path) => element("Param", text("Name", path) + text("Value", tree.value(path)))),
      ].join(""),
    );
    const signature = createHmac("sha1", this.#management("Password")).update(body).digest("hex");
    return [
      "POST / HTTP/1.1",
      `HOST: ${host}`,
      "Content-Type: text/xml; charset=utf-8",
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      `Signature: ${signature.toUpperCase()}`,
      "",
      body,
    ].join("\r\n");
  }

  #management(name: string): string {
    const { tree } = this.#host;
    return tree.value(`${tree.plan.root}ManagementServer.${name}`);
  }
}
