import {
  any,
  bool,
  choice,
  int,
  list,
  optional,
  repeated,
  str,
  struct,
  text,
  texts,
  time,
  uint,
  type Fields,
  type FieldValues,
} from "./shape.ts";

/** The versions of CWMP; 1.3 and 1.4 keep the namespace of 1.2. */
export type CwmpVersion = "1.0" | "1.1" | "1.2";

export interface RpcRow {
  /** Who sends the request. `both`: each side may. */
  readonly from: "acs" | "cpe" | "both";
  /** The version, and so the namespace `urn:dslforum-org:cwmp-1-…`, that added it. */
  readonly since: CwmpVersion;
  /** The receiver must support it; for other methods ask GetRPCMethods. */
  readonly required: boolean;
  /** `reads`: harmless to send twice. `writes`: an unanswered one has an unknown outcome. */
  readonly effect: "reads" | "writes";
  readonly deprecated?: true;
  readonly request: Fields;
  readonly response: Fields;
}

// Structs of cwmp-1-2.xsd, elements in schema order.
const PARAMETER_VALUE = struct("ParameterValueStruct", { Name: str(256), Value: any });
const PARAMETER_INFO = struct("ParameterInfoStruct", { Name: str(256), Writable: bool });
const ACCESS_LIST = texts("string", 64);
const SET_ATTRIBUTES = struct("SetParameterAttributesStruct", {
  Name: str(256),
  NotificationChange: bool,
  Notification: int,
  AccessListChange: bool,
  AccessList: ACCESS_LIST,
});
const ATTRIBUTES = struct("ParameterAttributeStruct", {
  Name: str(256),
  Notification: int,
  AccessList: ACCESS_LIST,
});
const QUEUED_TRANSFER = struct("QueuedTransferStruct", { CommandKey: str(32), State: int });
const ANY_QUEUED_TRANSFER = struct("AllQueuedTransferStruct", {
  CommandKey: str(32),
  State: int,
  IsDownload: bool,
  FileType: str(64),
  FileSize: uint,
  TargetFileName: str(256),
});
const TIME_WINDOW = struct("TimeWindowStruct", {
  WindowStart: uint,
  WindowEnd: uint,
  WindowMode: str(64),
  UserMessage: str(256),
  MaxRetries: int,
});
const OPTION = struct("OptionStruct", {
  OptionName: str(64),
  VoucherSN: uint,
  State: uint,
  Mode: int,
  StartDate: time,
  ExpirationDate: optional(time),
  IsTransferable: int,
});
const DEVICE_ID = struct("DeviceIdStruct", {
  Manufacturer: str(64),
  OUI: str(6),
  ProductClass: str(64),
  SerialNumber: str(64),
});
const EVENT = struct("EventStruct", { EventCode: str(64), CommandKey: str(32) });
const ARGUMENT = struct("ArgStruct", { Name: str(64), Value: str(256) });
const TRANSFER_FAULT = struct("TransferCompleteFaultStruct", { FaultCode: uint, FaultString: str(256) });
const UNIT_FAULT = struct("DeploymentUnitFaultStruct", { FaultCode: uint, FaultString: optional(text) });
const UNIT_RESULT_FIELDS = {
  UUID: text,
  DeploymentUnitRef: text,
  Version: str(32),
  CurrentState: text,
  Resolved: bool,
  ExecutionUnitRefList: text,
  StartTime: time,
  CompleteTime: time,
  Fault: UNIT_FAULT,
} as const;
const UNIT_OPERATION = choice({
  InstallOpStruct: struct("InstallOpStruct", {
    URL: str(1024),
    UUID: optional(text),
    Username: optional(str(256)),
    Password: optional(str(256)),
    ExecutionEnvRef: optional(str(256)),
  }),
  UpdateOpStruct: struct("UpdateOpStruct", {
    UUID: optional(text),
    Version: optional(str(32)),
    URL: optional(str(1024)),
    Username: optional(str(256)),
    Password: optional(str(256)),
  }),
  UninstallOpStruct: struct("UninstallOpStruct", {
    UUID: text,
    Version: optional(str(32)),
    ExecutionEnvRef: optional(str(256)),
  }),
});

/** Every RPC of CWMP 1.0 to 1.4, both directions: the only place that knows their elements. [TR-069a6 A.3] [TR-069a6 A.4] */
export const RPC = {
  GetRPCMethods: {
    from: "both",
    since: "1.0",
    required: true,
    effect: "reads",
    request: {},
    response: { MethodList: texts("string", 64) },
  },
  SetParameterValues: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "writes",
    request: { ParameterList: list(PARAMETER_VALUE), ParameterKey: str(32) },
    /** Status 0 applied, 1 committed but not yet applied. */
    response: { Status: int },
  },
  GetParameterValues: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "reads",
    request: { ParameterNames: texts("string", 256, 1) },
    response: { ParameterList: list(PARAMETER_VALUE) },
  },
  GetParameterNames: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "reads",
    request: { ParameterPath: str(256), NextLevel: bool },
    response: { ParameterList: list(PARAMETER_INFO) },
  },
  SetParameterAttributes: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "writes",
    request: { ParameterList: list(SET_ATTRIBUTES, 1) },
    response: {},
  },
  GetParameterAttributes: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "reads",
    request: { ParameterNames: texts("string", 256, 1) },
    response: { ParameterList: list(ATTRIBUTES) },
  },
  AddObject: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "writes",
    request: { ObjectName: str(256), ParameterKey: str(32) },
    response: { InstanceNumber: uint, Status: int },
  },
  DeleteObject: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "writes",
    request: { ObjectName: str(256), ParameterKey: str(32) },
    response: { Status: int },
  },
  Reboot: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "writes",
    request: { CommandKey: str(32) },
    response: {},
  },
  Download: {
    from: "acs",
    since: "1.0",
    required: true,
    effect: "writes",
    request: {
      CommandKey: str(32),
      FileType: str(64),
      URL: str(256),
      Username: str(256),
      Password: str(256),
      FileSize: uint,
      TargetFileName: str(256),
      DelaySeconds: uint,
      SuccessURL: str(256),
      FailureURL: str(256),
    },
    /** Status 0 done, 1 not yet: then a TransferComplete follows. */
    response: { Status: int, StartTime: time, CompleteTime: time },
  },
  ScheduleDownload: {
    from: "acs",
    since: "1.2",
    required: false,
    effect: "writes",
    request: {
      CommandKey: str(32),
      FileType: str(64),
      URL: str(256),
      Username: str(256),
      Password: str(256),
      FileSize: uint,
      TargetFileName: str(256),
      TimeWindowList: list(TIME_WINDOW, 1, 2),
    },
    response: {},
  },
  Upload: {
    from: "acs",
    since: "1.0",
    required: false,
    effect: "writes",
    request: {
      CommandKey: str(32),
      FileType: str(64),
      URL: str(256),
      Username: str(256),
      Password: str(256),
      DelaySeconds: uint,
    },
    response: { Status: int, StartTime: time, CompleteTime: time },
  },
  /** Required by Amendment 6, optional before it. */
  FactoryReset: { from: "acs", since: "1.0", required: true, effect: "writes", request: {}, response: {} },
  GetQueuedTransfers: {
    from: "acs",
    since: "1.0",
    required: false,
    effect: "reads",
    deprecated: true,
    request: {},
    response: { TransferList: list(QUEUED_TRANSFER, 0, 16) },
  },
  GetAllQueuedTransfers: {
    from: "acs",
    since: "1.1",
    required: false,
    effect: "reads",
    request: {},
    response: { TransferList: list(ANY_QUEUED_TRANSFER, 0, 16) },
  },
  CancelTransfer: {
    from: "acs",
    since: "1.2",
    required: false,
    effect: "writes",
    request: { CommandKey: str(32) },
    response: {},
  },
  ScheduleInform: {
    from: "acs",
    since: "1.0",
    required: false,
    effect: "writes",
    request: { DelaySeconds: uint, CommandKey: str(32) },
    response: {},
  },
  ChangeDUState: {
    from: "acs",
    since: "1.2",
    required: false,
    effect: "writes",
    request: { Operations: repeated(UNIT_OPERATION), CommandKey: optional(str(32)) },
    response: {},
  },
  SetVouchers: {
    from: "acs",
    since: "1.0",
    required: false,
    effect: "writes",
    deprecated: true,
    request: { VoucherList: texts("base64", 65_536, 1) },
    response: {},
  },
  GetOptions: {
    from: "acs",
    since: "1.0",
    required: false,
    effect: "reads",
    deprecated: true,
    request: { OptionName: str(64) },
    response: { OptionList: list(OPTION) },
  },
  Inform: {
    from: "cpe",
    since: "1.0",
    required: true,
    effect: "writes",
    request: {
      DeviceId: DEVICE_ID,
      Event: list(EVENT, 0, 64),
      MaxEnvelopes: uint,
      CurrentTime: time,
      RetryCount: uint,
      ParameterList: list(PARAMETER_VALUE),
    },
    response: { MaxEnvelopes: uint },
  },
  TransferComplete: {
    from: "cpe",
    since: "1.0",
    required: true,
    effect: "writes",
    request: { CommandKey: str(32), FaultStruct: TRANSFER_FAULT, StartTime: time, CompleteTime: time },
    response: {},
  },
  AutonomousTransferComplete: {
    from: "cpe",
    since: "1.1",
    required: true,
    effect: "writes",
    request: {
      AnnounceURL: str(1024),
      TransferURL: str(1024),
      IsDownload: bool,
      FileType: str(64),
      FileSize: uint,
      TargetFileName: str(256),
      FaultStruct: TRANSFER_FAULT,
      StartTime: time,
      CompleteTime: time,
    },
    response: {},
  },
  RequestDownload: {
    from: "cpe",
    since: "1.0",
    required: false,
    effect: "writes",
    request: { FileType: str(64), FileTypeArg: list(ARGUMENT, 0, 16) },
    response: {},
  },
  DUStateChangeComplete: {
    from: "cpe",
    since: "1.2",
    required: false,
    effect: "writes",
    request: {
      Results: repeated(struct("OpResultStruct", UNIT_RESULT_FIELDS)),
      CommandKey: optional(str(32)),
    },
    response: {},
  },
  AutonomousDUStateChangeComplete: {
    from: "cpe",
    since: "1.2",
    required: false,
    effect: "writes",
    request: {
      Results: repeated(struct("AutonOpResultStruct", { ...UNIT_RESULT_FIELDS, OperationPerformed: text })),
    },
    response: {},
  },
  Kicked: {
    from: "cpe",
    since: "1.0",
    required: false,
    effect: "writes",
    deprecated: true,
    request: { Command: str(32), Referer: str(64), Arg: str(256), Next: str(1024) },
    response: { NextURL: str(1024) },
  },
} as const satisfies Record<string, RpcRow>;

export type RpcName = keyof typeof RPC;
/** RPCs the ACS may send. */
export type AcsRpc = { [N in RpcName]: (typeof RPC)[N]["from"] extends "cpe" ? never : N }[RpcName];
/** RPCs a CPE may send. */
export type CpeRpc = { [N in RpcName]: (typeof RPC)[N]["from"] extends "acs" ? never : N }[RpcName];

/** The arguments of an RPC's request. */
export type Request<N extends RpcName> = FieldValues<(typeof RPC)[N]["request"]>;
/** The arguments of an RPC's response. */
export type Response<N extends RpcName> = FieldValues<(typeof RPC)[N]["response"]>;

export function isRpcName(name: string): name is RpcName {
  return Object.hasOwn(RPC, name);
}
