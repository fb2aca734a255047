import { createHash } from "node:crypto";
import type { Clock } from "#core";
import { download, firmwareVersionOf, type TransferResult } from "../cpe/transfer.ts";
import type { Tree } from "../tree/tree.ts";
import type { AgentBehaviours } from "./behaviour.ts";
import type { Call } from "./call.ts";
import type { Wire } from "./wire.ts";

const INFO = "Device.DeviceInfo.";
const TABLE = `${INFO}FirmwareImage.`;
/** ms between the end of a command and the restart it asks for. */
const RESTART_MS = 20;

export interface FirmwareHost {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly behaviours: AgentBehaviours;
  readonly signal: () => AbortSignal;
  readonly reboot: (cause: string, reason: string, commandKey: string) => void;
  readonly transferred: (call: Call, result: TransferResult, failure: string) => void;
}

/** The banks of a simulated agent: what is fetched into them, which of them runs, and what goes wrong. */
export class Firmware {
  readonly #host: FirmwareHost;

  constructor(host: FirmwareHost) {
    this.#host = host;
  }

  /** Fetches an image into its bank, and starts it when it was told to. */
  async download(call: Call): Promise<Wire> {
    const { tree, clock, signal } = this.#host;
    const { URL: url = "", Username: username = "", Password: password = "" } = call.input;
    if (!URL.canParse(url)) return failure("download failed: not a URL");
    const status = (value: string) => tree.set(`${call.object}Status`, value, "device");
    status("Downloading");
    const order = { commandKey: call.commandKey, url, delayMs: 0, username, password };
    const fetched = await download(order, clock, signal());
    const refused = this.#refused(call, fetched);
    this.#host.transferred(call, fetched, refused?.text ?? "");
    if (refused !== undefined) {
      status(refused.status);
      return failure(refused.text);
    }
    tree.set(
      `${call.object}Version`,
      firmwareVersionOf(url, fetched.file ?? Buffer.alloc(0)) ?? "",
      "device",
    );
    status("Available");
    return isTrue(call.input["AutoActivate"]) ? this.activate(call) : { reqOutputArgs: {} };
  }

  /** What is wrong with an image, as the reference agent tells it. */
  #refused(
    call: Call,
    { file, faultCode }: TransferResult,
  ): { readonly status: string; readonly text: string } | undefined {
    const bad = (text: string, status = "DownloadFailed") => ({ status, text });
    if (faultCode !== 0 || file === undefined) return bad("download failed: HTTP response code said error");
    if (firmwareVersionOf(call.input["URL"] ?? "", file) === undefined)
      return bad("not a firmware image", "ValidationFailed");
    const { CheckSum: sum = "", CheckSumAlgorithm: algorithm = "" } = call.input;
    const found = createHash(algorithm.replace("-", "").toLowerCase() || "sha256")
      .update(file)
      .digest("hex");
    if (sum !== "" && found !== sum.toLowerCase()) return bad("checksum mismatch");
    const ordered = this.#host.behaviours.take("badImage");
    return ordered === undefined ? undefined : bad("the image is not for this device", ordered.status);
  }

  /** The image becomes the one to start, and the device starts with it, or with the old one when it does not come up. */
  activate(call: Call): Wire {
    const { tree } = this.#host;
    const version = tree.value(`${call.object}Version`);
    if (version === "") return failure("no image to activate");
    tree.set(`${INFO}BootFirmwareImage`, call.object.slice(0, -1), "device");
    if (this.#host.behaviours.take("noStart") !== undefined) return { reqOutputArgs: {} };
    this.#host.clock.after(RESTART_MS, () => {
      if (this.#host.signal().aborted) return;
      this.#host.reboot("RemoteReboot", "FirmwareActivation", call.commandKey);
    });
    return { reqOutputArgs: {} };
  }

  /** A start takes the bank that was made the next one. Gives the version that ran before, when another one runs since. */
  start(): string | undefined {
    const { tree, behaviours } = this.#host;
    const bank = `${tree.value(`${INFO}BootFirmwareImage`)}.`;
    const version = tree.value(`${bank}Version`);
    const before = tree.value(`${INFO}SoftwareVersion`);
    const active = `${tree.value(`${INFO}ActiveFirmwareImage`)}.`;
    if (bank === "." || version === "" || (bank === active && version === before)) return undefined;
    if (behaviours.take("bootFailure") !== undefined) {
      tree.set(`${bank}Status`, "ActivationFailed", "device");
      tree.set(`${bank}BootFailureLog`, `boot of ${version} failed, rolled back`, "device");
      if (bank !== active) tree.set(`${INFO}BootFirmwareImage`, active.slice(0, -1), "device");
      else tree.set(`${bank}Version`, before, "device");
      return undefined;
    }
    for (const number of tree.instances(TABLE)) {
      const image = `${TABLE}${number}.`;
      if (image !== bank && tree.value(`${image}Status`) === "Active")
        tree.set(`${image}Status`, "Available", "device");
    }
    tree.set(`${bank}Status`, "Active", "device");
    tree.set(`${INFO}ActiveFirmwareImage`, bank.slice(0, -1), "device");
    tree.set(`${INFO}SoftwareVersion`, version, "device");
    return version === before ? undefined : before;
  }
}

function failure(errMsg: string): Wire {
  return { cmdFailure: { errCode: 7022, errMsg } };
}

function isTrue(value: string | undefined): boolean {
  return value === "true" || value === "1";
}
