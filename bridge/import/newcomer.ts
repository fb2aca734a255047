import { cwmpIdentity, type DeviceFacts, type Identity } from "#core";
import { tripleOfCwmp } from "../state/endpoint.ts";
import type { Newcomer } from "../state/adopt.ts";
import { COLUMNS, type ColumnName, type ColumnRow } from "./column.table.ts";
import { problem, type RowProblem } from "./problem.table.ts";

/** One device as a file tells it, by column; attributes apart. Empty values are not told. */
export interface Draft {
  readonly columns: Readonly<Partial<Record<ColumnName, string>>>;
  readonly attributes: Readonly<Record<string, string>>;
}

const TAGS = 50;
const TAG_LENGTH = 64;
const ATTRIBUTES = 20;
const ATTRIBUTE_LENGTH = 256;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** What was understood of a record. Without a newcomer it is refused; with one, the problems are of what was left out. */
export interface Read {
  readonly newcomer?: Newcomer;
  readonly problems: readonly RowProblem[];
}

/** What a draft makes of its device. */
export function newcomerOf({ columns, attributes }: Draft): Read {
  const problems = [...wrongCells(columns), ...wrongAttributes(attributes)];
  const identities = identitiesOf(columns, problems);
  const tags = tagsOf(columns.tags, problems);
  if (problems.length > 0) return { problems };
  const { connectionRequestUrl: url } = columns;
  const rings = url === undefined || isHttp(url);
  return {
    newcomer: describe({ columns, attributes }, identities, tags, rings),
    problems: rings ? [] : [problem("url", "connectionRequestUrl")],
  };
}

function describe(
  { columns, attributes }: Draft,
  identities: readonly Identity[],
  tags: readonly string[],
  rings: boolean,
): Newcomer {
  const ring = {
    ...given("url", rings ? columns.connectionRequestUrl : undefined),
    ...given("username", columns.connectionRequestUsername),
    ...given("password", columns.connectionRequestPassword),
  };
  return {
    identities,
    facts: factsOf(columns, identities),
    ...(columns.username === undefined || columns.password === undefined
      ? {}
      : { credentials: { username: columns.username, password: columns.password } }),
    ...(Object.keys(ring).length === 0 ? {} : { ring }),
    tags,
    ...given("label", columns.label),
    attributes,
  };
}

/** What a device says of itself is cut to fit; what an operator gives must fit. */
function* wrongCells(columns: Draft["columns"]): Generator<RowProblem> {
  for (const [name, value] of Object.entries(columns) as [ColumnName, string][]) {
    const row: ColumnRow = COLUMNS[name];
    if (row.said === true) continue;
    if (value.length > row.most) yield problem("tooLong", name, `at most ${row.most} characters`);
    else if (CONTROL.test(value)) yield problem("control", name);
  }
}

function wrongAttributes(attributes: Draft["attributes"]): readonly RowProblem[] {
  const all = Object.entries(attributes);
  if (all.length > ATTRIBUTES) return [problem("attributes", "", `at most ${ATTRIBUTES} of a device`)];
  return all
    .filter(([, value]) => value.length > ATTRIBUTE_LENGTH)
    .map(([name]) => problem("tooLong", `attributes.${name}`, `at most ${ATTRIBUTE_LENGTH} characters`));
}

function identitiesOf(columns: Draft["columns"], problems: RowProblem[]): readonly Identity[] {
  const identities: Identity[] = [];
  const { cwmp, oui, productClass = "", serialNumber, usp, certificate } = columns;
  if (cwmp !== undefined) {
    if (tripleOfCwmp(cwmp) === undefined) problems.push(problem("cwmp", "cwmp"));
    else identities.push({ scheme: "cwmp", value: cwmp });
  } else if (oui !== undefined && serialNumber !== undefined) {
    const identity = cwmpIdentity(oui, productClass, serialNumber);
    if (tripleOfCwmp(identity.value) === undefined) problems.push(problem("cwmp", "oui"));
    else identities.push(identity);
  }
  if (usp !== undefined) {
    if (/^[\w-]+:[^:]*:.+$/.test(usp)) identities.push({ scheme: "usp", value: usp });
    else problems.push(problem("usp", "usp"));
  }
  if (certificate !== undefined) {
    const value = certificate.replaceAll(":", "").toLowerCase();
    if (/^[0-9a-f]{64}$/.test(value)) identities.push({ scheme: "certificate", value });
    else problems.push(problem("certificate", "certificate"));
  }
  if (identities.length === 0 && problems.length === 0) problems.push(problem("identity", "cwmp"));
  return identities;
}

function tagsOf(text: string | undefined, problems: RowProblem[]): readonly string[] {
  const tags = [...new Set((text ?? "").split(/[;,|]/).map((tag) => tag.trim()))].filter((tag) => tag !== "");
  if (tags.length > TAGS || tags.some((tag) => tag.length > TAG_LENGTH))
    problems.push(problem("tags", "tags", `at most ${TAGS} of ${TAG_LENGTH} characters`));
  return tags;
}

/** What its name says too, unless the file says it. */
function factsOf(columns: Draft["columns"], identities: readonly Identity[]): DeviceFacts {
  const [first] = identities;
  const triple = first?.scheme === "cwmp" ? tripleOfCwmp(first.value) : undefined;
  return {
    ...triple,
    ...given("manufacturer", columns.manufacturer),
    ...given("oui", columns.oui),
    ...given("productClass", columns.productClass),
    ...given("serialNumber", columns.serialNumber),
    ...given("modelName", columns.modelName),
    ...given("softwareVersion", columns.softwareVersion),
    ...given("hardwareVersion", columns.hardwareVersion),
  };
}

function isHttp(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "http:";
}

function given<K extends string>(name: K, value: string | undefined): { [P in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: string };
}
