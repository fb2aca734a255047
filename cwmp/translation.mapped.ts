import { whole, type JsonObject, type Knowledge, type Parameter, type Sliced } from "#core";
import { asJson } from "./ops/json.ts";
import type { Binding, MappedDevice, Mapping } from "./model/map.ts";
import type { Translation } from "./translation.ts";

/** Where the instance numbers that were given out are kept in the stack's memory of a device. */
const BINDING = "binding";

/** TR-098 over CWMP: everything goes through the mapping and the device's own instance binding. */
export function mappedBy(mapping: Mapping): Translation {
  // Knowledge never changes: what one request or operation asks of it is placed once.
  const opened = new WeakMap<Knowledge, MappedDevice>();
  function* opening(knowledge: Knowledge): Sliced<MappedDevice> {
    const known = opened.get(knowledge);
    if (known !== undefined) return known;
    const device = yield* mapping.opening(knowledge.values, storedBinding(knowledge.memory));
    opened.set(knowledge, device);
    return device;
  }
  const open = (knowledge: Knowledge): MappedDevice => whole(opening(knowledge));
  function* viewing(knowledge: Knowledge): Sliced<readonly Parameter[]> {
    const device = yield* opening(knowledge);
    return yield* device.viewing();
  }
  function* remembering(knowledge: Knowledge, all: boolean): Sliced<JsonObject | undefined> {
    const stored = storedBinding(knowledge.memory);
    // Numbers that a part of the tree gave out would be others with the whole of it.
    if (stored === undefined && !all) return undefined;
    const { binding } = yield* opening(knowledge);
    return binding === stored ? undefined : noteOf(binding);
  }
  return {
    exact: false,
    hides: (native) => mapping.hides(native),
    view: (knowledge) => open(knowledge).view(),
    opening: function* prepare(knowledge) {
      const device = yield* opening(knowledge);
      yield* device.preparing();
    },
    viewing,
    remember: (knowledge, all) => whole(remembering(knowledge, all)),
    remembering,
    sources: (paths, knowledge) => open(knowledge).nativePaths(paths),
    planSet: (updates, knowledge) => open(knowledge).planSet(updates),
    planAdd: (object, knowledge) => {
      const device = open(knowledge);
      const plan = device.planAdd(object);
      if (!plan.possible) return plan;
      return {
        possible: true,
        objectName: plan.objectName,
        faults: plan.faults,
        row: (instance) => {
          const bound = plan.bound(instance, device.binding);
          return {
            path: bound.path,
            settings: plan.settings(instance),
            compensation: plan.compensation(instance),
            memory: noteOf(bound.binding),
          };
        },
      };
    },
    planDelete: (path, knowledge) => {
      const device = open(knowledge);
      const plan = device.planDelete(path);
      if (!plan.possible) return plan;
      return {
        possible: true,
        objectName: plan.objectName,
        memory: noteOf(plan.unbound(device.binding)),
      };
    },
    targetsOf: (native, knowledge) => {
      const targets = open(knowledge).targetsOf(native);
      return storedBinding(knowledge.memory) === undefined
        ? targets.filter((target) => !INSTANCE.test(target))
        : targets;
    },
  };
}

const INSTANCE = /\.\d+\./;

function storedBinding(memory: JsonObject): Binding | undefined {
  const stored = memory[BINDING];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `noteOf` writes it
  return stored === undefined || stored === null ? undefined : (stored as unknown as Binding);
}

function noteOf(binding: Binding): JsonObject {
  return { [BINDING]: asJson(binding) };
}
