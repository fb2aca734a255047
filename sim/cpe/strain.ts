import type { Behaviours } from "./behaviour.ts";
import type { Incoming } from "./soap.ts";

/** What a device makes of an answer that is too much for it: the code of a fault, a dropped connection, or nothing. */
export function strained(
  behaviours: Behaviours,
  { method, body: request }: Incoming,
  answer: string,
): number | "drop" | undefined {
  const names = request.children.find(({ name }) => name === "ParameterNames")?.children.length ?? 0;
  const told = [...answer.matchAll(/<Name(?:\s[^>]*)?>([^<]*)</g)].map(([, name = ""]) => name);
  const strain = behaviours.take("strain", "answer", method);
  if (strain !== undefined) {
    const { names: mostNames = Infinity, parameters = Infinity } = strain;
    if (names > mostNames || told.length > parameters) return strain.by;
  }
  const stumble = behaviours.take("stumble", "answer", method);
  return stumble !== undefined && told.some((name) => name.startsWith(stumble.over)) ? stumble.by : undefined;
}
