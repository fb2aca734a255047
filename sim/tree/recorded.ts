import { ro, rw, secret, type Leaf } from "./leaf.ts";
import { Planner, type Plan } from "./plan.ts";

/** Devices whose trees were taken from recordings; each leaf was seen on the wire, with its value and type. */
export type RecordedName =
  | "easycwmp"
  | "cwmp-sim"
  | "netcwmp"
  | "zyxel-p2601"
  | "zyxel-vmg8924"
  | "zte-f600w"
  | "mikrotik-rb2011"
  | "cisco-spa122";

/** The tree of a recorded device, with a serial number of its own so that many can live side by side. */
export function recordedPlan(name: RecordedName, serialNumber: string): Plan {
  return RECORDED[name](serialNumber);
}

const RECORDED: Readonly<Record<RecordedName, (serialNumber: string) => Plan>> = {
  easycwmp: (serialNumber) => {
    const plan = new Planner("Device.").put("", { RootDataModelVersion: ro("2.11") });
    plan.put("DeviceInfo.", {
      Manufacturer: ro("easycwmp"),
      ManufacturerOUI: ro("FFFFFF"),
      ProductClass: ro("easycwmp"),
      SerialNumber: ro(serialNumber),
      HardwareVersion: ro("hw1"),
      SoftwareVersion: ro("1.0 & <b>é"),
      ProvisioningCode: rw(""),
      UpTime: ro("123", "unsignedInt"),
    });
    plan.put("ManagementServer.", management());
    plan.put("Layer3Forwarding.Forwarding.1.", {
      Enable: rw("true", "boolean"),
      DestIPAddress: rw("0.0.0.0"),
    });
    plan.table("Layer3Forwarding.Forwarding.{i}.", true, {
      Enable: rw("false", "boolean"),
      DestIPAddress: rw(""),
    });
    plan.put("WiFi.", { SSIDNumberOfEntries: ro("1", "unsignedInt") });
    plan.put("WiFi.SSID.1.", { SSID: rw("OpenWrt"), Enable: rw("true", "boolean") });
    return plan.table("WiFi.SSID.{i}.", false).plan();
  },
  /** Says OUI, not ManagementServer.Username, and has a LANDevice below a TR-181 root. */
  "cwmp-sim": (serialNumber) => {
    const plan = new Planner("Device.");
    plan.put("DeviceInfo.", {
      Manufacturer: ro("Simulator"),
      OUI: ro("00E0FC"),
      ManufacturerOUI: ro("000000"),
      ProductClass: ro("Simulator"),
      SerialNumber: ro(serialNumber),
      SpecVersion: ro("1.0"),
      HardwareVersion: ro("1.0"),
      SoftwareVersion: ro("1.0.0"),
      ProvisioningCode: rw(""),
      DeviceStatus: ro("Up"),
      UpTime: ro("0", "unsignedInt"),
      FirstUseDate: ro("0001-01-01T00:00:00Z", "dateTime"),
    });
    return plan.put("ManagementServer.", management()).bare("IP.", "LANDevice.").plan();
  },
  /** Tells its passwords when it is asked. */
  netcwmp: (serialNumber) => {
    const plan = gateway("ChinaNMS", "A00001", "OT2800", serialNumber, "V1.0", "V1.2.7.29");
    plan.put("", { DeviceSummary: ro("") });
    plan.put("DeviceInfo.", { SpecVersion: ro("V1.0"), ProvisioningCode: rw("OT2800") });
    plan.put("ManagementServer.", {
      ...management(),
      Username: rw("cwmp"),
      Password: rw("cwmp"),
      ConnectionRequestUsername: rw("cwmp"),
      ConnectionRequestPassword: rw("cwmp"),
    });
    return plan
      .put("WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.", { ExternalIPAddress: rw("") })
      .plan();
  },
  "zyxel-p2601": (serialNumber) => {
    const plan = gateway("ZyXEL", "EC43F6", "P-2601HN-F1", serialNumber, "P-2601HN-F1", "V1.00(AACB.3)");
    plan.put("", {
      DeviceSummary: ro(
        "InternetGatewayDevice:1.4[](Baseline:1, EthernetLAN:1, WiFiLAN:1, EthernetWAN:1, ADSLWAN:1, IPPing:1, DSLDiagnostics:1, Time:1), VoiceService:1.0[1](Endpoint:1, SIPEndpoint:1)",
      ),
    });
    plan.put("ManagementServer.", management());
    return plan
      .put("WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.", { ExternalIPAddress: rw("192.0.2.83") })
      .plan();
  },
  /** An IPv6 device whose default WAN has only a vendor's address leaf. */
  "zyxel-vmg8924": (serialNumber) => {
    const plan = gateway("ZyXEL", "4C9EFF", "VMG8924-B10A", serialNumber, "HW_1.0", "1.00(AAQU.1)b20");
    plan.put("", {
      DeviceSummary: ro(
        "InternetGatewayDevice:1.4[](Baseline:1, EthernetLAN:1, Time:1, IPPing:1, DeviceAssociation:1, EthernetWAN:1, VDSL2WAN:1, ADSLWAN:1, ATMLoopback:1, WiFiLAN:1, X_5067F0_TrustDomain:1), VoiceService:1.0[1](Endpoint:1, SIPEndpoint:1)",
      ),
    });
    plan.put("DeviceInfo.", { ProvisioningCode: rw("31755,n") });
    plan.put("ManagementServer.", management());
    return plan
      .put("WANDevice.2.WANConnectionDevice.1.WANIPConnection.2.", {
        X_5067F0_ExternalIPv6Address: ro("2001:db8:1400::1ff/64"),
      })
      .plan();
  },
  "zte-f600w": (serialNumber) => {
    const plan = gateway("ZTE", "44F436", "F600W", serialNumber, "V5.2", "V5.2.10P4T26");
    const summary =
      "InternetGatewayDevice:1.0[](Baseline:1, EthernetLAN:4,GE:4,WiFi:1,\n                        PONWAN:1, Voip:0, Time:1, IPPing:1)\n                    ";
    return plan
      .put("", { DeviceSummary: ro(summary) })
      .put("ManagementServer.", management())
      .plan();
  },
  "mikrotik-rb2011": (serialNumber) => {
    const plan = new Planner("Device.").put("", { RootDataModelVersion: ro("2.11") });
    plan.put("DeviceInfo.", {
      Manufacturer: ro("MikroTik"),
      ManufacturerOUI: ro("E48D8C"),
      ProductClass: ro("RB2011iL"),
      SerialNumber: ro(serialNumber),
      HardwareVersion: ro("v1.0"),
      SoftwareVersion: ro("6.41.3"),
      ProvisioningCode: rw(""),
      UpTime: ro("0", "unsignedInt"),
    });
    return plan.put("ManagementServer.", management()).plan();
  },
  /** An ATA: no gateway, no WAN, a log that is not told. */
  "cisco-spa122": (serialNumber) => {
    const plan = new Planner("Device.");
    plan.put("DeviceInfo.", {
      Manufacturer: ro("Cisco"),
      ManufacturerOUI: ro("88755B"),
      ProductClass: ro("SPA122"),
      SerialNumber: ro(serialNumber),
      HardwareVersion: ro("1.0.0"),
      SoftwareVersion: ro("1.4.1"),
      ProvisioningCode: rw(""),
      UpTime: ro("0", "unsignedInt"),
      DeviceLog: ro(""),
    });
    return plan.put("ManagementServer.", management()).plan();
  },
};

function gateway(
  manufacturer: string,
  oui: string,
  productClass: string,
  serialNumber: string,
  hardware: string,
  software: string,
): Planner {
  return new Planner("InternetGatewayDevice.").put("DeviceInfo.", {
    Manufacturer: ro(manufacturer),
    ManufacturerOUI: ro(oui),
    ProductClass: ro(productClass),
    SerialNumber: ro(serialNumber),
    SpecVersion: ro("1.0"),
    HardwareVersion: ro(hardware),
    SoftwareVersion: ro(software),
    ProvisioningCode: rw(""),
    UpTime: ro("0", "unsignedInt"),
  });
}

/** The least a managed device has, as these devices have it. */
function management(): Record<string, Leaf> {
  return {
    URL: rw(""),
    Username: rw(""),
    Password: secret(""),
    PeriodicInformEnable: rw("true", "boolean"),
    PeriodicInformInterval: rw("1800", "unsignedInt", { min: 1 }),
    PeriodicInformTime: rw("0001-01-01T00:00:00Z", "dateTime"),
    ParameterKey: ro(""),
    ConnectionRequestURL: ro(""),
    ConnectionRequestUsername: rw(""),
    ConnectionRequestPassword: secret(""),
  };
}
