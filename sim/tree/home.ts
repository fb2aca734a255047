import { MODELS, type ModelRow } from "./models.table.ts";

/** One home gateway as its owner knows it, before any data model: trees of every kind are drawn from it. */
export interface Home {
  readonly model: ModelRow;
  readonly serialNumber: string;
  readonly softwareVersion: string;
  readonly provisioningCode: string;
  readonly radios: readonly Radio[];
  readonly ssids: readonly Ssid[];
  readonly ports: readonly Port[];
  readonly hosts: readonly Host[];
  readonly lan: Lan;
  readonly wan: Wan;
  readonly portMappings: readonly PortMapping[];
}

export interface Radio {
  readonly band: "2.4GHz" | "5GHz";
  readonly enable: boolean;
  readonly channel: number;
  readonly autoChannel: boolean;
  readonly transmitPower: number;
}

export interface Ssid {
  /** Index into `radios` */
  readonly radio: number;
  readonly ssid: string;
  readonly bssid: string;
  readonly enable: boolean;
  readonly advertised: boolean;
  readonly security: "None" | "WPA2-Personal" | "WPA-WPA2-Personal";
  readonly passphrase: string;
  readonly bytesSent: number;
}

export interface Port {
  readonly mac: string;
  readonly up: boolean;
}

export interface Host {
  readonly name: string;
  readonly address: string;
  readonly mac: string;
  readonly active: boolean;
  /** Where it is connected: index into `ports` or into `ssids`. */
  readonly via: { readonly port: number } | { readonly ssid: number };
}

export interface Lan {
  readonly address: string;
  readonly mask: string;
  readonly min: string;
  readonly max: string;
  readonly leaseSeconds: number;
  readonly domain: string;
}

export interface Wan {
  readonly kind: "ppp" | "ip";
  readonly mac: string;
  readonly address: string;
  readonly gateway: string;
  readonly dns: readonly string[];
  readonly username: string;
  readonly uptime: number;
}

export interface PortMapping {
  readonly enable: boolean;
  readonly description: string;
  readonly protocol: "TCP" | "UDP";
  readonly externalPort: number;
  readonly externalPortEnd: number;
  readonly internalPort: number;
  readonly client: string;
  readonly remote: string;
}

/** The home number `index` (from 0), always the same one. `model` picks a row of MODELS; by default they take turns. */
export function homeOf(index: number, model: ModelRow = MODELS[index % MODELS.length] ?? MODELS[0]): Home {
  const byte = (offset: number) => ((index >> offset) & 255).toString(16).padStart(2, "0").toUpperCase();
  const oui = model.oui.match(/../g)?.join(":") ?? "";
  const mac = (last: number) =>
    `${oui}:${byte(8)}:${byte(0)}:${(last & 255).toString(16).padStart(2, "0").toUpperCase()}`;
  const station = (last: number) =>
    `02:${byte(16)}:${byte(8)}:${byte(0)}:00:${last.toString(16).padStart(2, "0")}`;
  const net = `192.168.${index % 3 === 2 ? 178 : 1}`;
  const tag = String(index).padStart(4, "0");
  const guest = index % 4 === 3;
  const hosts: Host[] = [
    { name: "nas", address: `${net}.10`, mac: station(17), active: true, via: { port: 0 } },
    { name: `phone-${tag}`, address: `${net}.101`, mac: station(34), active: true, via: { ssid: 2 } },
    { name: "printer", address: `${net}.102`, mac: station(51), active: index % 2 === 0, via: { ssid: 0 } },
  ];
  return {
    model,
    serialNumber: `${model.serialPrefix}${String(index).padStart(8, "0")}`,
    softwareVersion: model.firmware[index % model.firmware.length] ?? "1.0",
    provisioningCode: "",
    radios: [
      {
        band: "2.4GHz",
        enable: true,
        channel: [1, 6, 11][index % 3] ?? 6,
        autoChannel: index % 2 === 0,
        transmitPower: 100,
      },
      {
        band: "5GHz",
        enable: true,
        channel: [36, 44, 100][index % 3] ?? 36,
        autoChannel: false,
        transmitPower: 80,
      },
    ],
    ssids: [
      {
        radio: 0,
        ssid: `Home-${tag}`,
        bssid: mac(16),
        enable: true,
        advertised: true,
        security: "WPA-WPA2-Personal",
        passphrase: `pass-${tag}-24`,
        bytesSent: 1000,
      },
      {
        radio: 0,
        ssid: `Guest-${tag}`,
        bssid: mac(17),
        enable: guest,
        advertised: true,
        security: "None",
        passphrase: "",
        bytesSent: 0,
      },
      {
        radio: 1,
        ssid: `Home-${tag}-5G`,
        bssid: mac(20),
        enable: true,
        advertised: true,
        security: "WPA2-Personal",
        passphrase: `pass-${tag}-50`,
        bytesSent: 250_000,
      },
    ],
    ports: [
      { mac: mac(3), up: true },
      { mac: mac(4), up: false },
    ],
    hosts,
    lan: {
      address: `${net}.1`,
      mask: "255.255.255.0",
      min: `${net}.100`,
      max: `${net}.199`,
      leaseSeconds: 86_400,
      domain: "lan",
    },
    wan: {
      kind: index % 3 === 1 ? "ip" : "ppp",
      mac: mac(32),
      address: `198.51.${100 + ((index >> 8) % 100)}.${index & 255}`,
      gateway: `198.51.${100 + ((index >> 8) % 100)}.1`,
      dns: ["203.0.113.53", "203.0.113.54"],
      username: `user${index}@isp.example`,
      uptime: 4021,
    },
    portMappings: [
      {
        enable: true,
        description: "nas-https",
        protocol: "TCP",
        externalPort: 443,
        externalPortEnd: 0,
        internalPort: 8443,
        client: `${net}.10`,
        remote: "",
      },
      {
        enable: false,
        description: "game",
        protocol: "UDP",
        externalPort: 6000,
        externalPortEnd: 6010,
        internalPort: 6000,
        client: `${net}.101`,
        remote: "198.51.100.200",
      },
    ],
  };
}

/** The hosts that are on one of its wireless networks now. */
export function stationsOf(home: Home, ssid: number): readonly Host[] {
  return home.hosts.filter((host) => host.active && "ssid" in host.via && host.via.ssid === ssid);
}
