import { stationsOf, type Home, type Ssid } from "./home.ts";
import { oneOf, ro, rw, secret, type Leaf } from "./leaf.ts";
import { putOldDiagnostics } from "./diagnostics.ts";
import { deviceInfo, managementServer } from "./leaves.ts";
import { Planner, type Plan, type PlanPool } from "./plan.ts";
import { putSoftware } from "./software.ts";

const CIPHERS = oneOf("WEPEncryption", "TKIPEncryption", "AESEncryption", "TKIPandAESEncryption");
const BEACONS = oneOf(
  "None",
  "Basic",
  "WPA",
  "11i",
  "BasicandWPA",
  "Basicand11i",
  "WPAand11i",
  "BasicandWPAand11i",
);
const TRIGGERS = oneOf("OnDemand", "AlwaysOn", "Manual");
const PORT = { min: 0, max: 65_535 };
const WAN = "WANDevice.1.WANConnectionDevice.1.";

/** Number of the WLANConfiguration of an SSID: 1 to 4 on the first radio, 5 to 8 on the second, as gateways count. */
export function wlanNumber(home: Home, index: number): number {
  const { radio = 0 } = home.ssids[index] ?? {};
  return radio * 4 + home.ssids.slice(0, index + 1).filter((ssid) => ssid.radio === radio).length;
}

/** A TR-098 home gateway, with what such boxes carry beyond any mapping: DeviceSummary, vendor leaves, gaps in numbers. */
export function igdPlan(home: Home, pool?: PlanPool): Plan {
  const plan = new Planner("InternetGatewayDevice.", pool);
  putDevice(plan, home);
  putLan(plan, home);
  for (const index of home.ssids.keys()) putWlan(plan, home, index);
  putHosts(plan, home);
  putWan(plan, home);
  putOldDiagnostics(plan, `InternetGatewayDevice.${connection(home)}`);
  putSoftware(plan);
  return plan.plan();
}

/** `InternetGatewayDevice.…WANPPPConnection.1`, without a dot at its end. */
function connection(home: Home): string {
  return `${WAN}${home.wan.kind === "ppp" ? "WANPPPConnection" : "WANIPConnection"}.1`;
}

function putDevice(plan: Planner, home: Home): void {
  plan.put("", {
    DeviceSummary: ro(
      "InternetGatewayDevice:1.4[](Baseline:1, EthernetLAN:1, WiFiLAN:1, EthernetWAN:1, Time:1, IPPing:1, X_0A5067_TrustDomain:1)",
    ),
    LANDeviceNumberOfEntries: ro("1", "unsignedInt"),
    WANDeviceNumberOfEntries: ro("1", "unsignedInt"),
  });
  plan.put("DeviceInfo.", {
    ...deviceInfo(home),
    SpecVersion: ro("1.0"),
    DeviceLog: ro("syslog: boot\nsyslog: wan up\n"),
  });
  plan.put("ManagementServer.", managementServer());
  plan.put("Time.", {
    Enable: rw("true", "boolean"),
    Status: ro("Synchronized"),
    NTPServer1: rw("pool.ntp.org"),
    NTPServer2: rw("time.example.net"),
    NTPServer3: rw(""),
    LocalTimeZone: rw("+01:00"),
    LocalTimeZoneName: rw("CET-1CEST,M3.5.0/2,M10.5.0/3"),
  });
  plan.put("UserInterface.", {
    PasswordRequired: rw("true", "boolean"),
    CurrentLanguage: rw("en"),
    X_0A5067_RemoteHelp: rw("false", "boolean"),
  });
}

function putLan(plan: Planner, home: Home): void {
  const { lan } = home;
  plan.put("LANDevice.1.", {
    LANEthernetInterfaceNumberOfEntries: ro(String(home.ports.length), "unsignedInt"),
    LANWLANConfigurationNumberOfEntries: ro(String(home.ssids.length), "unsignedInt"),
  });
  plan.put("LANDevice.1.LANHostConfigManagement.", {
    DHCPServerConfigurable: rw("true", "boolean"),
    DHCPServerEnable: rw("true", "boolean"),
    MinAddress: rw(lan.min),
    MaxAddress: rw(lan.max),
    SubnetMask: rw(lan.mask),
    DNSServers: rw(lan.address, "list of string"),
    DomainName: rw(lan.domain),
    IPRouters: rw(lan.address, "list of string"),
    DHCPLeaseTime: rw(String(lan.leaseSeconds), "int", { min: -1 }),
    IPInterfaceNumberOfEntries: ro("1", "unsignedInt"),
    DHCPStaticAddressNumberOfEntries: ro("0", "unsignedInt"),
  });
  plan.table(
    "LANDevice.{i}.LANHostConfigManagement.DHCPStaticAddress.{i}.",
    true,
    { Enable: rw("false", "boolean"), Chaddr: rw(""), Yiaddr: rw("") },
    [["Chaddr"]],
  );
  plan.put("LANDevice.1.LANHostConfigManagement.IPInterface.1.", {
    Enable: rw("true", "boolean"),
    IPInterfaceIPAddress: rw(lan.address),
    IPInterfaceSubnetMask: rw(lan.mask),
    IPInterfaceAddressingType: rw("Static", "string", oneOf("DHCP", "Static", "AutoIP")),
  });
  plan.table("LANDevice.{i}.LANHostConfigManagement.IPInterface.{i}.", true);
  for (const [index, port] of home.ports.entries()) {
    const object = `LANDevice.1.LANEthernetInterfaceConfig.${index + 1}.`;
    plan.put(object, {
      Enable: rw("true", "boolean"),
      Status: ro(port.up ? "Up" : "NoLink"),
      MACAddress: ro(port.mac),
      MaxBitRate: rw("Auto", "string", oneOf("10", "100", "1000", "Auto")),
      DuplexMode: rw("Auto", "string", oneOf("Half", "Full", "Auto")),
    });
    plan.put(`${object}Stats.`, {
      BytesSent: ro(port.up ? "123456" : "0", "unsignedInt"),
      BytesReceived: ro(port.up ? "654321" : "0", "unsignedInt"),
    });
  }
}

function putWlan(plan: Planner, home: Home, index: number): void {
  const ssid = home.ssids[index];
  const radio = home.radios[ssid?.radio ?? 0];
  if (ssid === undefined || radio === undefined) return;
  const object = `LANDevice.1.WLANConfiguration.${wlanNumber(home, index)}.`;
  const stations = stationsOf(home, index);
  plan.put(object, {
    Enable: rw(String(ssid.enable), "boolean"),
    Status: ro(ssid.enable ? "Up" : "Disabled"),
    BSSID: ro(ssid.bssid),
    MaxBitRate: rw("Auto"),
    Channel: rw(String(radio.channel), "unsignedInt", { min: 0, max: 255 }),
    AutoChannelEnable: rw(String(radio.autoChannel), "boolean"),
    SSID: rw(ssid.ssid, "string", { maxLength: 32 }),
    ...wlanSecurity(ssid),
    MACAddressControlEnabled: rw("false", "boolean"),
    Standard: ro(radio.band === "5GHz" ? "a" : "n"),
    SSIDAdvertisementEnabled: rw(String(ssid.advertised), "boolean"),
    RadioEnabled: rw(String(radio.enable), "boolean"),
    TransmitPower: rw(String(radio.transmitPower), "unsignedInt", { min: 0, max: 100 }),
    TotalBytesSent: ro(String(ssid.bytesSent), "unsignedInt"),
    TotalAssociations: ro(String(stations.length), "unsignedInt"),
  });
  plan.put(`${object}PreSharedKey.1.`, { PreSharedKey: secret(""), KeyPassphrase: secret(ssid.passphrase) });
  for (const [at, station] of stations.entries()) {
    plan.put(`${object}AssociatedDevice.${at + 1}.`, {
      AssociatedDeviceMACAddress: ro(station.mac),
      AssociatedDeviceIPAddress: ro(station.address),
      AssociatedDeviceAuthenticationState: ro("true", "boolean"),
      LastDataTransmitRate: ro("300"),
      X_0A5067_RSSI: ro("-56", "int"),
    });
  }
  plan.table("LANDevice.{i}.WLANConfiguration.{i}.AssociatedDevice.{i}.", false);
}

function wlanSecurity(ssid: Ssid): Record<string, Leaf> {
  const both = ssid.security === "WPA-WPA2-Personal";
  const auth = oneOf("PSKAuthentication", "EAPAuthentication");
  if (ssid.security === "None") {
    return {
      BeaconType: rw("Basic", "string", BEACONS),
      BasicEncryptionModes: rw("None", "string", oneOf("None", "WEPEncryption")),
      IEEE11iAuthenticationMode: rw("PSKAuthentication", "string", auth),
      IEEE11iEncryptionModes: rw("AESEncryption", "string", CIPHERS),
    };
  }
  return {
    BeaconType: rw(both ? "WPAand11i" : "11i", "string", BEACONS),
    ...(both
      ? {
          WPAAuthenticationMode: rw("PSKAuthentication", "string", auth),
          WPAEncryptionModes: rw("TKIPandAESEncryption", "string", CIPHERS),
        }
      : {}),
    IEEE11iAuthenticationMode: rw("PSKAuthentication", "string", auth),
    IEEE11iEncryptionModes: rw(both ? "TKIPandAESEncryption" : "AESEncryption", "string", CIPHERS),
  };
}

function putHosts(plan: Planner, home: Home): void {
  plan.put("LANDevice.1.Hosts.", { HostNumberOfEntries: ro(String(home.hosts.length), "unsignedInt") });
  for (const [index, host] of home.hosts.entries()) {
    const wired = "port" in host.via;
    const via =
      "port" in host.via
        ? `LANEthernetInterfaceConfig.${host.via.port + 1}`
        : `WLANConfiguration.${wlanNumber(home, host.via.ssid)}`;
    plan.put(`LANDevice.1.Hosts.Host.${index * 2 + 1}.`, {
      IPAddress: ro(host.address),
      MACAddress: ro(host.mac),
      HostName: ro(host.name),
      InterfaceType: ro(wired ? "Ethernet" : "802.11"),
      Active: ro(String(host.active), "boolean"),
      Layer2Interface: ro(`InternetGatewayDevice.LANDevice.1.${via}`),
    });
  }
  plan.table("LANDevice.{i}.Hosts.Host.{i}.", false, {}, [["MACAddress"]]);
}

function putWan(plan: Planner, home: Home): void {
  const { wan } = home;
  const object = `${connection(home)}.`;
  plan.put("Layer3Forwarding.", {
    DefaultConnectionService: rw(`InternetGatewayDevice.${connection(home)}`),
  });
  plan.put("WANDevice.1.WANCommonInterfaceConfig.", {
    WANAccessType: ro("Ethernet"),
    PhysicalLinkStatus: ro("Up"),
    TotalBytesSent: ro("5000000", "unsignedInt"),
    TotalBytesReceived: ro("9000000", "unsignedInt"),
  });
  plan.put("WANDevice.1.WANEthernetInterfaceConfig.", {
    Enable: rw("true", "boolean"),
    Status: ro("Up"),
    MACAddress: ro(wan.mac),
    MaxBitRate: rw("1000", "string", oneOf("10", "100", "1000", "Auto")),
    DuplexMode: rw("Full", "string", oneOf("Half", "Full", "Auto")),
  });
  plan.put(`${WAN}WANEthernetLinkConfig.`, { EthernetLinkStatus: ro("Up") });
  plan.put(WAN, {
    WANIPConnectionNumberOfEntries: ro(wan.kind === "ip" ? "1" : "0", "unsignedInt"),
    WANPPPConnectionNumberOfEntries: ro(wan.kind === "ppp" ? "1" : "0", "unsignedInt"),
  });
  plan.put(object, { ...connectionLeaves(home), ...(wan.kind === "ppp" ? pppLeaves(home) : ipLeaves(home)) });
  for (const [index, mapping] of home.portMappings.entries()) {
    plan.put(`${object}PortMapping.${index * 3 + 2}.`, {
      PortMappingEnabled: rw(String(mapping.enable), "boolean"),
      PortMappingLeaseDuration: rw("0", "unsignedInt"),
      RemoteHost: rw(mapping.remote),
      ExternalPort: rw(String(mapping.externalPort), "unsignedInt", PORT),
      ExternalPortEndRange: rw(String(mapping.externalPortEnd), "unsignedInt", PORT),
      InternalPort: rw(String(mapping.internalPort), "unsignedInt", PORT),
      PortMappingProtocol: rw(mapping.protocol, "string", oneOf("TCP", "UDP")),
      InternalClient: rw(mapping.client),
      PortMappingDescription: rw(mapping.description),
    });
  }
  for (const kind of ["WANPPPConnection", "WANIPConnection"]) {
    plan.table(`WANDevice.{i}.WANConnectionDevice.{i}.${kind}.{i}.`, true, {
      Enable: rw("false", "boolean"),
      Name: rw(""),
    });
    plan.table(`WANDevice.{i}.WANConnectionDevice.{i}.${kind}.{i}.PortMapping.{i}.`, true, portMappingRow());
  }
}

function portMappingRow(): Record<string, Leaf> {
  return {
    PortMappingEnabled: rw("false", "boolean"),
    PortMappingLeaseDuration: rw("0", "unsignedInt"),
    RemoteHost: rw(""),
    ExternalPort: rw("0", "unsignedInt", PORT),
    ExternalPortEndRange: rw("0", "unsignedInt", PORT),
    InternalPort: rw("0", "unsignedInt", PORT),
    PortMappingProtocol: rw("TCP", "string", oneOf("TCP", "UDP")),
    InternalClient: rw(""),
    PortMappingDescription: rw(""),
  };
}

function connectionLeaves(home: Home): Record<string, Leaf> {
  return {
    Enable: rw("true", "boolean"),
    ConnectionStatus: ro("Connected"),
    ConnectionType: rw("IP_Routed"),
    Name: rw("internet"),
    Uptime: ro(String(home.wan.uptime), "unsignedInt"),
    LastConnectionError: ro("ERROR_NONE"),
    NATEnabled: rw("true", "boolean"),
    ExternalIPAddress: rw(home.wan.address),
    DefaultGateway: home.wan.kind === "ppp" ? ro(home.wan.gateway) : rw(home.wan.gateway),
    DNSServers: rw(home.wan.dns.join(","), "list of string"),
    DNSEnabled: rw("true", "boolean"),
    ConnectionTrigger: rw("AlwaysOn", "string", TRIGGERS),
    PortMappingNumberOfEntries: ro(String(home.portMappings.length), "unsignedInt"),
    X_0A5067_VLANID: rw("7", "int", { min: -1, max: 4094 }),
  };
}

function pppLeaves(home: Home): Record<string, Leaf> {
  return {
    Username: rw(home.wan.username),
    Password: secret("isp-secret"),
    MaxMRUSize: rw("1492", "unsignedInt", { min: 1, max: 1540 }),
    TransportType: ro("PPPoE"),
    PPPoEACName: rw(""),
    PPPoEServiceName: rw("internet"),
    PPPLCPEcho: ro("30", "unsignedInt"),
  };
}

function ipLeaves(home: Home): Record<string, Leaf> {
  return {
    AddressingType: rw("DHCP", "string", oneOf("DHCP", "Static")),
    SubnetMask: rw("255.255.255.0"),
    MACAddress: rw(home.wan.mac),
    MaxMTUSize: rw("1500", "unsignedInt", { min: 1, max: 1540 }),
  };
}
