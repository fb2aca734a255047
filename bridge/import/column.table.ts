/** One column of an import. `most`: characters. `path`: where a GenieACS document has it, below the root of the data model. */
export interface ColumnRow {
  readonly meaning: string;
  readonly most: number;
  readonly path?: string;
  /** The device says it of itself, and will say it again. */
  readonly said?: true;
}

/** What a file of devices may tell, by the name of its column. `attributes.<name>` comes beside these. */
export const COLUMNS = {
  cwmp: { meaning: "CWMP identity, `OUI-ProductClass-SerialNumber`, parts percent-encoded as GenieACS does", most: 256 },
  oui: { meaning: "with `serialNumber`, instead of `cwmp`", most: 9 },
  productClass: { meaning: "with `oui` and `serialNumber`; may be empty", most: 64 },
  serialNumber: { meaning: "with `oui`, instead of `cwmp`", most: 64 },
  usp: { meaning: "USP endpoint id", most: 256 },
  certificate: { meaning: "SHA-256 fingerprint of the client certificate, hexadecimal", most: 95 },
  username: {
    meaning: "user name the CPE shows to its ACS",
    most: 256,
    path: "ManagementServer.Username",
  },
  password: { meaning: "password of that user name", most: 256, path: "ManagementServer.Password" },
  connectionRequestUrl: {
    meaning: "where the CPE listens for connection requests, `http://…`",
    most: 512,
    path: "ManagementServer.ConnectionRequestURL",
  },
  connectionRequestUsername: {
    meaning: "user name of connection requests",
    most: 256,
    path: "ManagementServer.ConnectionRequestUsername",
  },
  connectionRequestPassword: {
    meaning: "password of connection requests",
    most: 256,
    path: "ManagementServer.ConnectionRequestPassword",
  },
  tags: { meaning: "tags, separated by `;`, `,` or `|`", most: 4096 },
  label: { meaning: "label", most: 256 },
  manufacturer: { meaning: "as the device says it", most: 256, said: true, path: "DeviceInfo.Manufacturer" },
  modelName: { meaning: "as the device says it", most: 256, said: true, path: "DeviceInfo.ModelName" },
  softwareVersion: { meaning: "as the device says it", most: 256, said: true, path: "DeviceInfo.SoftwareVersion" },
  hardwareVersion: { meaning: "as the device says it", most: 256, said: true, path: "DeviceInfo.HardwareVersion" },
} as const satisfies Record<string, ColumnRow>;

export type ColumnName = keyof typeof COLUMNS;

/** The roots of the two data models in a GenieACS document. */
export const ROOTS = ["InternetGatewayDevice", "Device"] as const;
