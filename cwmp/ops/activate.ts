import { known, noRow, rowsAround, unsupported, type Asked } from "./asked.ts";
import { windowsOf } from "./image.ts";
import { setCall } from "./set.ts";
import type { Call } from "./step.ts";

const BOOT_IMAGE = "BootFirmwareImage";

/** The image is made the one to boot, then the device boots. */
export function bootImage(asked: Asked): readonly Call[] {
  const { context, object } = asked;
  if (windowsOf(asked).length > 0)
    throw unsupported(
      asked,
      "CWMP has no windows for an activation: give them to FirmwareImage.{i}.Download()",
    );
  if (known(asked, `Device.DeviceInfo.${BOOT_IMAGE}`) === undefined)
    throw unsupported(
      asked,
      "the device has no Device.DeviceInfo.BootFirmwareImage: download the image with AutoActivate instead",
    );
  if (!rowsAround(asked).includes(Number(/(\d+)\.$/.exec(object)?.[1]))) throw noRow(asked);
  const params = { [BOOT_IMAGE]: object.slice(0, -1) };
  const { settings, faults } = context.translation.planSet(
    [{ path: "Device.DeviceInfo.", params }],
    context.knowledge,
  );
  if (faults.length > 0) throw unsupported(asked, "Device.DeviceInfo.BootFirmwareImage cannot be written");
  const reboot: Call = { rpc: "Reboot", args: { CommandKey: context.commandKey } };
  return settings.length === 0 ? [reboot] : [setCall(settings, context), reboot];
}
