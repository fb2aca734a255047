/** Home gateways of the simulated fleet. Makers and names are invented; OUIs are locally administered or documented ones. */
export interface ModelRow {
  readonly manufacturer: string;
  readonly oui: string;
  readonly productClass: string;
  readonly modelName: string;
  readonly hardwareVersion: string;
  readonly firmware: readonly string[];
  readonly serialPrefix: string;
  /** How its CPE spells CWMP; a row of the dialect table. */
  readonly dialect: "easycwmp" | "compact" | "zyxel" | "mikrotik";
}

export const MODELS = [
  {
    manufacturer: "Example Networks",
    oui: "0A256D",
    productClass: "HG-EX100",
    modelName: "EX-100",
    hardwareVersion: "1.2",
    firmware: ["3.4.5", "3.4.7"],
    serialPrefix: "EX10",
    dialect: "zyxel",
  },
  {
    manufacturer: "Hearth Systems",
    oui: "0A4C9E",
    productClass: "Hearth 20",
    modelName: "H20",
    hardwareVersion: "HW_1.0",
    firmware: ["1.00(AAQU.1)b20", "1.00(AAQU.2)", "1.01(AAQU.0)"],
    serialPrefix: "S140Y",
    dialect: "easycwmp",
  },
  {
    manufacturer: "Meridian",
    oui: "0AF436",
    productClass: "M600W",
    modelName: "M600W",
    hardwareVersion: "V5.2",
    firmware: ["V5.2.10P4T26"],
    serialPrefix: "MRDQ",
    dialect: "compact",
  },
  {
    manufacturer: "Harbour",
    oui: "0A8D8C",
    productClass: "RB-Home",
    modelName: "RB Home",
    hardwareVersion: "r3",
    firmware: ["6.41.3", "6.48.1"],
    serialPrefix: "7DCF",
    dialect: "mikrotik",
  },
] as const satisfies readonly ModelRow[];
