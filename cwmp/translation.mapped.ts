import type { JsonObject, Knowledge } from "#core";
import { asJson } from "./ops/json.ts";
import type { Binding, Mapping } from "./model/map.ts";
import type { Translation } from "./translation.ts";

/** Where the instance numbers that were given out are kept in the stack's memory of a device. */
const BINDING = "binding";

/** TR-098 over CWMP: everything goes through the mapping and the device's own instance binding. */
export function mappedBy(mapping: Mapping): Translation {
  const bindingOf = ({ values, memory }: Knowledge): Binding => mapping.bind(values, storedBinding(memory));
  return {
    exact: false,
    hides: (native) => mapping.hides(native),
    view: (knowledge) => mapping.view(knowledge.values, bindingOf(knowledge)),
    remember: (knowledge) => {
      const stored = storedBinding(knowledge.memory);
      const binding = mapping.bind(knowledge.values, stored);
      return binding === stored ? undefined : remembering(binding);
    },
    sources: (paths, knowledge) => mapping.nativePaths(paths, knowledge.values, bindingOf(knowledge)),
    planSet: (updates, knowledge) => mapping.planSet(updates, knowledge.values, bindingOf(knowledge)),
    planAdd: (object, knowledge) => {
      const binding = bindingOf(knowledge);
      const plan = mapping.planAdd(object, knowledge.values, binding);
      if (!plan.possible) return plan;
      return {
        possible: true,
        objectName: plan.objectName,
        faults: plan.faults,
        row: (instance) => {
          const bound = plan.bound(instance, binding);
          return {
            path: bound.path,
            settings: plan.settings(instance),
            compensation: plan.compensation(instance),
            memory: remembering(bound.binding),
          };
        },
      };
    },
    planDelete: (path, knowledge) => {
      const binding = bindingOf(knowledge);
      const plan = mapping.planDelete(path, knowledge.values, binding);
      if (!plan.possible) return plan;
      return { possible: true, objectName: plan.objectName, memory: remembering(plan.unbound(binding)) };
    },
    targetsOf: (native, knowledge) => mapping.targetsOf(native, knowledge.values, bindingOf(knowledge)),
  };
}

function storedBinding(memory: JsonObject): Binding | undefined {
  const stored = memory[BINDING];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `remembering` writes it
  return stored === undefined || stored === null ? undefined : (stored as unknown as Binding);
}

function remembering(binding: Binding): JsonObject {
  return { [BINDING]: asJson(binding) };
}
