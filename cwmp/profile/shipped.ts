import avm from "./vendors/avm-fritzbox.json" with { type: "json" };
import broadcom from "./vendors/broadcom.json" with { type: "json" };
import cisco from "./vendors/cisco-spa.json" with { type: "json" };
import easycwmp from "./vendors/easycwmp.json" with { type: "json" };
import huawei from "./vendors/huawei.json" with { type: "json" };
import mikrotik from "./vendors/mikrotik.json" with { type: "json" };
import tplink from "./vendors/tp-link.json" with { type: "json" };
import zte from "./vendors/zte.json" with { type: "json" };
import zyxel from "./vendors/zyxel.json" with { type: "json" };
import type { ProfileFile } from "./read.ts";

/** The profiles that come with the gateway. */
export const SHIPPED: readonly ProfileFile[] = [
  avm,
  broadcom,
  cisco,
  easycwmp,
  huawei,
  mikrotik,
  tplink,
  zte,
  zyxel,
].map((profile) => ({ file: `${profile.name}.json`, text: JSON.stringify(profile), shipped: true }));
