import { objection, scalarOf } from "../tree/leaf.ts";
import type { Tree } from "../tree/tree.ts";
import {
  cancelTransfer,
  changeDUState,
  queuedTransfers,
  scheduleDownload,
  transfer,
} from "./rpc.transfer.ts";
import { array, element, text } from "./soap.ts";
import type { Answer, Duty, Subject, Voice } from "./subject.ts";
import { textOf, type Element } from "./xml.ts";

type Handler = (subject: Subject, request: Element) => Answer;

/** What the simulated CPE can be asked, by name of the RPC. */
export const RPC: Readonly<Record<string, Handler>> = {
  GetRPCMethods: ({ dialect }) => ({
    body: element(
      "cwmp:GetRPCMethodsResponse",
      array(
        dialect,
        "MethodList",
        "xsd:string",
        Object.keys(RPC).map((name) => text("string", name)),
      ),
    ),
  }),
  SetParameterValues: setParameterValues,
  GetParameterValues: getParameterValues,
  GetParameterNames: getParameterNames,
  SetParameterAttributes: setParameterAttributes,
  GetParameterAttributes: getParameterAttributes,
  AddObject: addObject,
  DeleteObject: deleteObject,
  Reboot: (_, request) => ({
    body: element("cwmp:RebootResponse"),
    duties: [{ do: "reboot", commandKey: textOf(request, "CommandKey") }],
  }),
  FactoryReset: () => ({ body: element("cwmp:FactoryResetResponse"), duties: [{ do: "factoryReset" }] }),
  Download: (subject, request) => transfer("Download", subject, request),
  Upload: (subject, request) => transfer("Upload", subject, request),
  ScheduleDownload: scheduleDownload,
  GetQueuedTransfers: (subject) => queuedTransfers(subject, false),
  GetAllQueuedTransfers: (subject) => queuedTransfers(subject, true),
  CancelTransfer: cancelTransfer,
  ChangeDUState: changeDUState,
  ScheduleInform: scheduleInform,
  SetVouchers: (_, request) =>
    stringsOf(request, "VoucherList").length === 0
      ? { fault: 9003 }
      : { body: element("cwmp:SetVouchersResponse") },
  GetOptions: ({ dialect }, request) => ({
    body: element(
      "cwmp:GetOptionsResponse",
      array(
        dialect,
        "OptionList",
        "cwmp:OptionStruct",
        textOf(request, "OptionName") === "" ? [option()] : [],
      ),
    ),
  }),
};

function option(): string {
  const fields = {
    OptionName: "voice",
    VoucherSN: "1",
    State: "1",
    Mode: "2",
    StartDate: "2026-01-01T00:00:00Z",
  };
  const written = Object.entries({ ...fields, IsTransferable: "0" }).map(([name, value]) =>
    text(name, value),
  );
  return element("OptionStruct", written.join(""));
}

/** A ParameterValueStruct as this CPE spells it. */
export function valueStruct({ tree, dialect }: Voice, path: string): string {
  const type = scalarOf(tree.leaf(path)?.type ?? "string");
  const value = tree.shown(path);
  const spelled = type === "boolean" ? dialect.booleans[value === "true" || value === "1" ? 0 : 1] : value;
  const written = text(`Value xsi:type="xsd:${type}"`, spelled);
  return element("ParameterValueStruct", text("Name", path) + written);
}

function getParameterValues(subject: Subject, request: Element): Answer {
  const paths: string[] = [];
  for (const name of stringsOf(request, "ParameterNames")) {
    const found = leavesNamed(subject.tree, name);
    if (found === undefined) return { fault: 9005 };
    paths.push(...found);
  }
  const items = paths.map((path) => valueStruct(subject, path));
  return {
    body: element(
      "cwmp:GetParameterValuesResponse",
      array(subject.dialect, "ParameterList", "cwmp:ParameterValueStruct", items),
    ),
  };
}

function getParameterNames(subject: Subject, request: Element): Answer {
  const { tree, dialect } = subject;
  const path = textOf(request, "ParameterPath").trim();
  const nextLevel = isTrue(textOf(request, "NextLevel"));
  if (path !== "" && !path.endsWith(".") && nextLevel) return { fault: 9003 };
  const names = namesFor(tree, path, nextLevel);
  if (names === undefined) return { fault: 9005 };
  const items = names.map((name) =>
    element(
      "ParameterInfoStruct",
      text("Name", name) + text("Writable", dialect.writable[isWritable(tree, name) ? 0 : 1]),
    ),
  );
  return {
    body: element(
      "cwmp:GetParameterNamesResponse",
      array(dialect, "ParameterList", "cwmp:ParameterInfoStruct", items),
    ),
  };
}

function namesFor(tree: Tree, path: string, nextLevel: boolean): string[] | undefined {
  if (path === "" && nextLevel) return [tree.plan.root];
  const from = path === "" ? tree.plan.root : path;
  if (tree.leaf(from) !== undefined) return [from];
  if (!tree.hasObject(from)) return undefined;
  if (nextLevel) return tree.children(from).map((name) => from + name);
  return [...tree.objectsUnder(from), ...tree.under(from)].toSorted();
}

/** An object is writable when rows can be added to it, or when it is such a row. [TR-069a6 A.3.2.3] */
function isWritable(tree: Tree, name: string): boolean {
  if (!name.endsWith(".")) return tree.leaf(name)?.writable === true;
  return tree.table(name)?.creatable === true || tree.tableOfRow(name)?.creatable === true;
}

/** All or nothing: one bad parameter and none is set. [TR-069a6 A.3.2.1] */
function setParameterValues(subject: Subject, request: Element): Answer {
  const { tree } = subject;
  const structs = request.children.find(({ name }) => name === "ParameterList")?.children ?? [];
  const wanted = structs.map((struct) => {
    const value = struct.children.find(({ name }) => name === "Value");
    return { name: textOf(struct, "Name"), value: value?.text ?? "", type: value?.attributes["type"] };
  });
  const bad = wanted.flatMap(({ name, value, type }) => {
    const code = objectionTo(tree, name, value, type);
    return code === undefined ? [] : [{ name, code }];
  });
  const twice = new Set(wanted.map(({ name }) => name)).size < wanted.length;
  if (bad.length > 0 || twice || wanted.length === 0) return { fault: 9003, parameters: bad };
  const duties: Duty[] = [];
  for (const { name, value } of wanted) {
    if (name.endsWith(".DiagnosticsState") && value === "Requested") {
      duties.push({ do: "diagnostics", object: name.slice(0, name.lastIndexOf(".") + 1) });
    }
    tree.set(name, stored(tree, name, value), "controller");
  }
  setParameterKey(tree, request);
  return { body: element("cwmp:SetParameterValuesResponse", text("Status", "0")), duties };
}

function objectionTo(
  tree: Tree,
  name: string,
  value: string,
  wireType: string | undefined,
): number | undefined {
  const leaf = tree.leaf(name);
  if (leaf === undefined) return 9005;
  if (!leaf.writable) return 9008;
  const declared = wireType?.slice(wireType.indexOf(":") + 1).replace("base64Binary", "base64");
  if (declared !== undefined && declared !== scalarOf(leaf.type)) return 9006;
  const problem = objection(leaf, value);
  return problem === undefined
    ? undefined
    : problem === "type" && scalarOf(leaf.type) !== "dateTime"
      ? 9006
      : 9007;
}

function stored(tree: Tree, name: string, value: string): string {
  if (tree.leaf(name)?.type !== "boolean") return value;
  return value === "1" || value === "true" ? "true" : "false";
}

function setParameterAttributes({ tree, attributes }: Subject, request: Element): Answer {
  const structs = request.children.find(({ name }) => name === "ParameterList")?.children ?? [];
  const changes: [path: string, notification: number][] = [];
  for (const struct of structs) {
    const found = leavesNamed(tree, textOf(struct, "Name"));
    if (found === undefined) return { fault: 9005 };
    const notification = Number(textOf(struct, "Notification"));
    if (!(notification >= 0 && notification <= 6)) return { fault: 9003 };
    if (isTrue(textOf(struct, "NotificationChange")))
      for (const path of found) changes.push([path, notification]);
  }
  for (const [path, notification] of changes) attributes.set(path, notification);
  return { body: element("cwmp:SetParameterAttributesResponse") };
}

function getParameterAttributes({ tree, dialect, attributes }: Subject, request: Element): Answer {
  const paths: string[] = [];
  for (const name of stringsOf(request, "ParameterNames")) {
    const found = leavesNamed(tree, name);
    if (found === undefined) return { fault: 9005 };
    paths.push(...found);
  }
  const accessList = dialect.typedAccessList
    ? array(dialect, "AccessList", "xsd:string", [])
    : element("AccessList");
  const items = paths.map((path) =>
    element(
      "ParameterAttributeStruct",
      text("Name", path) + text("Notification", String(attributes.get(path) ?? 0)) + accessList,
    ),
  );
  return {
    body: element(
      "cwmp:GetParameterAttributesResponse",
      array(dialect, "ParameterList", "cwmp:ParameterAttributeStruct", items),
    ),
  };
}

function addObject({ tree }: Subject, request: Element): Answer {
  const name = textOf(request, "ObjectName");
  if (!name.endsWith(".") || !tree.hasObject(name) || tree.table(name)?.creatable !== true)
    return { fault: 9005 };
  const number = tree.add(name, "controller");
  setParameterKey(tree, request);
  return {
    body: element("cwmp:AddObjectResponse", text("InstanceNumber", String(number)) + text("Status", "0")),
  };
}

function deleteObject({ tree }: Subject, request: Element): Answer {
  const name = textOf(request, "ObjectName");
  if (!name.endsWith(".") || !tree.hasObject(name) || tree.tableOfRow(name)?.creatable !== true)
    return { fault: 9005 };
  tree.remove(name, "controller");
  setParameterKey(tree, request);
  return { body: element("cwmp:DeleteObjectResponse", text("Status", "0")) };
}

function scheduleInform(_: Subject, request: Element): Answer {
  const delay = Number(textOf(request, "DelaySeconds"));
  if (!(delay > 0)) return { fault: 9003 };
  const duty: Duty = {
    do: "scheduleInform",
    delayMs: delay * 1000,
    commandKey: textOf(request, "CommandKey"),
  };
  return { body: element("cwmp:ScheduleInformResponse"), duties: [duty] };
}

/** A parameter as itself, an object as everything below it; undefined when there is no such name. */
function leavesNamed(tree: Tree, name: string): string[] | undefined {
  const path = name.trim();
  if (path === "") return tree.under(tree.plan.root);
  if (tree.leaf(path) !== undefined) return [path];
  return path.endsWith(".") && tree.hasObject(path) ? tree.under(path) : undefined;
}

function setParameterKey(tree: Tree, request: Element): void {
  tree.set(`${tree.plan.root}ManagementServer.ParameterKey`, textOf(request, "ParameterKey"), "device");
}

function stringsOf(request: Element, list: string): string[] {
  return request.children.find(({ name }) => name === list)?.children.map((child) => child.text) ?? [];
}

function isTrue(value: string): boolean {
  return value.trim() === "1" || value.trim() === "true";
}
