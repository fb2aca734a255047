import { objection, type Leaf } from "../tree/leaf.ts";
import type { Tree } from "../tree/tree.ts";
import { uspFault, uspText, type UspFault } from "./fault.ts";
import { strings } from "./read.ts";
import { resolve } from "./resolve.ts";
import { subscriptionObjection } from "./reference.ts";
import { mayDo } from "./trust.ts";
import type { ParamError, Setting } from "./setting.ts";
import type { Wire } from "./wire.ts";

/** Keys and references that do not change while their row lives. */
const IMMUTABLE = /^Device\.LocalAgent\.Subscription\.\d+\.(?:ID|ReferenceList|Recipient)$/;

/** Set: per object all required parameters or none of them; a search path is all or nothing. [TR-369 R-SET.2a] */
export function set(tree: Tree, request: Wire, controller: string): Wire | UspFault {
  const partial = request["allowPartial"] === true;
  const plans = ((request["updateObjs"] as Wire[] | undefined) ?? []).map((update) =>
    planSet(tree, update, controller),
  );
  const failed = plans.find((plan) => plan.fault !== undefined);
  // [TR-369 R-SET.0] [TR-369 R-SET.1]
  if (failed?.fault !== undefined && !partial) {
    const params = failed.errors.map(({ object, error }) => ({
      path: object + error.param,
      code: error.code,
    }));
    return uspFault(params.length === 0 ? failed.fault.code : 7004, failed.path, params);
  }
  return {
    updatedObjResults: plans.map((plan) => ({ requestedPath: plan.path, operStatus: applySet(tree, plan) })),
  };
}

interface SetPlan {
  readonly path: string;
  readonly objects: readonly string[];
  readonly settings: readonly Setting[];
  readonly errors: readonly { readonly object: string; readonly error: ParamError }[];
  readonly fault?: UspFault;
}

function planSet(tree: Tree, update: Wire, controller: string): SetPlan {
  const path = (update["objPath"] as string | undefined) ?? "";
  const settings = settingsOf(update);
  const found = resolve(tree, path, 7016);
  if ("code" in found) return { path, objects: [], settings, errors: [], fault: found };
  if (found.leaf !== undefined)
    return { path, objects: [], settings, errors: [], fault: uspFault(7008, path) };
  const errors = found.objects.flatMap((object) =>
    settings.flatMap((setting) => {
      const code = IMMUTABLE.test(object + setting.param)
        ? 7013
        : mayDo(tree, controller, "Param", "w", object + setting.param)
          ? settingObjection(tree.leaf(object + setting.param), setting)
          : 7006;
      return code === undefined ? [] : [{ object, error: { param: setting.param, code } }];
    }),
  );
  // [TR-369 R-SET.2]
  const required = errors.some(({ error }) =>
    settings.some((setting) => setting.param === error.param && setting.required),
  );
  return { path, objects: found.objects, settings, errors, ...(required ? { fault: uspFault(7021) } : {}) };
}

function applySet(tree: Tree, plan: SetPlan): Wire {
  const errorsOf = (object: string) =>
    plan.errors.filter((entry) => entry.object === object).map(({ error }) => error);
  if (plan.fault !== undefined) {
    const failures = plan.objects.map((object) => ({
      affectedPath: object,
      paramErrs: paramErrs(errorsOf(object)),
    }));
    return {
      operFailure: {
        errCode: plan.fault.code,
        errMsg: plan.fault.text,
        updatedInstFailures: failures.filter((failure) => failure.paramErrs.length > 0),
      },
    };
  }
  const results = plan.objects.map((object) => {
    const errors = errorsOf(object);
    const good = plan.settings.filter((setting) => !errors.some((error) => error.param === setting.param));
    for (const setting of good)
      tree.set(
        object + setting.param,
        stored(tree.leaf(object + setting.param), setting.value),
        "controller",
      );
    const params = good.map((setting) => [setting.param, tree.shown(object + setting.param)] as const);
    return { affectedPath: object, paramErrs: paramErrs(errors), updatedParams: Object.fromEntries(params) };
  });
  return { operSuccess: { updatedInstResults: results } };
}

/** Add: rows with their parameters; unique keys may not be taken. */
export function add(tree: Tree, request: Wire, controller: string, now: string): Wire | UspFault {
  const partial = request["allowPartial"] === true;
  const plans = ((request["createObjs"] as Wire[] | undefined) ?? []).map((create) =>
    planAdd(tree, create, controller),
  );
  const failed = plans.find((plan) => plan.fault !== undefined);
  // [TR-369 R-ADD.0] [TR-369 R-ADD.1]
  if (failed?.fault !== undefined && !partial) {
    const params = failed.errors.map(({ param, code }) => ({ path: failed.path + param, code }));
    return uspFault(params.length === 0 ? failed.fault.code : 7004, failed.path, params);
  }
  return {
    createdObjResults: plans.map((plan) => ({
      requestedPath: plan.path,
      operStatus: applyAdd(tree, plan, controller, now),
    })),
  };
}

interface AddPlan {
  readonly path: string;
  readonly table: string;
  readonly settings: readonly Setting[];
  readonly errors: readonly ParamError[];
  readonly fault?: UspFault;
}

function planAdd(tree: Tree, create: Wire, controller: string): AddPlan {
  const path = (create["objPath"] as string | undefined) ?? "";
  const settings = settingsOf(create);
  const found = resolve(tree, path, 7016);
  if ("code" in found) return { path, table: path, settings, errors: [], fault: found };
  const table = found.objects[0] ?? "";
  const row = tree.table(table);
  if (found.leaf !== undefined || row === undefined)
    return { path, table, settings, errors: [], fault: uspFault(7018, path) };
  if (!row.creatable) return { path, table, settings, errors: [], fault: uspFault(7019, path) };
  if (!mayDo(tree, controller, "Obj", "w", table))
    return { path, table, settings, errors: [], fault: uspFault(7006, path) };
  const errors = settings.flatMap((setting): ParamError[] => {
    const code = settingObjection(row.row[setting.param], setting);
    return code === undefined ? [] : [{ param: setting.param, code }];
  });
  const taken = duplicateKey(tree, table, settings, controller);
  const rule = table.endsWith(".Subscription.") ? subscriptionObjection(tree, settings) : undefined;
  const keys = new Set(row.keys.flat());
  // [TR-369 R-ADD.3]
  const fatal = errors.find(
    ({ param }) => keys.has(param) || settings.some((setting) => setting.param === param && setting.required),
  );
  const all = [
    ...errors,
    ...(taken === undefined ? [] : [{ param: taken, code: 7025 }]),
    ...(rule === undefined ? [] : [rule]),
  ];
  if (taken !== undefined) return { path, table, settings, errors: all, fault: uspFault(7025, taken) };
  if (rule !== undefined)
    return { path, table, settings, errors: all, fault: uspFault(rule.code, rule.param) };
  return { path, table, settings, errors: all, ...(fatal === undefined ? {} : { fault: uspFault(7021) }) };
}

/** The parameter whose value makes a unique key that another row has. */
function duplicateKey(
  tree: Tree,
  table: string,
  settings: readonly Setting[],
  controller: string,
): string | undefined {
  const given = new Map(settings.map(({ param, value }) => [param, value]));
  if (table.endsWith(".Subscription.")) given.set("Recipient", controller.slice(0, -1));
  const rows = tree.instances(table).map((number) => `${table}${number}.`);
  const key = tree
    .table(table)
    ?.keys.find(
      (names) =>
        names.every((name) => given.has(name)) &&
        rows.some((row) => names.every((name) => tree.value(row + name) === given.get(name))),
    );
  return key?.[0];
}

function applyAdd(tree: Tree, plan: AddPlan, controller: string, now: string): Wire {
  if (plan.fault !== undefined) return { operFailure: { errCode: plan.fault.code, errMsg: plan.fault.text } };
  const row = `${plan.table}${tree.add(plan.table, "controller")}.`;
  for (const setting of plan.settings) {
    if (plan.errors.some((error) => error.param === setting.param)) continue;
    tree.set(row + setting.param, stored(tree.leaf(row + setting.param), setting.value), "controller");
  }
  if (plan.table.endsWith(".Subscription.")) {
    tree.set(`${row}Recipient`, controller.slice(0, -1), "device");
    tree.set(`${row}CreationDate`, now, "device");
  }
  // [TR-369 R-ADD.4] [TR-369 R-ADD.5]
  return {
    operSuccess: { instantiatedPath: row, paramErrs: paramErrs(plan.errors), uniqueKeys: tree.keysOf(row) },
  };
}

/** Delete: a row that is not there counts as deleted. [TR-369 R-DEL.2a] */
export function remove(tree: Tree, request: Wire, controller: string): Wire | UspFault {
  const partial = request["allowPartial"] === true;
  const plans = strings(request["objPaths"]).map((path) => planDelete(tree, path, controller));
  const failed = plans.find((plan) => plan.fault !== undefined);
  if (failed?.fault !== undefined && !partial) return failed.fault; // [TR-369 R-DEL.0] [TR-369 R-DEL.1]
  const results = plans.map(({ path, rows, fault }) => {
    if (fault !== undefined)
      return {
        requestedPath: path,
        operStatus: { operFailure: { errCode: fault.code, errMsg: fault.text } },
      };
    for (const row of rows) tree.remove(row, "controller");
    return { requestedPath: path, operStatus: { operSuccess: { affectedPaths: rows } } };
  });
  return { deletedObjResults: results };
}

function planDelete(
  tree: Tree,
  path: string,
  controller: string,
): { readonly path: string; readonly rows: readonly string[]; readonly fault?: UspFault } {
  const found = resolve(tree, path, 7016);
  if ("code" in found) return found.code === 7016 ? { path, rows: [] } : { path, rows: [], fault: found };
  const strange = found.objects.find((object) => tree.tableOfRow(object) === undefined);
  if (found.leaf !== undefined || strange !== undefined)
    return { path, rows: [], fault: uspFault(7018, path) };
  const fixed = found.objects.find((object) => tree.tableOfRow(object)?.creatable !== true);
  if (fixed !== undefined) return { path, rows: [], fault: uspFault(7024, path) };
  const may = found.objects.every((object) => mayDo(tree, controller, "InstantiatedObj", "w", object));
  return may ? { path, rows: found.objects } : { path, rows: [], fault: uspFault(7006, path) };
}

function settingObjection(leaf: Leaf | undefined, setting: Setting): number | undefined {
  if (leaf === undefined) return 7010;
  if (!leaf.writable) return 7013;
  const problem = objection(leaf, setting.value);
  return problem === undefined ? undefined : problem === "type" ? 7011 : 7012;
}

function stored(leaf: Leaf | undefined, value: string): string {
  if (leaf?.type !== "boolean") return value;
  return value === "1" || value === "true" ? "true" : "false";
}

function settingsOf(object: Wire): Setting[] {
  return ((object["paramSettings"] as Wire[] | undefined) ?? []).map((setting) => ({
    param: (setting["param"] as string | undefined) ?? "",
    value: (setting["value"] as string | undefined) ?? "",
    required: setting["required"] === true,
  }));
}

function paramErrs(errors: readonly ParamError[]): Wire[] {
  return errors.map(({ param, code }) => ({ param, errCode: code, errMsg: uspText(code) }));
}
