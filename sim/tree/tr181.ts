import { putAgent, type AgentSide } from "./agentside.ts";
import { stationsOf, type Home, type Ssid } from "./home.ts";
import { oneOf, ro, rw, secret } from "./leaf.ts";
import { putDiagnostics } from "./diagnostics.ts";
import { count, deviceInfo, managementServer } from "./leaves.ts";
import { Planner, type Plan, type PlanPool } from "./plan.ts";
import { putSoftware } from "./software.ts";
import { putNetwork } from "./tr181.net.ts";

const LAN_IP = "Device.IP.Interface.1";
const WAN_IP = "Device.IP.Interface.2";

/** A TR-181 home gateway: managed over CWMP, over USP (with an `agent`), or over both. */
export function devicePlan(
  home: Home,
  sides: { readonly cwmp: boolean; readonly agent?: AgentSide },
  pool?: PlanPool,
): Plan {
  const plan = new Planner("Device.", pool);
  putDevice(plan, home);
  putNetwork(plan, home);
  putWifi(plan, home);
  putHosts(plan, home);
  putSoftware(plan);
  putAlarms(plan);
  if (sides.cwmp) {
    plan.put("", { RootDataModelVersion: ro("2.12") });
    plan.put("ManagementServer.", managementServer());
    putDiagnostics(plan, WAN_IP);
  }
  if (sides.agent !== undefined) putAgent(plan, sides.agent, home);
  return plan.plan();
}

function putDevice(plan: Planner, home: Home): void {
  plan.put("DeviceInfo.", deviceInfo(home));
  plan.put("Time.", {
    Enable: rw("true", "boolean"),
    Status: ro("Synchronized"),
    NTPServer1: rw("pool.ntp.org"),
    NTPServer2: rw("time.example.net"),
    NTPServer3: rw(""),
    LocalTimeZone: rw("CET-1CEST,M3.5.0/2,M10.5.0/3"),
    ClientNumberOfEntries: count(1),
  });
  plan.put("UserInterface.", { PasswordRequired: rw("true", "boolean"), CurrentLanguage: rw("en") });
  plan.put("Time.Client.1.", {
    Enable: rw("true", "boolean"),
    Servers: rw("pool.ntp.org,time.example.net", "list of string"),
  });
  plan.table("Time.Client.{i}.", true, { Enable: rw("false", "boolean"), Servers: rw("", "list of string") });
}

function putWifi(plan: Planner, home: Home): void {
  plan.put("WiFi.", {
    RadioNumberOfEntries: count(home.radios),
    SSIDNumberOfEntries: count(home.ssids),
    AccessPointNumberOfEntries: count(home.ssids),
  });
  for (const [index, radio] of home.radios.entries()) {
    plan.put(`WiFi.Radio.${index + 1}.`, {
      Enable: rw(String(radio.enable), "boolean"),
      OperatingFrequencyBand: rw(radio.band, "string", oneOf("2.4GHz", "5GHz")),
      OperatingStandards: rw(radio.band === "5GHz" ? "a" : "b,g,n", "list of string"),
      Channel: rw(String(radio.channel), "unsignedInt", { min: 1, max: 255 }),
      AutoChannelEnable: rw(String(radio.autoChannel), "boolean"),
      TransmitPower: rw(String(radio.transmitPower), "int", { min: -1, max: 100 }),
    });
  }
  for (const [index, ssid] of home.ssids.entries()) {
    plan.put(`WiFi.SSID.${index + 1}.`, {
      Enable: rw(String(ssid.enable), "boolean"),
      Status: ro(ssid.enable ? "Up" : "Down"),
      LowerLayers: rw(`Device.WiFi.Radio.${ssid.radio + 1}`, "list of string"),
      BSSID: ro(ssid.bssid),
      MACAddress: ro(ssid.bssid),
      SSID: rw(ssid.ssid, "string", { maxLength: 32 }),
    });
    plan.put(`WiFi.SSID.${index + 1}.Stats.`, { BytesSent: ro(String(ssid.bytesSent), "unsignedLong") });
    putAccessPoint(plan, home, ssid, index);
  }
  for (const table of ["Radio", "SSID", "AccessPoint"])
    plan.table(`WiFi.${table}.{i}.`, false, {}, table === "SSID" ? [["BSSID"]] : []);
  plan.table("WiFi.AccessPoint.{i}.AssociatedDevice.{i}.", false, {}, [["MACAddress"]]);
}

function putAccessPoint(plan: Planner, home: Home, ssid: Ssid, index: number): void {
  const object = `WiFi.AccessPoint.${index + 1}.`;
  const stations = stationsOf(home, index);
  plan.put(object, {
    Enable: rw(String(ssid.enable), "boolean"),
    Status: ro(ssid.enable ? "Enabled" : "Disabled"),
    SSIDReference: rw(`Device.WiFi.SSID.${index + 1}`),
    SSIDAdvertisementEnabled: rw(String(ssid.advertised), "boolean"),
    MACAddressControlEnabled: rw("false", "boolean"),
    AssociatedDeviceNumberOfEntries: count(stations),
  });
  const modes =
    ssid.security === "WPA-WPA2-Personal"
      ? "None,WPA-Personal,WPA2-Personal,WPA-WPA2-Personal,WPA-Enterprise,WPA2-Enterprise,WPA-WPA2-Enterprise"
      : "None,WPA2-Personal,WPA2-Enterprise";
  plan.put(`${object}Security.`, {
    ModeEnabled: rw(ssid.security, "string", oneOf("None", ...modes.split(",").slice(1), "WPA3-Personal")),
    KeyPassphrase: secret(ssid.passphrase),
    PreSharedKey: secret("", "hexBinary"),
    ModesSupported: ro(modes, "list of string"),
    ...(ssid.security === "None"
      ? {}
      : {
          EncryptionMode: rw(ssid.security === "WPA2-Personal" ? "AES" : "TKIP,AES", "list of string"),
        }),
  });
  for (const [at, station] of stations.entries()) {
    plan.put(`${object}AssociatedDevice.${at + 1}.`, {
      MACAddress: ro(station.mac),
      AuthenticationState: ro("true", "boolean"),
      LastDataDownlinkRate: ro("300000", "unsignedInt"),
    });
  }
}

function putHosts(plan: Planner, home: Home): void {
  plan.put("Hosts.", { HostNumberOfEntries: count(home.hosts) });
  for (const [index, host] of home.hosts.entries()) {
    const object = `Hosts.Host.${index + 1}.`;
    const layer1 =
      "port" in host.via
        ? `Device.Ethernet.Interface.${host.via.port + 1}`
        : `Device.WiFi.Radio.${(home.ssids[host.via.ssid]?.radio ?? 0) + 1}`;
    plan.put(object, {
      PhysAddress: ro(host.mac),
      IPAddress: ro(host.address),
      HostName: ro(host.name),
      InterfaceType: ro("port" in host.via ? "Ethernet" : "Wi-Fi"),
      Active: ro(String(host.active), "boolean"),
      AssociatedDevice: ro(associated(home, index)),
      Layer1Interface: ro(layer1),
      Layer3Interface: ro(LAN_IP),
      IPv4AddressNumberOfEntries: count(1),
    });
    plan.put(`${object}IPv4Address.1.`, { IPAddress: ro(host.address) });
  }
  plan.table("Hosts.Host.{i}.", false, {}, [["PhysAddress"]]);
  plan.table("Hosts.Host.{i}.IPv4Address.{i}.", false);
}

/** Alarms that stand now; none at the factory. */
function putAlarms(plan: Planner): void {
  plan.put("FaultMgmt.", { CurrentAlarmNumberOfEntries: count(0) });
  plan.table(
    "FaultMgmt.CurrentAlarm.{i}.",
    false,
    {
      AlarmIdentifier: ro(""),
      EventType: ro(""),
      ProbableCause: ro(""),
      SpecificProblem: ro(""),
      PerceivedSeverity: ro("Major"),
    },
    [["AlarmIdentifier"], ["EventType", "ProbableCause", "SpecificProblem"]],
  );
}

function associated(home: Home, index: number): string {
  const host = home.hosts[index];
  if (host === undefined || !host.active || !("ssid" in host.via)) return "";
  const { ssid } = host.via;
  const before = home.hosts
    .slice(0, index)
    .filter((other) => other.active && "ssid" in other.via && other.via.ssid === ssid);
  return `Device.WiFi.AccessPoint.${ssid + 1}.AssociatedDevice.${before.length + 1}`;
}
