import { limitDepth, type Parameter } from "#core";
import { parsed } from "./wirepath.ts";

/**
 * What Get with this `maxDepth` gives of a path: agents before 1.2 do not know `max_depth`, others may not keep to it.
 * `objects`: the agent's `resolved_path`s, for a path whose own steps do not tell where it ends. [TR-369 R-GET.5]
 */
export function withinDepth(
  text: string,
  items: readonly Parameter[],
  maxDepth: number,
  objects: readonly string[],
): readonly Parameter[] {
  const path = maxDepth > 0 ? parsed(text) : undefined;
  if (path === undefined || path.leaf !== undefined) return items;
  if (path.steps.some(({ kind }) => kind === "follow")) {
    const tops = topmost(objects);
    return tops.flatMap((top) =>
      limitDepth(
        top,
        items.filter((item) => item.path.startsWith(top)),
        maxDepth,
      ),
    );
  }
  // Every step is one name or number of the object that was found.
  const steps = path.steps.length;
  return items.filter((item) => item.path.split(".").length - steps <= maxDepth);
}

/** The objects that lie below none of the others. */
function topmost(objects: readonly string[]): readonly string[] {
  const tops: string[] = [];
  for (const object of [...new Set(objects)].toSorted())
    if (!tops.some((top) => object.startsWith(top))) tops.push(object);
  return tops;
}
