/** One field of a message: number, name, kind, repeated. A kind that is no scalar is the name of a message. */
export type WireField = readonly [number: number, name: string, kind: string, repeated?: true];

/**
 * The records and messages of USP that an agent reads and writes, from the field numbers of `usp-record-1-4` and
 * `usp-msg-1-4`. Enumerations travel as numbers. [TR-369 R-ENC.0]
 */
export const WIRE: Readonly<Record<string, readonly WireField[]>> = {
  Record: [
    [1, "version", "string"],
    [2, "toId", "string"],
    [3, "fromId", "string"],
    [4, "payloadSecurity", "enum"],
    [5, "macSignature", "bytes"],
    [6, "senderCert", "bytes"],
    [7, "noSessionContext", "NoSessionContextRecord"],
    [8, "sessionContext", "SessionContextRecord"],
    [9, "websocketConnect", "WebSocketConnectRecord"],
    [10, "mqttConnect", "MQTTConnectRecord"],
    [11, "stompConnect", "STOMPConnectRecord"],
    [12, "disconnect", "DisconnectRecord"],
  ],
  NoSessionContextRecord: [[2, "payload", "bytes"]],
  SessionContextRecord: [
    [1, "sessionId", "uint64"],
    [2, "sequenceId", "uint64"],
    [3, "expectedId", "uint64"],
    [4, "retransmitId", "uint64"],
    [5, "payloadSarState", "enum"],
    [6, "payloadrecSarState", "enum"],
    [7, "payload", "bytes", true],
  ],
  WebSocketConnectRecord: [],
  MQTTConnectRecord: [
    [1, "version", "enum"],
    [2, "subscribedTopic", "string"],
  ],
  STOMPConnectRecord: [
    [1, "version", "enum"],
    [2, "subscribedDestination", "string"],
  ],
  DisconnectRecord: [
    [1, "reason", "string"],
    [2, "reasonCode", "fixed32"],
  ],
  Msg: [
    [1, "header", "Header"],
    [2, "body", "Body"],
  ],
  Header: [
    [1, "msgId", "string"],
    [2, "msgType", "enum"],
  ],
  Body: [
    [1, "request", "Request"],
    [2, "response", "Response"],
    [3, "error", "Error"],
  ],
  Request: [
    [1, "get", "Get"],
    [2, "getSupportedDm", "GetSupportedDM"],
    [3, "getInstances", "GetInstances"],
    [4, "set", "Set"],
    [5, "add", "Add"],
    [6, "delete", "Delete"],
    [7, "operate", "Operate"],
    [8, "notify", "Notify"],
    [9, "getSupportedProtocol", "GetSupportedProtocol"],
  ],
  Response: [
    [1, "getResp", "GetResp"],
    [2, "getSupportedDmResp", "GetSupportedDMResp"],
    [3, "getInstancesResp", "GetInstancesResp"],
    [4, "setResp", "SetResp"],
    [5, "addResp", "AddResp"],
    [6, "deleteResp", "DeleteResp"],
    [7, "operateResp", "OperateResp"],
    [8, "notifyResp", "NotifyResp"],
    [9, "getSupportedProtocolResp", "GetSupportedProtocolResp"],
  ],
  Error: [
    [1, "errCode", "fixed32"],
    [2, "errMsg", "string"],
    [3, "paramErrs", "Error.ParamError", true],
  ],
  "Error.ParamError": [
    [1, "paramPath", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
  ],
  Get: [
    [1, "paramPaths", "string", true],
    [2, "maxDepth", "fixed32"],
  ],
  GetResp: [[1, "reqPathResults", "GetResp.RequestedPathResult", true]],
  "GetResp.RequestedPathResult": [
    [1, "requestedPath", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
    [4, "resolvedPathResults", "GetResp.ResolvedPathResult", true],
  ],
  "GetResp.ResolvedPathResult": [
    [1, "resolvedPath", "string"],
    [2, "resultParams", "map"],
  ],
  GetSupportedDM: [
    [1, "objPaths", "string", true],
    [2, "firstLevelOnly", "bool"],
    [3, "returnCommands", "bool"],
    [4, "returnEvents", "bool"],
    [5, "returnParams", "bool"],
    [6, "returnUniqueKeySets", "bool"],
  ],
  GetSupportedDMResp: [[1, "reqObjResults", "GetSupportedDMResp.RequestedObjectResult", true]],
  "GetSupportedDMResp.RequestedObjectResult": [
    [1, "reqObjPath", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
    [4, "dataModelInstUri", "string"],
    [5, "supportedObjs", "GetSupportedDMResp.SupportedObjectResult", true],
  ],
  "GetSupportedDMResp.SupportedObjectResult": [
    [1, "supportedObjPath", "string"],
    [2, "access", "enum"],
    [3, "isMultiInstance", "bool"],
    [4, "supportedCommands", "GetSupportedDMResp.SupportedCommandResult", true],
    [5, "supportedEvents", "GetSupportedDMResp.SupportedEventResult", true],
    [6, "supportedParams", "GetSupportedDMResp.SupportedParamResult", true],
    [7, "divergentPaths", "string", true],
    [8, "uniqueKeySets", "GetSupportedDMResp.SupportedUniqueKeySet", true],
  ],
  "GetSupportedDMResp.SupportedParamResult": [
    [1, "paramName", "string"],
    [2, "access", "enum"],
    [3, "valueType", "enum"],
    [4, "valueChange", "enum"],
  ],
  "GetSupportedDMResp.SupportedCommandResult": [
    [1, "commandName", "string"],
    [2, "inputArgNames", "string", true],
    [3, "outputArgNames", "string", true],
    [4, "commandType", "enum"],
  ],
  "GetSupportedDMResp.SupportedEventResult": [
    [1, "eventName", "string"],
    [2, "argNames", "string", true],
  ],
  "GetSupportedDMResp.SupportedUniqueKeySet": [[1, "keyNames", "string", true]],
  GetInstances: [
    [1, "objPaths", "string", true],
    [2, "firstLevelOnly", "bool"],
  ],
  GetInstancesResp: [[1, "reqPathResults", "GetInstancesResp.RequestedPathResult", true]],
  "GetInstancesResp.RequestedPathResult": [
    [1, "requestedPath", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
    [4, "currInsts", "GetInstancesResp.CurrInstance", true],
  ],
  "GetInstancesResp.CurrInstance": [
    [1, "instantiatedObjPath", "string"],
    [2, "uniqueKeys", "map"],
  ],
  GetSupportedProtocol: [[1, "controllerSupportedProtocolVersions", "string"]],
  GetSupportedProtocolResp: [[1, "agentSupportedProtocolVersions", "string"]],
  Add: [
    [1, "allowPartial", "bool"],
    [2, "createObjs", "Add.CreateObject", true],
  ],
  "Add.CreateObject": [
    [1, "objPath", "string"],
    [2, "paramSettings", "Add.CreateParamSetting", true],
  ],
  "Add.CreateParamSetting": [
    [1, "param", "string"],
    [2, "value", "string"],
    [3, "required", "bool"],
  ],
  AddResp: [[1, "createdObjResults", "AddResp.CreatedObjectResult", true]],
  "AddResp.CreatedObjectResult": [
    [1, "requestedPath", "string"],
    [2, "operStatus", "AddResp.CreatedObjectResult.OperationStatus"],
  ],
  "AddResp.CreatedObjectResult.OperationStatus": [
    [1, "operFailure", "AddResp.CreatedObjectResult.OperationStatus.OperationFailure"],
    [2, "operSuccess", "AddResp.CreatedObjectResult.OperationStatus.OperationSuccess"],
  ],
  "AddResp.CreatedObjectResult.OperationStatus.OperationFailure": [
    [1, "errCode", "fixed32"],
    [2, "errMsg", "string"],
  ],
  "AddResp.CreatedObjectResult.OperationStatus.OperationSuccess": [
    [1, "instantiatedPath", "string"],
    [2, "paramErrs", "AddResp.ParameterError", true],
    [3, "uniqueKeys", "map"],
  ],
  "AddResp.ParameterError": [
    [1, "param", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
  ],
  Delete: [
    [1, "allowPartial", "bool"],
    [2, "objPaths", "string", true],
  ],
  DeleteResp: [[1, "deletedObjResults", "DeleteResp.DeletedObjectResult", true]],
  "DeleteResp.DeletedObjectResult": [
    [1, "requestedPath", "string"],
    [2, "operStatus", "DeleteResp.DeletedObjectResult.OperationStatus"],
  ],
  "DeleteResp.DeletedObjectResult.OperationStatus": [
    [1, "operFailure", "DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure"],
    [2, "operSuccess", "DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess"],
  ],
  "DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure": [
    [1, "errCode", "fixed32"],
    [2, "errMsg", "string"],
  ],
  "DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess": [
    [1, "affectedPaths", "string", true],
    [2, "unaffectedPathErrs", "DeleteResp.UnaffectedPathError", true],
  ],
  "DeleteResp.UnaffectedPathError": [
    [1, "unaffectedPath", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
  ],
  Set: [
    [1, "allowPartial", "bool"],
    [2, "updateObjs", "Set.UpdateObject", true],
  ],
  "Set.UpdateObject": [
    [1, "objPath", "string"],
    [2, "paramSettings", "Set.UpdateParamSetting", true],
  ],
  "Set.UpdateParamSetting": [
    [1, "param", "string"],
    [2, "value", "string"],
    [3, "required", "bool"],
  ],
  SetResp: [[1, "updatedObjResults", "SetResp.UpdatedObjectResult", true]],
  "SetResp.UpdatedObjectResult": [
    [1, "requestedPath", "string"],
    [2, "operStatus", "SetResp.UpdatedObjectResult.OperationStatus"],
  ],
  "SetResp.UpdatedObjectResult.OperationStatus": [
    [1, "operFailure", "SetResp.UpdatedObjectResult.OperationStatus.OperationFailure"],
    [2, "operSuccess", "SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess"],
  ],
  "SetResp.UpdatedObjectResult.OperationStatus.OperationFailure": [
    [1, "errCode", "fixed32"],
    [2, "errMsg", "string"],
    [3, "updatedInstFailures", "SetResp.UpdatedInstanceFailure", true],
  ],
  "SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess": [
    [1, "updatedInstResults", "SetResp.UpdatedInstanceResult", true],
  ],
  "SetResp.UpdatedInstanceFailure": [
    [1, "affectedPath", "string"],
    [2, "paramErrs", "SetResp.ParameterError", true],
  ],
  "SetResp.UpdatedInstanceResult": [
    [1, "affectedPath", "string"],
    [2, "paramErrs", "SetResp.ParameterError", true],
    [3, "updatedParams", "map"],
  ],
  "SetResp.ParameterError": [
    [1, "param", "string"],
    [2, "errCode", "fixed32"],
    [3, "errMsg", "string"],
  ],
  Operate: [
    [1, "command", "string"],
    [2, "commandKey", "string"],
    [3, "sendResp", "bool"],
    [4, "inputArgs", "map"],
  ],
  OperateResp: [[1, "operationResults", "OperateResp.OperationResult", true]],
  "OperateResp.OperationResult": [
    [1, "executedCommand", "string"],
    [2, "reqObjPath", "string"],
    [3, "reqOutputArgs", "OperateResp.OperationResult.OutputArgs"],
    [4, "cmdFailure", "OperateResp.OperationResult.CommandFailure"],
  ],
  "OperateResp.OperationResult.OutputArgs": [[1, "outputArgs", "map"]],
  "OperateResp.OperationResult.CommandFailure": [
    [1, "errCode", "fixed32"],
    [2, "errMsg", "string"],
  ],
  Notify: [
    [1, "subscriptionId", "string"],
    [2, "sendResp", "bool"],
    [3, "event", "Notify.Event"],
    [4, "valueChange", "Notify.ValueChange"],
    [5, "objCreation", "Notify.ObjectCreation"],
    [6, "objDeletion", "Notify.ObjectDeletion"],
    [7, "operComplete", "Notify.OperationComplete"],
    [8, "onBoardReq", "Notify.OnBoardRequest"],
  ],
  "Notify.Event": [
    [1, "objPath", "string"],
    [2, "eventName", "string"],
    [3, "params", "map"],
  ],
  "Notify.ValueChange": [
    [1, "paramPath", "string"],
    [2, "paramValue", "string"],
  ],
  "Notify.ObjectCreation": [
    [1, "objPath", "string"],
    [2, "uniqueKeys", "map"],
  ],
  "Notify.ObjectDeletion": [[1, "objPath", "string"]],
  "Notify.OperationComplete": [
    [1, "objPath", "string"],
    [2, "commandName", "string"],
    [3, "commandKey", "string"],
    [4, "reqOutputArgs", "Notify.OperationComplete.OutputArgs"],
    [5, "cmdFailure", "Notify.OperationComplete.CommandFailure"],
  ],
  "Notify.OperationComplete.OutputArgs": [[1, "outputArgs", "map"]],
  "Notify.OperationComplete.CommandFailure": [
    [1, "errCode", "fixed32"],
    [2, "errMsg", "string"],
  ],
  "Notify.OnBoardRequest": [
    [1, "oui", "string"],
    [2, "productClass", "string"],
    [3, "serialNumber", "string"],
    [4, "agentSupportedProtocolVersions", "string"],
  ],
  NotifyResp: [[1, "subscriptionId", "string"]],
};

export const MSG_TYPE = {
  ERROR: 0,
  GET: 1,
  GET_RESP: 2,
  NOTIFY: 3,
  SET: 4,
  SET_RESP: 5,
  OPERATE: 6,
  OPERATE_RESP: 7,
  ADD: 8,
  ADD_RESP: 9,
  DELETE: 10,
  DELETE_RESP: 11,
  GET_SUPPORTED_DM: 12,
  GET_SUPPORTED_DM_RESP: 13,
  GET_INSTANCES: 14,
  GET_INSTANCES_RESP: 15,
  NOTIFY_RESP: 16,
  GET_SUPPORTED_PROTO: 17,
  GET_SUPPORTED_PROTO_RESP: 18,
  REGISTER: 19,
  REGISTER_RESP: 20,
  DEREGISTER: 21,
  DEREGISTER_RESP: 22,
} as const;

/** Where a payload stands in its message. */
export const SAR = { NONE: 0, BEGIN: 1, INPROCESS: 2, COMPLETE: 3 } as const;
