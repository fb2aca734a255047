import type { OpContext } from "./context.ts";
import { readShown } from "./shown.ts";

const REQUESTS = "Device.LocalAgent.Request.";

/** What an agent says of a command it was given; `untold`: it does not show what it is working on. [TR-369 R-OPR.0] */
export type Standing = "there" | "gone" | "untold";

/** Looks for a command among those that the agent works on. */
export async function standingOf(context: OpContext): Promise<Standing> {
  const rows = await requestRows(context);
  if (rows === undefined) return "untold";
  return rows.some(({ commandKey }) => commandKey === context.commandKey) ? "there" : "gone";
}

/** The commands an agent works on; undefined when it does not show them. Rows end in a dot, however it writes them. */
export async function requestRows(
  context: OpContext,
): Promise<readonly { readonly path: string; readonly commandKey: string }[] | undefined> {
  const { model } = context;
  if (model.objects.length > 0 && !model.supports(`${REQUESTS}1.`)) return undefined;
  const values = await readShown([REQUESTS], context);
  return values?.flatMap(({ path, value }) =>
    /^Device\.LocalAgent\.Request\.\d+\.CommandKey$/.test(path)
      ? [{ path: path.slice(0, path.lastIndexOf(".") + 1), commandKey: value }]
      : [],
  );
}
