import type { NotifyType } from "#core";

/** One subscription of a shipped set. `part`: lower-case letters; with the id of the row it is the subscription's id. */
export interface TelemetryRow {
  readonly part: string;
  readonly about: string;
  readonly notifType: NotifyType;
  readonly paths: readonly string[];
}

/** Sets that are switched on for a group of devices by one row. What a device does not have is left out there and told. */
export const TELEMETRY = {
  standard: [
    {
      part: "interfaces",
      about: "Interfaces going up and down",
      notifType: "ValueChange",
      paths: [
        "Device.IP.Interface.*.Status",
        "Device.PPP.Interface.*.Status",
        "Device.Ethernet.Interface.*.Status",
        "Device.Ethernet.Link.*.Status",
        "Device.WiFi.Radio.*.Status",
        "Device.WiFi.SSID.*.Status",
        "Device.Optical.Interface.*.Status",
        "Device.DSL.Line.*.Status",
        "Device.DSL.Channel.*.Status",
        "Device.ATM.Link.*.Status",
        "Device.PTM.Link.*.Status",
        "Device.DOCSIS.Interface.*.Status",
        "Device.Cellular.Interface.*.Status",
      ],
    },
    {
      part: "stations",
      about: "Wi-Fi stations that come",
      notifType: "ObjectCreation",
      paths: ["Device.WiFi.AccessPoint.*.AssociatedDevice."],
    },
    {
      part: "stationsgone",
      about: "Wi-Fi stations that go",
      notifType: "ObjectDeletion",
      paths: ["Device.WiFi.AccessPoint.*.AssociatedDevice.*."],
    },
    {
      part: "hosts",
      about: "Hosts that appear",
      notifType: "ObjectCreation",
      paths: ["Device.Hosts.Host."],
    },
    {
      part: "hostsgone",
      about: "Hosts that are forgotten",
      notifType: "ObjectDeletion",
      paths: ["Device.Hosts.Host.*."],
    },
    {
      part: "hostsactive",
      about: "Hosts that come and go",
      notifType: "ValueChange",
      paths: ["Device.Hosts.Host.*.Active"],
    },
    {
      part: "faults",
      about: "Alarms that are raised",
      notifType: "ObjectCreation",
      paths: [
        "Device.FaultMgmt.CurrentAlarm.",
        "Device.FaultMgmt.HistoryEvent.",
        "Device.FaultMgmt.ExpeditedEvent.",
        "Device.FaultMgmt.QueuedEvent.",
      ],
    },
    {
      part: "faultsgone",
      about: "Alarms that are cleared",
      notifType: "ObjectDeletion",
      paths: ["Device.FaultMgmt.CurrentAlarm.*."],
    },
    {
      part: "thresholds",
      about: "Thresholds that are crossed",
      notifType: "Event",
      paths: ["Device.LocalAgent.Threshold.*.Triggered!"],
    },
  ],
} as const satisfies Readonly<Record<string, readonly TelemetryRow[]>>;

export type TelemetryName = keyof typeof TELEMETRY;
