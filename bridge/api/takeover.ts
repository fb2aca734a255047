import type { Json, Operation } from "#core";

/**
 * Parameters and objects that decide who manages a device and with what credentials: writing one can take it away from
 * this gateway, so it needs the scope `device:takeover` besides the role. A reference followed below `LocalAgent.` may
 * lead to a controller.
 */
const TAKEOVER =
  /(?:^|\.)(?:ManagementServer\.(?:URL|Username|Password|EnableCWMP|ConnectionRequest(?:Username|Password))$|LocalAgent\..*\+|LocalAgent\.(?:Controller|ControllerTrust|MTP|Certificate|Threshold)\.)/;

/** The first path of an operation that hands the device to somebody else, or undefined. */
export function takeoverPath(operation: Operation): string | undefined {
  return written(operation).find((path) => TAKEOVER.test(path));
}

function written(operation: Operation): readonly string[] {
  switch (operation.type) {
    case "set":
    case "add":
      return (operation.type === "set" ? operation.updates : operation.objects).flatMap(({ path, params }) =>
        ["", ...Object.keys(params)].map((name) => path + name),
      );
    case "delete":
      return operation.paths;
    case "native":
      return /^(?:Set|Add|Delete)/i.test(operation.rpc) ? texts(operation.args).map(guessed) : [];
    case "operate":
    case "get":
    case "getInstances":
    case "getSupportedDM":
    case "onboard":
    case "subscribe":
      return [];
  }
}

/** USP names object and parameter apart: whatever is written to the object counts. */
function guessed(text: string): string {
  return text.endsWith("ManagementServer.") ? `${text}URL` : text;
}

/** Every text of a native request: names of parameters stand in different places of different RPCs. */
function texts(json: Json): readonly string[] {
  if (typeof json === "string") return [json];
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => [name].concat(texts(value)));
}
