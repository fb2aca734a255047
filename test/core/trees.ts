import { schemaOf, type Parameter, type ValueType } from "#core";

/** A parameter as a stack gives it; the type is the standard's, or string. */
export function parameter(path: string, value: string, type?: ValueType): Parameter {
  return {
    path,
    value,
    type: type ?? schemaOf(path)?.type ?? "string",
    writable: false,
    at: 0,
    source: { path, protocol: "usp", kind: "exact" },
  };
}

export function parameters(values: Readonly<Record<string, string>>): Parameter[] {
  return Object.entries(values).map(([path, value]) => parameter(path, value));
}

/** An agent with two controllers, two subscriptions, two MTPs and references between them. */
export const AGENT = parameters({
  "Device.RootDataModelVersion": "2.19",
  "Device.LocalAgent.EndpointID": "os::012345-A",
  "Device.LocalAgent.ControllerNumberOfEntries": "2",
  "Device.LocalAgent.SubscriptionNumberOfEntries": "3",
  "Device.LocalAgent.RequestNumberOfEntries": "0",
  "Device.LocalAgent.Controller.1.Alias": "cpe-1",
  "Device.LocalAgent.Controller.1.EndpointID": "proto::gateway-1",
  "Device.LocalAgent.Controller.1.Enable": "true",
  "Device.LocalAgent.Controller.1.ControllerCode": "",
  "Device.LocalAgent.Controller.1.PeriodicNotifInterval": "86400",
  "Device.LocalAgent.Controller.1.AssignedRole":
    "Device.LocalAgent.ControllerTrust.Role.1,Device.LocalAgent.ControllerTrust.Role.2",
  "Device.LocalAgent.Controller.1.MTP.1.Enable": "true",
  "Device.LocalAgent.Controller.1.MTP.1.Protocol": "MQTT",
  "Device.LocalAgent.Controller.1.MTP.1.MQTT.Topic": "usp/controller",
  "Device.LocalAgent.Controller.10.Alias": "cpe-10",
  "Device.LocalAgent.Controller.10.EndpointID": "proto::gateway-10",
  "Device.LocalAgent.Controller.10.Enable": "false",
  "Device.LocalAgent.Controller.10.ControllerCode": "x",
  "Device.LocalAgent.Controller.10.PeriodicNotifInterval": "30",
  "Device.LocalAgent.Controller.10.AssignedRole": "",
  "Device.LocalAgent.ControllerTrust.Role.1.Name": "Full",
  "Device.LocalAgent.ControllerTrust.Role.2.Name": "Guest",
  "Device.LocalAgent.Subscription.1.ID": "boot",
  "Device.LocalAgent.Subscription.1.Recipient": "Device.LocalAgent.Controller.1",
  "Device.LocalAgent.Subscription.1.Enable": "true",
  "Device.LocalAgent.Subscription.1.CreationDate": "2022-01-01T00:00:00Z",
  "Device.LocalAgent.Subscription.2.ID": "boot",
  "Device.LocalAgent.Subscription.2.Recipient": "Device.LocalAgent.Controller.10.",
  "Device.LocalAgent.Subscription.2.Enable": "true",
  "Device.LocalAgent.Subscription.2.CreationDate": "0001-01-01T00:00:00Z",
  "Device.LocalAgent.Subscription.3.ID": "lost",
  "Device.LocalAgent.Subscription.3.Recipient": "Device.LocalAgent.Controller.9",
  "Device.LocalAgent.Subscription.3.Enable": "false",
  "Device.LocalAgent.Subscription.3.CreationDate": "2020-01-01T00:00:00Z",
  "Device.LocalAgent.MTP.1.Enable": "true",
  "Device.LocalAgent.MTP.1.MQTT.Reference": "Device.MQTT.Client.1",
  "Device.LocalAgent.MTP.2.Enable": "true",
  "Device.LocalAgent.MTP.2.MQTT.Reference": "",
  "Device.MQTT.Client.1.BrokerPort": "1883",
  "Device.MQTT.Client.1.Status": "Connected",
  "Device.X_EXAMPLE-COM_Thing.Level": "3",
});
