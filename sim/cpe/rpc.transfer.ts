import { array, element, text } from "./soap.ts";
import type { Answer, Subject, UnitChange } from "./subject.ts";
import type { Transfer } from "./transfers.ts";
import { textOf, type Element } from "./xml.ts";

const UNKNOWN_TIME = "0001-01-01T00:00:00Z";

/** Download and Upload: accepted now, done after the session. */
export function transfer(method: "Download" | "Upload", subject: Subject, request: Element): Answer {
  const order = orderOf(method, request, 1000 * Number(textOf(request, "DelaySeconds")));
  if (typeof order === "number") return { fault: order };
  subject.transfers.add(order);
  const times = text("StartTime", UNKNOWN_TIME) + text("CompleteTime", UNKNOWN_TIME);
  return {
    body: element(`cwmp:${method}Response`, text("Status", "1") + times),
    duties: [{ do: "transfer", commandKey: order.commandKey }],
  };
}

export function scheduleDownload(subject: Subject, request: Element): Answer {
  const [window] = request.children.find(({ name }) => name === "TimeWindowList")?.children ?? [];
  const mode = textOf(window, "WindowMode");
  if (!/^(?:1 At Any Time|2 Immediately|3 When Idle|4 Confirmation Needed|X )/.test(mode))
    return { fault: 9003 };
  const order = orderOf("ScheduleDownload", request, 1000 * Number(textOf(window, "WindowStart")));
  if (typeof order === "number") return { fault: order };
  subject.transfers.add(order);
  return {
    body: element("cwmp:ScheduleDownloadResponse"),
    duties: [{ do: "transfer", commandKey: order.commandKey }],
  };
}

function orderOf(method: Transfer["method"], request: Element, delayMs: number): Transfer | number {
  const url = textOf(request, "URL").trim();
  if (!URL.canParse(url) || new URL(url).username !== "") return 9003;
  if (!/^https?:/i.test(url)) return 9013;
  return {
    commandKey: textOf(request, "CommandKey"),
    method,
    fileType: textOf(request, "FileType"),
    url,
    username: textOf(request, "Username"),
    password: textOf(request, "Password"),
    delayMs,
  };
}

const STATE = { waiting: "1", running: "2", told: "3" } as const;

export function queuedTransfers({ dialect, transfers }: Subject, all: boolean): Answer {
  const struct = all ? "AllQueuedTransferStruct" : "QueuedTransferStruct";
  const rows = transfers.all.map(({ transfer: { commandKey, method, fileType }, state }) =>
    element(
      struct,
      text("CommandKey", commandKey) +
        text("State", STATE[state]) +
        (all
          ? text("IsDownload", method === "Upload" ? "0" : "1") +
            text("FileType", fileType) +
            text("FileSize", "0") +
            text("TargetFileName", "")
          : ""),
    ),
  );
  const name = all ? "GetAllQueuedTransfers" : "GetQueuedTransfers";
  return { body: element(`cwmp:${name}Response`, array(dialect, "TransferList", `cwmp:${struct}`, rows)) };
}

export function cancelTransfer({ transfers }: Subject, request: Element): Answer {
  const known = transfers.cancel(textOf(request, "CommandKey"));
  return known ? { body: element("cwmp:CancelTransferResponse") } : { fault: 9021 };
}

export function changeDUState(_: Subject, request: Element): Answer {
  const changes = request.children
    .filter(({ name }) => name === "Operations")
    .map((operation): UnitChange => {
      const type = operation.attributes["type"] ?? "";
      return {
        operation:
          type.includes("InstallOp") && !type.includes("Uninstall")
            ? "Install"
            : type.includes("Update")
              ? "Update"
              : "Uninstall",
        uuid: textOf(operation, "UUID"),
        version: textOf(operation, "Version"),
        url: textOf(operation, "URL"),
        username: textOf(operation, "Username"),
        password: textOf(operation, "Password"),
      };
    });
  if (changes.length === 0) return { fault: 9003 };
  return {
    body: element("cwmp:ChangeDUStateResponse"),
    duties: [{ do: "units", changes, commandKey: textOf(request, "CommandKey") }],
  };
}
