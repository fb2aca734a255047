import type { Home } from "./home.ts";
import { oneOf, ro, rw, secret, type Leaf } from "./leaf.ts";
import type { Planner } from "./plan.ts";
import { assignedRole, putTrust, type AgentTrust } from "./trust.ts";

const PORT = { min: 0, max: 65_535 };
const NOTIF_TYPES = oneOf("ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "Event");

/** What a USP agent must know of its controller. */
export interface AgentSide {
  readonly endpointId: string;
  readonly controllerId: string;
  /** By STOMP these two are destinations. */
  readonly controllerTopic: string;
  readonly agentTopic: string;
  readonly brokerHost: string;
  readonly brokerPort: number;
  readonly protocolVersion: "5.0" | "3.1.1";
  /** It asks to be taken on board until it is told that this is done; the reference agent cannot. */
  readonly completes?: true;
  /** Absent: the agent has no roles, and its controller may do everything. */
  readonly trust?: AgentTrust;
  /** Default MQTT. Over WebSocket `brokerHost` and `brokerPort` are where its controller listens, or where it does itself. */
  readonly transport?: "MQTT" | "STOMP" | "WebSocket";
  /** How it takes session contexts with its controller; absent: it allows none, as the reference agent. */
  readonly session?: { readonly mode: "Require" | "Allow" | "Forbid"; readonly maxRecordBytes: number };
  /** Places for firmware images; default 2. */
  readonly banks?: 1 | 2;
}

/** The part of a TR-181 tree that a USP agent has of its own. */
export function putAgent(plan: Planner, side: AgentSide, home: Home): void {
  const { transport = "MQTT" } = side;
  for (const part of ["IP", "DNS", "DSL", "ATM", "HPNA", "Ghn", "UPA"]) plan.bare(`${part}.Diagnostics.`);
  putLog(plan);
  plan.put("DeviceInfo.", {
    ActiveFirmwareImage: ro("Device.DeviceInfo.FirmwareImage.1"),
    BootFirmwareImage: rw("Device.DeviceInfo.FirmwareImage.1"),
    FirmwareImageNumberOfEntries: ro(String(side.banks ?? 2), "unsignedInt"),
  });
  for (const [index, bank] of ["bank-a", "bank-b"].slice(0, side.banks).entries()) {
    plan.put(`DeviceInfo.FirmwareImage.${index + 1}.`, {
      Alias: rw(`cpe-${index + 1}`),
      Name: ro(bank),
      Version: ro(index === 0 ? home.softwareVersion : ""),
      Available: rw("true", "boolean"),
      Status: ro(index === 0 ? "Active" : "NoImage"),
      BootFailureLog: ro(""),
    });
  }
  plan.table("DeviceInfo.FirmwareImage.{i}.", false, {}, [["Alias"]]);
  plan.put("LocalAgent.", {
    EndpointID: ro(side.endpointId),
    SoftwareVersion: ro("1.0.0"),
    UpTime: ro("0", "unsignedInt"),
    SupportedProtocols: ro(transport, "list of string"),
    MTPNumberOfEntries: ro("1", "unsignedInt"),
    ControllerNumberOfEntries: ro("1", "unsignedInt"),
    SubscriptionNumberOfEntries: ro("0", "unsignedInt"),
    RequestNumberOfEntries: ro("0", "unsignedInt"),
  });
  plan.put("LocalAgent.MTP.1.", {
    Alias: rw("cpe-1"),
    Enable: rw("true", "boolean"),
    Status: ro("Up"),
    Protocol: rw(transport),
  });
  const { trust } = side;
  const role = trust === undefined ? "" : assignedRole(trust);
  plan.put("LocalAgent.Controller.1.", {
    ...controllerRow(side.controllerId, role),
    ...(side.completes === true ? { OnBoardingComplete: rw("false", "boolean") } : {}),
  });
  if (trust !== undefined) putTrust(plan, trust);
  const { session } = side;
  if (session !== undefined)
    plan.put("LocalAgent.Controller.1.E2ESession.", {
      SessionMode: rw(session.mode, "string", oneOf("Require", "Allow", "Forbid")),
      MaxUSPRecordSize: rw(String(session.maxRecordBytes), "unsignedInt"),
    });
  plan.put("LocalAgent.Controller.1.MTP.1.", {
    Alias: rw("cpe-1"),
    Enable: rw("true", "boolean"),
    Protocol: rw(transport),
  });
  if (transport === "STOMP") putStomp(plan, side);
  else if (transport === "WebSocket") putSocket(plan, side);
  else putMqtt(plan, side);
  plan.table("LocalAgent.MTP.{i}.", false, {}, [["Alias"]]);
  plan.table("LocalAgent.Controller.{i}.", true, controllerRow(""), [["Alias"], ["EndpointID"]]);
  plan.table(
    "LocalAgent.Controller.{i}.MTP.{i}.",
    true,
    { Alias: rw("cpe-*"), Enable: rw("false", "boolean"), Protocol: rw("MQTT") },
    [["Alias"], ["Protocol"]],
  );
  plan.table(
    "LocalAgent.Controller.{i}.BootParameter.{i}.",
    true,
    { Alias: rw("cpe-*"), Enable: rw("false", "boolean"), ParameterName: rw("") },
    [["Alias"], ["ParameterName"]],
  );
  plan.table("LocalAgent.Threshold.{i}.", false, { Enable: rw("false", "boolean"), ReferencePath: rw("") });
  plan.table("LocalAgent.Subscription.{i}.", true, subscriptionRow(), [["Alias"], ["ID", "Recipient"]]);
  plan.table(
    "LocalAgent.Request.{i}.",
    false,
    { Alias: rw("cpe-*"), Originator: ro(""), Command: ro(""), CommandKey: ro(""), Status: ro("Requested") },
    [["Originator", "Command", "CommandKey"], ["Alias"]],
  );
}

function putMqtt(plan: Planner, side: AgentSide): void {
  plan.put("LocalAgent.MTP.1.MQTT.", {
    Reference: rw("Device.MQTT.Client.1"),
    ResponseTopicConfigured: rw(side.agentTopic),
    ResponseTopicDiscovered: ro(""),
    PublishQoS: rw("1", "unsignedInt", { max: 2 }),
  });
  plan.put("LocalAgent.Controller.1.MTP.1.MQTT.", {
    Reference: rw("Device.MQTT.Client.1"),
    Topic: rw(side.controllerTopic),
  });
  plan.put("MQTT.", { ClientNumberOfEntries: ro("1", "unsignedInt") });
  plan.put("MQTT.Client.1.", {
    Alias: rw("cpe-1"),
    Name: rw("causeway"),
    Enable: rw("true", "boolean"),
    Status: ro("Connected"),
    ProtocolVersion: rw(side.protocolVersion, "string", oneOf("3.1", "3.1.1", "5.0")),
    BrokerAddress: rw(side.brokerHost),
    BrokerPort: rw(String(side.brokerPort), "unsignedInt", PORT),
    KeepAliveTime: rw("60", "unsignedInt", PORT),
    ClientID: rw(side.endpointId),
    Username: rw(""),
    Password: secret(""),
  });
  plan.table("MQTT.Client.{i}.", false, {}, [["Alias"], ["Name"]]);
}

function putSocket(plan: Planner, { brokerHost, brokerPort }: AgentSide): void {
  const at = {
    Port: rw(String(brokerPort), "unsignedInt", PORT),
    Path: rw("/usp"),
    EnableEncryption: rw("false", "boolean"),
  };
  plan.put("LocalAgent.MTP.1.WebSocket.", { ...at, KeepAliveInterval: rw("30", "unsignedInt", PORT) });
  plan.put("LocalAgent.Controller.1.MTP.1.WebSocket.", { Host: rw(brokerHost), ...at });
}

function putStomp(plan: Planner, side: AgentSide): void {
  plan.put("LocalAgent.MTP.1.STOMP.", {
    Reference: rw("Device.STOMP.Connection.1"),
    Destination: rw(side.agentTopic),
    DestinationFromServer: ro(""),
  });
  plan.put("LocalAgent.Controller.1.MTP.1.STOMP.", {
    Reference: rw("Device.STOMP.Connection.1"),
    Destination: rw(side.controllerTopic),
  });
  plan.put("STOMP.", { ConnectionNumberOfEntries: ro("1", "unsignedInt") });
  plan.put("STOMP.Connection.1.", {
    Alias: rw("cpe-1"),
    Enable: rw("true", "boolean"),
    Status: ro("Enabled"),
    Host: rw(side.brokerHost),
    Port: rw(String(side.brokerPort), "unsignedInt", PORT),
    Username: rw(""),
    Password: secret(""),
  });
  plan.table("STOMP.Connection.{i}.", false, {}, [["Alias"], ["Host", "Username"]]);
}

function putLog(plan: Planner): void {
  plan.put("DeviceInfo.VendorLogFile.1.", {
    Name: ro("messages"),
    MaximumSize: ro("0", "unsignedInt"),
    Persistent: ro("false", "boolean"),
  });
  plan.table("DeviceInfo.VendorLogFile.{i}.", false, {}, [["Name"]]);
}

function controllerRow(endpointId: string, role = ""): Record<string, Leaf> {
  return {
    Alias: rw("cpe-*".replace("*", endpointId === "" ? "*" : "1")),
    Enable: rw(endpointId === "" ? "false" : "true", "boolean"),
    EndpointID: rw(endpointId),
    AssignedRole: rw(role, "list of string"),
    InheritedRole: ro("", "list of string"),
    ControllerCode: rw("", "string", { maxLength: 128 }),
    ProvisioningCode: rw("", "string", { maxLength: 64 }),
    PeriodicNotifInterval: rw("86400", "unsignedInt", { min: 1 }),
    PeriodicNotifTime: rw("0001-01-01T00:00:00Z", "dateTime"),
    USPNotifRetryMinimumWaitInterval: rw("5", "unsignedInt", { min: 1, max: 65_535 }),
    USPNotifRetryIntervalMultiplier: rw("2000", "unsignedInt", { min: 1000, max: 65_535 }),
    MTPNumberOfEntries: ro(endpointId === "" ? "0" : "1", "unsignedInt"),
    BootParameterNumberOfEntries: ro("0", "unsignedInt"),
  };
}

function subscriptionRow(): Record<string, Leaf> {
  return {
    Alias: rw("cpe-*"),
    Enable: rw("false", "boolean"),
    Recipient: ro(""),
    ID: rw("", "string", { maxLength: 64 }),
    CreationDate: ro("0001-01-01T00:00:00Z", "dateTime"),
    NotifType: rw("ValueChange", "string", NOTIF_TYPES),
    ReferenceList: rw("", "list of string"),
    Persistent: rw("false", "boolean"),
    TimeToLive: rw("0", "unsignedInt"),
    NotifRetry: rw("false", "boolean"),
    NotifExpiration: rw("0", "unsignedInt"),
  };
}
