import { Fault, formatPath, parsePath, type Path, type PathContext } from "#core";

/** The path as it goes to an agent: search expressions stay, blanks around operators go. [TR-369 R-ARC.9b] */
export function wirePath(text: string, context: PathContext = "instance"): string {
  const path = parsed(text, context);
  return path === undefined ? text : formatPath(path);
}

/** The path read, or undefined when it is not ours to judge: the agent will say. */
export function parsed(text: string, context: PathContext = "instance"): Path | undefined {
  try {
    return parsePath(text, context);
  } catch (error) {
    if (error instanceof Fault && error.code === "path.syntax") return undefined;
    throw error;
  }
}

/** Uses an operator that some agents refuse: `~=`, `#n+`, `#*+`. */
export function isRefusable(text: string): boolean {
  const path = text.includes("~=") || text.includes("#") ? parsed(text) : undefined;
  if (path === undefined) return false;
  return path.steps.some(
    (step) =>
      (step.kind === "follow" && step.item !== 1) ||
      (step.kind === "follow" && text.includes("#")) ||
      (step.kind === "where" &&
        step.terms.some(
          (term) => term.op === "~=" || (text.includes("#") && term.param.some((p) => p.kind === "follow")),
        )),
  );
}

/** Names exactly one thing, by numbers only. */
export function isConcrete(text: string): boolean {
  return !/[[*+#{]/.test(text);
}

/** The longest part that needs no search; everything when a reference leads elsewhere. */
export function searchRoot(path: Path): string {
  if (path.text.includes("+")) return "Device.";
  let root = "";
  for (const step of path.steps) {
    if (step.kind === "name") root += `${step.name}.`;
    else if (step.kind === "instance") root += `${step.number}.`;
    else break;
  }
  return root;
}
