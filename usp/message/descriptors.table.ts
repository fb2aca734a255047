/**
 * USP records and messages, version 1.4, as a table: our own descriptors, from the field numbers of TR-369.
 * A field is `"<number> <type>"`, with `rep` for repeated ones, `map` for map<string, string>, and `in <oneof>` for the
 * members of a oneof. Names are the schema's, in camel case. Types are scalars, rows of ENUM, or rows of MESSAGE.
 */
export const ENUM = {
  "Record.PayloadSecurity": { PLAINTEXT: 0, TLS12: 1 },
  "SessionContextRecord.PayloadSARState": { NONE: 0, BEGIN: 1, INPROCESS: 2, COMPLETE: 3 },
  "MQTTConnectRecord.MQTTVersion": { V3_1_1: 0, V5: 1 },
  "STOMPConnectRecord.STOMPVersion": { V1_2: 0 },
  "Header.MsgType": {
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
  },
  "GetSupportedDMResp.ParamAccessType": { PARAM_READ_ONLY: 0, PARAM_READ_WRITE: 1, PARAM_WRITE_ONLY: 2 },
  "GetSupportedDMResp.ObjAccessType": {
    OBJ_READ_ONLY: 0,
    OBJ_ADD_DELETE: 1,
    OBJ_ADD_ONLY: 2,
    OBJ_DELETE_ONLY: 3,
  },
  "GetSupportedDMResp.ParamValueType": {
    PARAM_UNKNOWN: 0,
    PARAM_BASE_64: 1,
    PARAM_BOOLEAN: 2,
    PARAM_DATE_TIME: 3,
    PARAM_DECIMAL: 4,
    PARAM_HEX_BINARY: 5,
    PARAM_INT: 6,
    PARAM_LONG: 7,
    PARAM_STRING: 8,
    PARAM_UNSIGNED_INT: 9,
    PARAM_UNSIGNED_LONG: 10,
  },
  "GetSupportedDMResp.ValueChangeType": {
    VALUE_CHANGE_UNKNOWN: 0,
    VALUE_CHANGE_ALLOWED: 1,
    VALUE_CHANGE_WILL_IGNORE: 2,
  },
  "GetSupportedDMResp.CmdType": { CMD_UNKNOWN: 0, CMD_SYNC: 1, CMD_ASYNC: 2 },
} as const satisfies Record<string, Readonly<Record<string, number>>>;

export const MESSAGE = {
  Record: {
    version: "1 string",
    toId: "2 string",
    fromId: "3 string",
    payloadSecurity: "4 Record.PayloadSecurity",
    macSignature: "5 bytes",
    senderCert: "6 bytes",
    noSessionContext: "7 NoSessionContextRecord in recordType",
    sessionContext: "8 SessionContextRecord in recordType",
    websocketConnect: "9 WebSocketConnectRecord in recordType",
    mqttConnect: "10 MQTTConnectRecord in recordType",
    stompConnect: "11 STOMPConnectRecord in recordType",
    disconnect: "12 DisconnectRecord in recordType",
    udsConnect: "13 UDSConnectRecord in recordType",
  },
  NoSessionContextRecord: {
    payload: "2 bytes",
  },
  SessionContextRecord: {
    sessionId: "1 uint64",
    sequenceId: "2 uint64",
    expectedId: "3 uint64",
    retransmitId: "4 uint64",
    payloadSarState: "5 SessionContextRecord.PayloadSARState",
    payloadrecSarState: "6 SessionContextRecord.PayloadSARState",
    payload: "7 rep bytes",
  },
  WebSocketConnectRecord: {},
  MQTTConnectRecord: {
    version: "1 MQTTConnectRecord.MQTTVersion",
    subscribedTopic: "2 string",
  },
  STOMPConnectRecord: {
    version: "1 STOMPConnectRecord.STOMPVersion",
    subscribedDestination: "2 string",
  },
  UDSConnectRecord: {},
  DisconnectRecord: {
    reason: "1 string",
    reasonCode: "2 fixed32",
  },
  Msg: {
    header: "1 Header",
    body: "2 Body",
  },
  Header: {
    msgId: "1 string",
    msgType: "2 Header.MsgType",
  },
  Body: {
    request: "1 Request in msgBody",
    response: "2 Response in msgBody",
    error: "3 Error in msgBody",
  },
  Request: {
    get: "1 Get in reqType",
    getSupportedDm: "2 GetSupportedDM in reqType",
    getInstances: "3 GetInstances in reqType",
    set: "4 Set in reqType",
    add: "5 Add in reqType",
    delete: "6 Delete in reqType",
    operate: "7 Operate in reqType",
    notify: "8 Notify in reqType",
    getSupportedProtocol: "9 GetSupportedProtocol in reqType",
    register: "10 Register in reqType",
    deregister: "11 Deregister in reqType",
  },
  Response: {
    getResp: "1 GetResp in respType",
    getSupportedDmResp: "2 GetSupportedDMResp in respType",
    getInstancesResp: "3 GetInstancesResp in respType",
    setResp: "4 SetResp in respType",
    addResp: "5 AddResp in respType",
    deleteResp: "6 DeleteResp in respType",
    operateResp: "7 OperateResp in respType",
    notifyResp: "8 NotifyResp in respType",
    getSupportedProtocolResp: "9 GetSupportedProtocolResp in respType",
    registerResp: "10 RegisterResp in respType",
    deregisterResp: "11 DeregisterResp in respType",
  },
  Error: {
    errCode: "1 fixed32",
    errMsg: "2 string",
    paramErrs: "3 rep Error.ParamError",
  },
  "Error.ParamError": {
    paramPath: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
  },
  Get: {
    paramPaths: "1 rep string",
    maxDepth: "2 fixed32",
  },
  GetResp: {
    reqPathResults: "1 rep GetResp.RequestedPathResult",
  },
  "GetResp.RequestedPathResult": {
    requestedPath: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
    resolvedPathResults: "4 rep GetResp.ResolvedPathResult",
  },
  "GetResp.ResolvedPathResult": {
    resolvedPath: "1 string",
    resultParams: "2 map",
  },
  GetSupportedDM: {
    objPaths: "1 rep string",
    firstLevelOnly: "2 bool",
    returnCommands: "3 bool",
    returnEvents: "4 bool",
    returnParams: "5 bool",
    returnUniqueKeySets: "6 bool",
  },
  GetSupportedDMResp: {
    reqObjResults: "1 rep GetSupportedDMResp.RequestedObjectResult",
  },
  "GetSupportedDMResp.RequestedObjectResult": {
    reqObjPath: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
    dataModelInstUri: "4 string",
    supportedObjs: "5 rep GetSupportedDMResp.SupportedObjectResult",
  },
  "GetSupportedDMResp.SupportedObjectResult": {
    supportedObjPath: "1 string",
    access: "2 GetSupportedDMResp.ObjAccessType",
    isMultiInstance: "3 bool",
    supportedCommands: "4 rep GetSupportedDMResp.SupportedCommandResult",
    supportedEvents: "5 rep GetSupportedDMResp.SupportedEventResult",
    supportedParams: "6 rep GetSupportedDMResp.SupportedParamResult",
    divergentPaths: "7 rep string",
    uniqueKeySets: "8 rep GetSupportedDMResp.SupportedUniqueKeySet",
  },
  "GetSupportedDMResp.SupportedParamResult": {
    paramName: "1 string",
    access: "2 GetSupportedDMResp.ParamAccessType",
    valueType: "3 GetSupportedDMResp.ParamValueType",
    valueChange: "4 GetSupportedDMResp.ValueChangeType",
  },
  "GetSupportedDMResp.SupportedCommandResult": {
    commandName: "1 string",
    inputArgNames: "2 rep string",
    outputArgNames: "3 rep string",
    commandType: "4 GetSupportedDMResp.CmdType",
  },
  "GetSupportedDMResp.SupportedEventResult": {
    eventName: "1 string",
    argNames: "2 rep string",
  },
  "GetSupportedDMResp.SupportedUniqueKeySet": {
    keyNames: "1 rep string",
  },
  GetInstances: {
    objPaths: "1 rep string",
    firstLevelOnly: "2 bool",
  },
  GetInstancesResp: {
    reqPathResults: "1 rep GetInstancesResp.RequestedPathResult",
  },
  "GetInstancesResp.RequestedPathResult": {
    requestedPath: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
    currInsts: "4 rep GetInstancesResp.CurrInstance",
  },
  "GetInstancesResp.CurrInstance": {
    instantiatedObjPath: "1 string",
    uniqueKeys: "2 map",
  },
  GetSupportedProtocol: {
    controllerSupportedProtocolVersions: "1 string",
  },
  GetSupportedProtocolResp: {
    agentSupportedProtocolVersions: "1 string",
  },
  Add: {
    allowPartial: "1 bool",
    createObjs: "2 rep Add.CreateObject",
  },
  "Add.CreateObject": {
    objPath: "1 string",
    paramSettings: "2 rep Add.CreateParamSetting",
  },
  "Add.CreateParamSetting": {
    param: "1 string",
    value: "2 string",
    required: "3 bool",
  },
  AddResp: {
    createdObjResults: "1 rep AddResp.CreatedObjectResult",
  },
  "AddResp.CreatedObjectResult": {
    requestedPath: "1 string",
    operStatus: "2 AddResp.CreatedObjectResult.OperationStatus",
  },
  "AddResp.CreatedObjectResult.OperationStatus": {
    operFailure: "1 AddResp.CreatedObjectResult.OperationStatus.OperationFailure in operStatus",
    operSuccess: "2 AddResp.CreatedObjectResult.OperationStatus.OperationSuccess in operStatus",
  },
  "AddResp.CreatedObjectResult.OperationStatus.OperationFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
  },
  "AddResp.CreatedObjectResult.OperationStatus.OperationSuccess": {
    instantiatedPath: "1 string",
    paramErrs: "2 rep AddResp.ParameterError",
    uniqueKeys: "3 map",
  },
  "AddResp.ParameterError": {
    param: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
  },
  Delete: {
    allowPartial: "1 bool",
    objPaths: "2 rep string",
  },
  DeleteResp: {
    deletedObjResults: "1 rep DeleteResp.DeletedObjectResult",
  },
  "DeleteResp.DeletedObjectResult": {
    requestedPath: "1 string",
    operStatus: "2 DeleteResp.DeletedObjectResult.OperationStatus",
  },
  "DeleteResp.DeletedObjectResult.OperationStatus": {
    operFailure: "1 DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure in operStatus",
    operSuccess: "2 DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess in operStatus",
  },
  "DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
  },
  "DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess": {
    affectedPaths: "1 rep string",
    unaffectedPathErrs: "2 rep DeleteResp.UnaffectedPathError",
  },
  "DeleteResp.UnaffectedPathError": {
    unaffectedPath: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
  },
  Set: {
    allowPartial: "1 bool",
    updateObjs: "2 rep Set.UpdateObject",
  },
  "Set.UpdateObject": {
    objPath: "1 string",
    paramSettings: "2 rep Set.UpdateParamSetting",
  },
  "Set.UpdateParamSetting": {
    param: "1 string",
    value: "2 string",
    required: "3 bool",
  },
  SetResp: {
    updatedObjResults: "1 rep SetResp.UpdatedObjectResult",
  },
  "SetResp.UpdatedObjectResult": {
    requestedPath: "1 string",
    operStatus: "2 SetResp.UpdatedObjectResult.OperationStatus",
  },
  "SetResp.UpdatedObjectResult.OperationStatus": {
    operFailure: "1 SetResp.UpdatedObjectResult.OperationStatus.OperationFailure in operStatus",
    operSuccess: "2 SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess in operStatus",
  },
  "SetResp.UpdatedObjectResult.OperationStatus.OperationFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
    updatedInstFailures: "3 rep SetResp.UpdatedInstanceFailure",
  },
  "SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess": {
    updatedInstResults: "1 rep SetResp.UpdatedInstanceResult",
  },
  "SetResp.UpdatedInstanceFailure": {
    affectedPath: "1 string",
    paramErrs: "2 rep SetResp.ParameterError",
  },
  "SetResp.UpdatedInstanceResult": {
    affectedPath: "1 string",
    paramErrs: "2 rep SetResp.ParameterError",
    updatedParams: "3 map",
  },
  "SetResp.ParameterError": {
    param: "1 string",
    errCode: "2 fixed32",
    errMsg: "3 string",
  },
  Operate: {
    command: "1 string",
    commandKey: "2 string",
    sendResp: "3 bool",
    inputArgs: "4 map",
  },
  OperateResp: {
    operationResults: "1 rep OperateResp.OperationResult",
  },
  "OperateResp.OperationResult": {
    executedCommand: "1 string",
    reqObjPath: "2 string in operationResp",
    reqOutputArgs: "3 OperateResp.OperationResult.OutputArgs in operationResp",
    cmdFailure: "4 OperateResp.OperationResult.CommandFailure in operationResp",
  },
  "OperateResp.OperationResult.OutputArgs": {
    outputArgs: "1 map",
  },
  "OperateResp.OperationResult.CommandFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
  },
  Notify: {
    subscriptionId: "1 string",
    sendResp: "2 bool",
    event: "3 Notify.Event in notification",
    valueChange: "4 Notify.ValueChange in notification",
    objCreation: "5 Notify.ObjectCreation in notification",
    objDeletion: "6 Notify.ObjectDeletion in notification",
    operComplete: "7 Notify.OperationComplete in notification",
    onBoardReq: "8 Notify.OnBoardRequest in notification",
  },
  "Notify.Event": {
    objPath: "1 string",
    eventName: "2 string",
    params: "3 map",
  },
  "Notify.ValueChange": {
    paramPath: "1 string",
    paramValue: "2 string",
  },
  "Notify.ObjectCreation": {
    objPath: "1 string",
    uniqueKeys: "2 map",
  },
  "Notify.ObjectDeletion": {
    objPath: "1 string",
  },
  "Notify.OperationComplete": {
    objPath: "1 string",
    commandName: "2 string",
    commandKey: "3 string",
    reqOutputArgs: "4 Notify.OperationComplete.OutputArgs in operationResp",
    cmdFailure: "5 Notify.OperationComplete.CommandFailure in operationResp",
  },
  "Notify.OperationComplete.OutputArgs": {
    outputArgs: "1 map",
  },
  "Notify.OperationComplete.CommandFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
  },
  "Notify.OnBoardRequest": {
    oui: "1 string",
    productClass: "2 string",
    serialNumber: "3 string",
    agentSupportedProtocolVersions: "4 string",
  },
  NotifyResp: {
    subscriptionId: "1 string",
  },
  Register: {
    allowPartial: "1 bool",
    regPaths: "2 rep Register.RegistrationPath",
  },
  "Register.RegistrationPath": {
    path: "1 string",
  },
  RegisterResp: {
    registeredPathResults: "1 rep RegisterResp.RegisteredPathResult",
  },
  "RegisterResp.RegisteredPathResult": {
    requestedPath: "1 string",
    operStatus: "2 RegisterResp.RegisteredPathResult.OperationStatus",
  },
  "RegisterResp.RegisteredPathResult.OperationStatus": {
    operFailure: "1 RegisterResp.RegisteredPathResult.OperationStatus.OperationFailure in operStatus",
    operSuccess: "2 RegisterResp.RegisteredPathResult.OperationStatus.OperationSuccess in operStatus",
  },
  "RegisterResp.RegisteredPathResult.OperationStatus.OperationFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
  },
  "RegisterResp.RegisteredPathResult.OperationStatus.OperationSuccess": {
    registeredPath: "1 string",
  },
  Deregister: {
    paths: "1 rep string",
  },
  DeregisterResp: {
    deregisteredPathResults: "1 rep DeregisterResp.DeregisteredPathResult",
  },
  "DeregisterResp.DeregisteredPathResult": {
    requestedPath: "1 string",
    operStatus: "2 DeregisterResp.DeregisteredPathResult.OperationStatus",
  },
  "DeregisterResp.DeregisteredPathResult.OperationStatus": {
    operFailure: "1 DeregisterResp.DeregisteredPathResult.OperationStatus.OperationFailure in operStatus",
    operSuccess: "2 DeregisterResp.DeregisteredPathResult.OperationStatus.OperationSuccess in operStatus",
  },
  "DeregisterResp.DeregisteredPathResult.OperationStatus.OperationFailure": {
    errCode: "1 fixed32",
    errMsg: "2 string",
  },
  "DeregisterResp.DeregisteredPathResult.OperationStatus.OperationSuccess": {
    deregisteredPath: "1 rep string",
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Fields that every sender owes: without them the whole is refused, not defaulted. [TR-369 R-MTP.4b] [TR-369 R-MSG.6] */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Record: ["toId", "fromId"],
  NoSessionContextRecord: ["payload"],
  Msg: ["header", "body"],
  Header: ["msgId"], // [TR-369 R-MSG.8]
  "AddResp.CreatedObjectResult": ["operStatus"],
  "DeleteResp.DeletedObjectResult": ["operStatus"],
  "SetResp.UpdatedObjectResult": ["operStatus"],
  "RegisterResp.RegisteredPathResult": ["operStatus"],
  "DeregisterResp.DeregisteredPathResult": ["operStatus"],
};

export type EnumName = keyof typeof ENUM;
export type MessageName = keyof typeof MESSAGE;

type Scalar = { string: string; bytes: Uint8Array; bool: boolean; fixed32: number; uint64: string };
type Value<T extends string> = T extends keyof Scalar
  ? Scalar[T]
  : T extends EnumName
    ? keyof (typeof ENUM)[T]
    : T extends MessageName
      ? Message<T>
      : never;

type ArmKeys<R> = { [K in keyof R]: R[K] extends `${string} in ${string}` ? K : never }[keyof R];
type Field<S> = S extends `${number} rep ${infer T}`
  ? readonly Value<T>[]
  : S extends `${number} map`
    ? Readonly<Record<string, string>>
    : S extends `${number} ${infer T} in ${string}`
      ? Value<T>
      : S extends `${number} ${infer T}`
        ? Value<T>
        : never;

/** A decoded message as a plain object: every field is there, of a oneof only the member that was sent. 64-bit numbers are decimal text. */
export type Message<N extends MessageName> = {
  readonly [K in Exclude<keyof (typeof MESSAGE)[N], ArmKeys<(typeof MESSAGE)[N]>>]: Field<
    (typeof MESSAGE)[N][K]
  >;
} & { readonly [K in ArmKeys<(typeof MESSAGE)[N]>]?: Field<(typeof MESSAGE)[N][K]> };

type DraftField<S> = S extends `${number} rep ${infer T}`
  ? readonly DraftValue<T>[]
  : S extends `${number} map`
    ? Readonly<Record<string, string>>
    : S extends `${number} ${infer T} in ${string}`
      ? DraftValue<T>
      : S extends `${number} ${infer T}`
        ? DraftValue<T>
        : never;
type DraftValue<T extends string> = T extends MessageName ? Draft<T> : Value<T>;

/** A message to be sent: fields may be left out and then have their proto3 default. */
export type Draft<N extends MessageName> = {
  readonly [K in keyof (typeof MESSAGE)[N]]?: DraftField<(typeof MESSAGE)[N][K]>;
};
