import { given, known, needed, noRow, type Asked } from "./asked.ts";
import type { Request } from "../soap/rpc.table.ts";
import type { Call } from "./step.ts";

type UnitOperation = Request<"ChangeDUState">["Operations"][number];

/** Deployment units: what is installed is named by URL, what is there by its UUID and version. [TR-069a6 A.4.1.10] */
export function installUnit(asked: Asked): Call {
  return change(asked, {
    type: "InstallOpStruct",
    URL: needed(asked, "URL"),
    ...present("UUID", given(asked, "UUID")),
    ...login(asked),
    ...present("ExecutionEnvRef", nativeReference(asked, given(asked, "ExecutionEnvRef"))),
  });
}

export function updateUnit(asked: Asked): Call {
  return change(asked, {
    type: "UpdateOpStruct",
    UUID: rowValue(asked, "UUID"),
    ...present("URL", given(asked, "URL")),
    ...login(asked),
  });
}

export function uninstallUnit(asked: Asked): Call {
  return change(asked, {
    type: "UninstallOpStruct",
    UUID: rowValue(asked, "UUID"),
    ...present("Version", known(asked, `${asked.object}Version`) ?? ""),
  });
}

function change({ context }: Asked, operation: UnitOperation): Call {
  return { rpc: "ChangeDUState", args: { Operations: [operation], CommandKey: context.commandKey } };
}

function login(asked: Asked) {
  return {
    ...present("Username", given(asked, "Username")),
    ...present("Password", given(asked, "Password")),
  };
}

function rowValue(asked: Asked, name: string): string {
  const value = known(asked, asked.object + name);
  if (value === undefined || value === "") throw noRow(asked);
  return value;
}

/** A reference to an object as the device itself names it, without a dot at its end. */
function nativeReference({ context }: Asked, reference: string): string {
  if (reference === "" || context.translation.exact) return reference;
  const object = reference.endsWith(".") ? reference : `${reference}.`;
  const [native = object] = context.translation.sources([object], context.knowledge);
  return native.slice(0, native.lastIndexOf("."));
}

function present<N extends string>(name: N, value: string): { readonly [K in N]?: string } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key is the one of the type
  return (value === "" ? {} : { [name]: value }) as { readonly [K in N]?: string };
}
