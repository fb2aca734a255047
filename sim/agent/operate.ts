import type { Clock } from "#core";
import { download, upload, type TransferResult } from "../cpe/transfer.ts";
import { changeUnit } from "../cpe/units.ts";
import { dateTime } from "../time.ts";
import { pattern } from "../tree/plan.ts";
import type { Tree } from "../tree/tree.ts";
import type { AgentBehaviours } from "./behaviour.ts";
import type { Call } from "./call.ts";
import { commandRows } from "./commands.ts";
import { uspFault, uspText, type UspFault } from "./fault.ts";
import { Firmware } from "./firmware.ts";
import { resolve } from "./resolve.ts";
import { challengesOf, mayDo, type Challenges } from "./trust.ts";
import type { Wire } from "./wire.ts";

const REQUESTS = "Device.LocalAgent.Request.";

export interface OperateHost {
  readonly clock: Clock;
  readonly tree: Tree;
  readonly signal: () => AbortSignal;
  readonly behaviours: AgentBehaviours;
  /** Commands it does not have, by their path with `{i}`. */
  readonly lacks: readonly string[];
  /** ms an asynchronous command takes; timers take what they are told */
  readonly workMs: number;
  readonly reboot: (cause: string, reason: string, commandKey: string) => void;
  readonly factoryReset: () => void;
  readonly onBoard: (controllerRow: string) => void;
  readonly complete: (call: Call, result: Wire) => void;
  readonly event: (object: string, name: string, params: Record<string, string>) => void;
  readonly record: (what: string, facts: Record<string, unknown>) => void;
}

/** Runs commands: at once, or with a row in the Request table until they end. [TR-369 R-OPR.0] */
export class Commands {
  readonly #host: OperateHost;
  readonly #running = new Map<string, { readonly call: Call; readonly cancel: () => void }>();

  readonly #challenges: Challenges;

  readonly firmware: Firmware;

  constructor(host: OperateHost) {
    this.#host = host;
    this.firmware = new Firmware({
      clock: host.clock,
      tree: host.tree,
      behaviours: host.behaviours,
      signal: host.signal,
      reboot: host.reboot,
      transferred: (call, result, failure) => this.#transferred(call, result, failure),
    });
    this.#challenges = challengesOf(host.tree);
  }

  /** Forgets what runs, as a restart does. */
  stop(): void {
    for (const { cancel } of this.#running.values()) cancel();
    this.#running.clear();
  }

  /** The `operate_resp`, and what must be done once it was sent. */
  operate(
    request: Wire,
    originator: string,
    controller: string,
  ): { readonly response: Wire; readonly afterwards: readonly (() => void)[] } | UspFault {
    const text = (request["command"] as string | undefined) ?? "";
    const found = resolve(this.#host.tree, text, 7026);
    if ("code" in found) return found;
    const name = found.leaf?.kind === "command" ? `${found.leaf.name}()` : "";
    const input = (request["inputArgs"] as Record<string, string> | undefined) ?? {};
    const commandKey = (request["commandKey"] as string | undefined) ?? "";
    const afterwards: (() => void)[] = [];
    const results: Wire[] = [];
    const rows = commandRows(this.#host.lacks);
    if (!rows.some((row) => row.name === name)) return uspFault(7026, text);
    // One result and one Request row for each object. [TR-369 R-OPR.1] [TR-369 R-OPR.2]
    for (const object of found.objects) {
      const command = rows.find((row) => row.name === name && row.object === pattern(object));
      if (command === undefined) return uspFault(7026, text);
      const may =
        name.includes("Challenge") || mayDo(this.#host.tree, controller, "CommandEvent", "x", object + name);
      results.push({
        executedCommand: `${object}${name}`,
        ...(may
          ? this.#call({ object, command, commandKey, input, originator, controller }, afterwards)
          : refusal(DENIED)),
      });
    }
    return { response: { operationResults: results }, afterwards };
  }

  #call(call: Call, afterwards: (() => void)[]): Wire {
    const missing = call.command.mandatory.find((name) => call.input[name] === undefined);
    // Arguments it does not know are passed over. [TR-369 R-OPR.5] [TR-369 R-OPR.6]
    if (missing !== undefined)
      return { cmdFailure: { errCode: 7027, errMsg: `Missing argument: ${missing}` } };
    this.#host.record("operated", {
      command: `${call.object}${call.command.name}`,
      commandKey: call.commandKey,
      input: call.input,
    });
    if (call.command.async) return this.#begin(call, afterwards);
    if (call.command.name.includes("Challenge")) return this.#challenge(call);
    this.#now(call, afterwards);
    return { reqOutputArgs: {} };
  }

  #challenge({ command, controller, input }: Call): Wire {
    const done =
      command.name === "RequestChallenge()"
        ? this.#challenges.request(input)
        : (this.#challenges.respond(controller, input) ?? {});
    return typeof done === "number" ? refusal(done) : { reqOutputArgs: { outputArgs: done } };
  }

  #now(call: Call, afterwards: (() => void)[]): void {
    const { tree } = this.#host;
    switch (call.command.name) {
      case "Reboot()":
        afterwards.push(() =>
          this.#host.reboot(
            call.input["Cause"] ?? "RemoteReboot",
            call.input["Reason"] ?? "",
            call.commandKey,
          ),
        );
        break;
      case "FactoryReset()":
        afterwards.push(() => this.#host.factoryReset());
        break;
      case "SetRequestedState()":
        tree.set(`${call.object}Status`, call.input["RequestedState"] ?? "", "device");
        break;
      case "SendOnBoardRequest()":
        this.#host.onBoard(call.object);
        break;
      case "Cancel()":
        afterwards.push(() => this.#cancel(call.object));
        break;
      default:
        for (const path of tree.under(call.object))
          if (path.endsWith(".ResetCounter")) tree.set(path, String(Number(tree.value(path)) + 1), "device");
    }
  }

  #begin(call: Call, afterwards: (() => void)[]): Wire {
    const { tree, clock } = this.#host;
    const row = `${REQUESTS}${tree.add(REQUESTS, "device", firstFree(tree))}`;
    const facts = {
      Originator: call.originator,
      Command: `${call.object}${call.command.name}`,
      CommandKey: call.commandKey,
      Status: "Requested",
    };
    for (const [name, value] of Object.entries(facts)) tree.set(`${row}.${name}`, value, "device");
    const stalls = this.#host.behaviours.take("stall") !== undefined;
    afterwards.push(() => {
      const finish = () => void this.#finish(`${row}.`, call);
      const cancel = stalls ? () => undefined : clock.after(this.#duration(call), finish);
      this.#running.set(`${row}.`, { call, cancel });
    });
    return { reqObjPath: this.#host.behaviours.take("dottedRequests") === undefined ? row : `${row}.` };
  }

  #duration(call: Call): number {
    return call.command.name === "ScheduleTimer()"
      ? Number(call.input["DelaySeconds"]) * 1000
      : this.#host.workMs;
  }

  async #finish(row: string, call: Call): Promise<void> {
    const result = await this.#work(call);
    if (this.#host.signal().aborted || !this.#running.delete(row)) return;
    this.#host.tree.remove(row, "device");
    this.#host.complete(call, result);
  }

  async #work(call: Call): Promise<Wire> {
    const ordered = this.#host.behaviours.take("commandFault");
    if (ordered !== undefined) return { cmdFailure: { errCode: ordered.code, errMsg: ordered.text } };
    if (call.command.name === "Download()") return this.firmware.download(call);
    if (call.command.name === "Activate()") return this.firmware.activate(call);
    if (["Backup()", "Restore()", "Upload()"].includes(call.command.name)) return this.#file(call);
    if (call.object.startsWith("Device.SoftwareModules.")) return this.#changeUnit(call);
    if (call.command.name === "ScheduleTimer()") return { reqOutputArgs: {} };
    if (call.input["Host"]?.endsWith(".invalid") === true)
      return { reqOutputArgs: { outputArgs: { Status: "Error_CannotResolveHostName" } } };
    const result = call.command.result;
    // It says how often it was told to try.
    const repetitions = call.input["NumberOfRepetitions"];
    const counted = result?.["SuccessCount"] !== undefined && repetitions !== undefined;
    const { FileTarget: url = "" } = call.input;
    if (url !== "") await this.#file({ ...call, input: { ...call.input, URL: url } });
    return {
      reqOutputArgs: { outputArgs: { ...result, ...(counted ? { SuccessCount: repetitions } : {}) } },
    };
  }

  #cancel(row: string): void {
    const running = this.#running.get(row);
    if (running === undefined) return;
    running.cancel();
    this.#running.delete(row);
    this.#host.tree.remove(row, "device");
    this.#host.complete(running.call, { cmdFailure: { errCode: 7023, errMsg: "Command canceled" } });
  }

  #transferred(call: Call, result: TransferResult, failure: string): void {
    this.#host.event("Device.LocalAgent.", "TransferComplete!", {
      Command: `${call.object}${call.command.name}`,
      CommandKey: call.commandKey,
      Requestor: call.originator,
      TransferType: result.kind,
      Affected: call.object.slice(0, -1),
      TransferURL: call.input["URL"] ?? "",
      StartTime: dateTime(result.startedAt),
      CompleteTime: dateTime(result.completedAt),
      FaultCode: failure === "" ? "0" : "7022",
      FaultString: failure,
    });
  }

  async #file(call: Call): Promise<Wire> {
    const { tree, clock } = this.#host;
    const url = call.input["URL"] ?? "";
    if (!URL.canParse(url)) return { cmdFailure: { errCode: 7022, errMsg: "transfer failed: not a URL" } };
    const { Username: username = "", Password: password = "" } = call.input;
    const order = { commandKey: call.commandKey, url, delayMs: 0, username, password };
    const content = () =>
      tree
        .under("Device.")
        .map((path) => `${path}=${tree.shown(path)}`)
        .join("\n");
    const result =
      call.command.name === "Restore()"
        ? await download(order, clock, this.#host.signal())
        : await upload(order, content(), clock, this.#host.signal());
    const failure = result.faultCode === 0 ? "" : "transfer failed: HTTP response code said error";
    this.#transferred(call, result, failure);
    return failure === "" ? { reqOutputArgs: {} } : { cmdFailure: { errCode: 7022, errMsg: failure } };
  }

  async #changeUnit(call: Call): Promise<Wire> {
    const { tree, clock } = this.#host;
    const operation = { "InstallDU()": "Install", "Update()": "Update" } as const;
    const { URL: url = "", Username: username = "", Password: password = "" } = call.input;
    const result = await changeUnit(
      tree,
      {
        operation: operation[call.command.name as keyof typeof operation] ?? "Uninstall",
        uuid: call.input["UUID"] ?? tree.value(`${call.object}UUID`),
        version: "",
        url,
        username,
        password,
      },
      clock,
      this.#host.signal(),
    );
    const ordered = this.#host.behaviours.take("unitFault");
    const faultCode = ordered?.code ?? (result.faultCode === 0 ? 0 : 7022);
    const { uuid, reference, version } = result;
    const state = faultCode === 0 ? result.state : "Failed";
    this.#host.event("Device.SoftwareModules.", "DUStateChange!", {
      UUID: uuid,
      DeploymentUnitRef: reference,
      Version: version,
      CurrentState: state,
      Resolved: String(faultCode === 0),
      OperationPerformed: operation[call.command.name as keyof typeof operation] ?? "Uninstall",
      "Fault.FaultCode": String(faultCode),
      "Fault.FaultString": faultCode === 0 ? "" : "the unit could not be changed",
    });
    if (faultCode !== 0)
      return { cmdFailure: { errCode: faultCode, errMsg: "the unit could not be changed" } };
    return {
      reqOutputArgs: {
        outputArgs: call.command.name === "InstallDU()" ? { UUID: uuid, Version: version } : {},
      },
    };
  }
}

/** The reference agent gives a number again as soon as it is free. */
function firstFree(tree: Tree): number {
  const taken = new Set(tree.instances(REQUESTS));
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}

const DENIED = 7006;

function refusal(code: number): Wire {
  return { cmdFailure: { errCode: code, errMsg: uspText(code) } };
}
