/** A command of the simulated agent; `object` with `{i}`. `mandatory` arguments must be given. */
export interface CommandRow {
  readonly object: string;
  readonly name: string;
  readonly async: boolean;
  readonly input: readonly string[];
  readonly mandatory: readonly string[];
  readonly output: readonly string[];
  /** What a successful run gives back. */
  readonly result?: Readonly<Record<string, string>>;
}

export const COMMANDS: readonly CommandRow[] = [
  {
    object: "Device.",
    name: "Reboot()",
    async: false,
    input: ["Cause", "Reason"],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.",
    name: "FactoryReset()",
    async: false,
    input: ["Cause", "Reason"],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.",
    name: "ScheduleTimer()",
    async: true,
    input: ["DelaySeconds"],
    mandatory: ["DelaySeconds"],
    output: [],
  },
  {
    object: "Device.",
    name: "SelfTestDiagnostics()",
    async: true,
    input: [],
    mandatory: [],
    output: ["Status", "Results"],
    result: { Status: "Complete", Results: "PASS" },
  },
  {
    object: "Device.LocalAgent.Controller.{i}.",
    name: "SendOnBoardRequest()",
    async: false,
    input: [],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.LocalAgent.ControllerTrust.",
    name: "RequestChallenge()",
    async: false,
    input: ["ChallengeRef", "RequestExpiration"],
    mandatory: ["ChallengeRef"],
    output: ["Instruction", "InstructionType", "ValueType", "ChallengeID"],
  },
  {
    object: "Device.LocalAgent.ControllerTrust.",
    name: "ChallengeResponse()",
    async: false,
    input: ["ChallengeID", "Value"],
    mandatory: ["ChallengeID", "Value"],
    output: [],
  },
  {
    object: "Device.LocalAgent.Request.{i}.",
    name: "Cancel()",
    async: false,
    input: [],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.IP.Diagnostics.",
    name: "IPPing()",
    async: true,
    input: [
      "Interface",
      "ProtocolVersion",
      "Host",
      "NumberOfRepetitions",
      "Timeout",
      "DataBlockSize",
      "DSCP",
    ],
    mandatory: ["Host"],
    output: [
      "Status",
      "IPAddressUsed",
      "SuccessCount",
      "FailureCount",
      "AverageResponseTime",
      "MinimumResponseTime",
      "MaximumResponseTime",
    ],
    result: {
      Status: "Complete",
      IPAddressUsed: "198.51.100.7",
      SuccessCount: "4",
      FailureCount: "0",
      AverageResponseTime: "12",
      MinimumResponseTime: "10",
      MaximumResponseTime: "17",
    },
  },
  {
    object: "Device.IP.Diagnostics.",
    name: "TraceRoute()",
    async: true,
    input: [
      "Interface",
      "ProtocolVersion",
      "Host",
      "NumberOfTries",
      "Timeout",
      "DataBlockSize",
      "DSCP",
      "MaxHopCount",
    ],
    mandatory: ["Host"],
    output: ["Status", "IPAddressUsed", "ResponseTime", "RouteHops.{i}.Host", "RouteHops.{i}.RTTimes"],
    result: {
      Status: "Complete",
      IPAddressUsed: "198.51.100.7",
      ResponseTime: "14",
      "RouteHops.1.Host": "gw.isp.example",
      "RouteHops.1.RTTimes": "3,4,3",
    },
  },
  { object: "Device.WiFi.", name: "Reset()", async: false, input: [], mandatory: [], output: [] },
  {
    object: "Device.DeviceInfo.FirmwareImage.{i}.",
    name: "Download()",
    async: true,
    input: ["URL", "AutoActivate", "Username", "Password", "FileSize", "CheckSumAlgorithm", "CheckSum"],
    mandatory: ["URL", "AutoActivate"],
    output: [],
  },
  {
    object: "Device.DeviceInfo.FirmwareImage.{i}.",
    name: "Activate()",
    async: true,
    input: ["TimeWindow.{i}.Start", "TimeWindow.{i}.End", "TimeWindow.{i}.Mode"],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.DeviceInfo.VendorConfigFile.{i}.",
    name: "Backup()",
    async: true,
    input: ["URL", "Username", "Password"],
    mandatory: ["URL"],
    output: [],
  },
  {
    object: "Device.DeviceInfo.VendorConfigFile.{i}.",
    name: "Restore()",
    async: true,
    input: ["URL", "Username", "Password", "FileSize", "TargetFileName", "CheckSumAlgorithm", "CheckSum"],
    mandatory: ["URL"],
    output: [],
  },
  {
    object: "Device.DeviceInfo.VendorLogFile.{i}.",
    name: "Upload()",
    async: true,
    input: ["URL", "Username", "Password"],
    mandatory: ["URL"],
    output: [],
  },
  {
    object: "Device.SoftwareModules.",
    name: "InstallDU()",
    async: true,
    input: ["URL", "UUID", "Username", "Password", "ExecutionEnvRef"],
    mandatory: ["URL"],
    output: ["UUID", "Version", "ExecEnvRef"],
  },
  {
    object: "Device.SoftwareModules.DeploymentUnit.{i}.",
    name: "Update()",
    async: true,
    input: ["URL", "Username", "Password"],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.SoftwareModules.DeploymentUnit.{i}.",
    name: "Uninstall()",
    async: true,
    input: ["RetainData"],
    mandatory: [],
    output: [],
  },
  {
    object: "Device.SoftwareModules.ExecutionUnit.{i}.",
    name: "SetRequestedState()",
    async: false,
    input: ["RequestedState"],
    mandatory: ["RequestedState"],
    output: [],
  },
];

export const EVENTS: readonly {
  readonly object: string;
  readonly name: string;
  readonly args: readonly string[];
}[] = [
  {
    object: "Device.",
    name: "Boot!",
    args: ["CommandKey", "Cause", "Reason", "FirmwareUpdated", "ParameterMap"],
  },
  { object: "Device.LocalAgent.", name: "Periodic!", args: [] },
  { object: "Device.LocalAgent.Threshold.{i}.", name: "Triggered!", args: ["ParamPath", "ParamValue"] },
  {
    object: "Device.SoftwareModules.",
    name: "DUStateChange!",
    args: ["UUID", "DeploymentUnitRef", "Version", "CurrentState", "Resolved", "OperationPerformed", "Fault.FaultCode"],
  },
  {
    object: "Device.LocalAgent.",
    name: "TransferComplete!",
    args: [
      "Command",
      "CommandKey",
      "Requestor",
      "TransferType",
      "Affected",
      "TransferURL",
      "StartTime",
      "CompleteTime",
      "FaultCode",
      "FaultString",
    ],
  },
];
