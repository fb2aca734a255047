import { unsupported, type Asked } from "./asked.ts";
import type { DiagnosticRow } from "./diagnostic.table.ts";
import { setCall } from "./set.ts";
import type { Call } from "./step.ts";

/** Stops a diagnostic where the device's data model has a state for that: TR-181 has one, TR-098 none. */
export function cancelDiagnostic(asked: Asked, { object }: DiagnosticRow): Call {
  const { translation, knowledge } = asked.context;
  const params = { DiagnosticsState: "Canceled" };
  const { settings, faults } = translation.planSet([{ path: object, params }], knowledge);
  if (settings.length > 0 && faults.length === 0) return setCall(settings, asked.context);
  throw unsupported(asked, `the device has no state of ${object}DiagnosticsState that stops it`);
}
