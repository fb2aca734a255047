import type { DataModel } from "./device.ts";
import type { JsonObject } from "./json.ts";
import type { Problem } from "./fault.ts";

/**
 * Something a device reports, USP-shaped whatever protocol it came by. `id` is made by the stack so that a repeated
 * report of the same thing has the same id and is stored once (empty: made unique by the store). `at`: ms since the epoch.
 */
export type DeviceEvent = { readonly id: string; readonly at: number } & (
  | {
      readonly type: "boot";
      readonly cause: string;
      readonly commandKey: string;
      readonly firmwareUpdated?: boolean;
    }
  | {
      readonly type: "bootstrap";
      readonly reason: "firstContact" | "factoryReset" | "urlChanged" | "onBoardRequest";
    }
  | { readonly type: "valueChanged"; readonly path: string; readonly value: string; readonly native: string }
  | {
      readonly type: "objectCreated";
      readonly path: string;
      readonly uniqueKeys: Readonly<Record<string, string>>;
    }
  | { readonly type: "objectDeleted"; readonly path: string }
  | {
      readonly type: "transferComplete";
      readonly commandKey: string;
      readonly autonomous: boolean;
      readonly transferType: "Download" | "Upload" | "";
      readonly faultCode: number;
      readonly faultString: string;
      readonly startTime: string;
      readonly completeTime: string;
      /** Why it failed; absent when it did not. */
      readonly problem?: Problem;
      /** The command it belongs to goes on: something else will tell its end. */
      readonly goesOn?: true;
      readonly details: JsonObject;
    }
  | {
      readonly type: "commandComplete";
      readonly path: string;
      readonly command: string;
      readonly commandKey: string;
      readonly output?: Readonly<Record<string, string>>;
      readonly problem?: Problem;
    }
  /** Somebody sent a record in the name of `claimed` whom the transport knows as `proven`; it was refused. */
  | { readonly type: "impersonated"; readonly claimed: string; readonly proven: string; readonly mtp: string }
  /** Any other data-model event (`Device.…!`) or a CWMP event without a USP twin, by name. */
  | {
      readonly type: "event";
      readonly path: string;
      readonly name: string;
      readonly params: Readonly<Record<string, string>>;
    }
);

export type DeviceEventType = DeviceEvent["type"];

/** Facts of a data model that decide how a device's tree is read. */
export interface ModelRoot {
  readonly dataModel: DataModel;
  /** `Device.` or `InternetGatewayDevice.` */
  readonly root: string;
}
