import { createMapping } from "./model/map.ts";
import { borrowing } from "./translation.borrowed.ts";
import { identity } from "./translation.identity.ts";
import { mappedBy } from "./translation.mapped.ts";
import type { Translations } from "./translation.ts";

/** TR-181 as it is, TR-098 through the mapping. */
export function translations(): Translations {
  return { "Device.": borrowing(identity), "InternetGatewayDevice.": borrowing(mappedBy(createMapping())) };
}
