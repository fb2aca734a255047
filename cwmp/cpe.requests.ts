import { createHash } from "node:crypto";
import { operationOfCommandKey, type DeviceEvent, type Identity, type JsonObject } from "#core";
import { faultProblem } from "./ops/fault.ts";
import type { RequestBody } from "./soap/message.ts";
import { RPC, type AcsRpc, type CpeRpc, type Response } from "./soap/rpc.table.ts";

/** A request of the CPE after its Inform. */
export type CpeRequest = Extract<RequestBody, { readonly rpc: Exclude<CpeRpc, "Inform"> }>;

/** The answer to a CPE's request. */
export type CpeAnswer = {
  [N in CpeRequest["rpc"]]: { readonly rpc: N; readonly args: Response<N> };
}[CpeRequest["rpc"]];

export function isCpeRequest(body: RequestBody): body is CpeRequest {
  return RPC[body.rpc].from !== "acs" && body.rpc !== "Inform";
}

/** What this ACS accepts: the answer to a CPE's GetRPCMethods. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table are its names
const METHODS = (Object.keys(RPC) as (AcsRpc | CpeRpc)[]).filter((name) => RPC[name].from !== "acs");

/** What a CPE's request is answered with, once it is stored. */
export function answerTo(request: CpeRequest): CpeAnswer {
  switch (request.rpc) {
    case "GetRPCMethods":
      return { rpc: "GetRPCMethods", args: { MethodList: METHODS } };
    case "Kicked":
      return { rpc: "Kicked", args: { NextURL: request.args.Next } };
    case "TransferComplete":
    case "AutonomousTransferComplete":
    case "RequestDownload":
    case "DUStateChangeComplete":
    case "AutonomousDUStateChangeComplete":
      return { rpc: request.rpc, args: {} };
  }
}

/** What a CPE's request tells, as events. The same request sent again gives the same ids. `at`: ms since the epoch. */
export function eventsOf(request: CpeRequest, identity: Identity, at: number): readonly DeviceEvent[] {
  const id = eventId(identity, request);
  switch (request.rpc) {
    case "GetRPCMethods":
      return [];
    case "TransferComplete":
    case "AutonomousTransferComplete":
      return [transfer(request, id, at)];
    case "RequestDownload":
      return [
        {
          id,
          at,
          type: "event",
          path: "Device.",
          name: "RequestDownload",
          params: {
            ...Object.fromEntries(request.args.FileTypeArg.map(({ Name, Value }) => [Name, Value])),
            FileType: request.args.FileType,
          },
        },
      ];
    case "DUStateChangeComplete":
      return request.args.Results.map((result, index) =>
        unitChange(result, request.args.CommandKey ?? "", `${id}${String(index)}`, at),
      );
    case "AutonomousDUStateChangeComplete":
      return request.args.Results.map((result, index) => unitChange(result, "", `${id}${String(index)}`, at));
    case "Kicked":
      return [{ id, at, type: "event", path: "Device.", name: "Kicked", params: { ...request.args } }];
  }
}

type Transfer = Extract<CpeRequest, { readonly rpc: "TransferComplete" | "AutonomousTransferComplete" }>;

function transfer(request: Transfer, id: string, at: number): DeviceEvent {
  const { FaultStruct, StartTime, CompleteTime } = request.args;
  const common = {
    id,
    at,
    type: "transferComplete" as const,
    faultCode: FaultStruct.FaultCode,
    faultString: FaultStruct.FaultString,
    startTime: StartTime,
    completeTime: CompleteTime,
    ...faultProblem(FaultStruct.FaultCode, FaultStruct.FaultString),
  };
  if (request.rpc === "TransferComplete") {
    const { CommandKey } = request.args;
    return {
      ...common,
      commandKey: CommandKey,
      autonomous: false,
      transferType: "",
      details: ownership(CommandKey),
    };
  }
  const { AnnounceURL, TransferURL, IsDownload, FileType, FileSize, TargetFileName } = request.args;
  return {
    ...common,
    commandKey: "",
    autonomous: true,
    transferType: IsDownload ? "Download" : "Upload",
    details: { AnnounceURL, TransferURL, FileType, FileSize, TargetFileName },
  };
}

/** A transfer that another ACS started is normal on a fleet that was taken over. */
function ownership(commandKey: string): JsonObject {
  return { known: operationOfCommandKey(commandKey) !== undefined };
}

interface UnitResult {
  readonly UUID: string;
  readonly DeploymentUnitRef: string;
  readonly Version: string;
  readonly CurrentState: string;
  readonly Fault: { readonly FaultCode: number; readonly FaultString?: string };
  readonly OperationPerformed?: string;
}

function unitChange(result: UnitResult, commandKey: string, id: string, at: number): DeviceEvent {
  return {
    id,
    at,
    type: "event",
    path: "Device.SoftwareModules.",
    name: "DUStateChange!",
    params: {
      UUID: result.UUID,
      DeploymentUnitRef: result.DeploymentUnitRef,
      Version: result.Version,
      CurrentState: result.CurrentState,
      FaultCode: String(result.Fault.FaultCode),
      FaultString: result.Fault.FaultString ?? "",
      OperationPerformed: result.OperationPerformed ?? "",
      CommandKey: commandKey,
    },
  };
}

function eventId(identity: Identity, request: CpeRequest): string {
  const text = `${identity.value}\n${request.rpc}\n${JSON.stringify(request.args)}`;
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
