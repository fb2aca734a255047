import { FAULT } from "#core";
import { routeRows } from "#bridge";
import { commandLines, quirkLines } from "#cwmp";
import { CONFIG, type ConfigRow } from "./config.table.ts";
import { flagOf } from "./config.ts";

/** Reference pages, made from the tables they describe; a test compares them with `docs/reference`. */
export function configPage(): string {
  const rows = (Object.entries(CONFIG) as [keyof typeof CONFIG, ConfigRow<unknown>][]).map(
    ([key, { kind, value, meaning }]) =>
      `| \`${key}\` | \`${flagOf(key)}\` | ${shown(value)} | ${kind.expects} | ${meaning} |`,
  );
  return page(
    "Configuration",
    "Precedence: command line, environment, the JSON file that `CAUSEWAY_CONFIG` names, default. A wrong key or value ends the program with exit code 78 and one line that says how to mend it. Keys of the files, STUN, WebSocket, STOMP and webhook parts come with those parts.",
    ["key", "flag", "default", "value", "meaning"],
    rows,
  );
}

export function faultsPage(): string {
  const rows = Object.entries(FAULT).map(
    ([code, { status, title, advice, retryable }]) =>
      `| \`${code}\` | ${status} | ${title} | ${advice} | ${retryable ? "yes" : "no"} |`,
  );
  return page(
    "Faults",
    "Every fault is RFC 9457 `application/problem+json` with the row's `code`; `retryable` says whether the same request may succeed later.",
    ["code", "HTTP", "title", "advice", "retryable"],
    rows,
  );
}

export function routesPage(): string {
  const rows = routeRows().map(
    ({ method, path, permission, summary }) =>
      `| ${method.toUpperCase()} | \`${path}\` | ${permission} | ${summary} |`,
  );
  return page(
    "API",
    "Schemas: `/openapi.json`, to read in a browser: `/docs`.",
    ["method", "path", "permission", "summary"],
    rows,
  );
}

export function commandsPage(): string {
  const rows = commandLines().map(
    ({ command, by, ended, minutes, how }) =>
      `| \`${command}\` | ${by} | ${ended} | ${minutes === undefined ? "" : `${String(minutes)} min`} | ${how} |`,
  );
  return page("Commands over CWMP", COMMANDS, ["command", "RPC", "ended by", "looked at after", "how"], rows);
}

export function quirksPage(): string {
  const rows = quirkLines().map(
    ({ name, expects, meaning, honoured, seen }) =>
      `| \`${name}\` | ${meaning} | ${expects} | ${seen} | \`${honoured}\` |`,
  );
  return page(
    "Quirks of CWMP devices",
    "What the `quirks` of a vendor profile may say; [how to write one](../vendor-profiles.md).",
    ["quirk", "meaning", "value", "seen", "honoured in"],
    rows,
  );
}

const COMMANDS = [
  "`operate` takes the commands of TR-181 for USP on every device. Agents run them themselves; this is what they become on a CWMP device. `GET /v1/devices/{id}/schema` lists the ones a device supports, `dryRun` shows the messages. Where a command takes an address, `causeway:f_…` names a file of the gateway's and `causeway:` has the device send its file there: [files](../files.md).",
  "A command that the device goes on with stays `running` until what ends it comes, over sessions, days and restarts, matched by its command key alone; its outcome is also the event `causeway.device.command-complete`, and that of a transfer `causeway.device.transfer-complete`. A transfer is waited for 30 days. An image that is to run at once is judged by `SoftwareVersion`, not by its transfer: the command ends when the device runs another version, or has started after the transfer without one, or an hour after it told the transfer complete; its output is `SoftwareVersion` and `FirmwareUpdated`, and where `Version` was given another one fails it with `device.firmware`. What was sent and never answered is not sent again: a transfer is looked for among the transfers the device still has, a diagnostic in its `DiagnosticsState` and `ParameterKey`; what stays open is `unknownOutcome`. A factory reset makes the device be asked for its transfers; a boot ends a diagnostic.",
  "On USP agents a command may be asked of all rows that a search path finds: each is a result of its own. When several of them go on, the operation has succeeded with what the agent began (`request` of each), and every end is an event `causeway.device.command-complete` with the same command key.",
  "On USP agents the row of a `FirmwareImage` may be named, searched for (`FirmwareImage.[Available==true].Download()`) or left to the gateway (`FirmwareImage.*.Download()`): a download takes a bank that does not run, one without an image first, and the only bank where there is one; an activation the one bank that holds an image and does not run. `AutoActivate` is always sent, `true` when it is left out; `false` is refused where the image would take the place of the one that runs. `Version` is kept from the agent. `TimeWindow.{i}.` arguments belong to `Activate()`. An agent without `Activate()` is told by `BootFirmwareImage` and `Reboot()`.",
  "An image that is to run at once, and every `Activate()`, is judged on an agent by what it shows afterwards: it has succeeded when another version runs (the one of `Version`, where that is known), or its `Boot!` says `FirmwareUpdated`; it has failed with `device.firmware` when the agent started for it and runs the old version, when the bank's `Status` ends in `Failed` (its `BootFailureLog` is in the detail), or when it has the image and has not started for an hour, or an hour after the last window; a failure that the agent tells itself has its code (`usp:7022`). `TransferComplete!` and `OperationComplete` are taken in any order, with one or both of them, before or after the answer; each end is told once.",
  "A command that an agent tells no end of is looked for every hour among its `LocalAgent.Request` rows, and half a minute after an answer that did not come: while it is there it goes on, 30 days at most, a diagnostic a day. When it is gone its result is waited for two hours more (a minute after a start of the agent, two minutes when the answer was lost), then the outcome is `unknownOutcome` with what was seen; a diagnostic that a start has cost has failed. `DUStateChange!` is the end of the command that changed a unit when nothing else ends it.",
  "Diagnostics of one object run one after the other, on USP agents too: the next one waits in the queue until the one before it has ended, and all other operations pass. A device that does not tell the end of one is looked at after the time below, and given up after as long again. Arguments the device has no parameter for are passed over; arguments that are not given keep the device's values. A state that begins with `Error` fails the operation and is its problem's `detail`.",
  "Commands without arguments that CWMP has as a parameter (`Device.WiFi.Reset()`, `Device.DHCPv4.Client.1.Renew()`) are a SetParameterValues of `true`. A time window is `TimeWindow.1.Start`, `End` (seconds from now), `Mode` (`AnyTime`, `Immediately`, `WhenIdle`, `ConfirmationNeeded`), `UserMessage`, `MaxRetries`. Every RPC without a USP counterpart (attributes, vouchers, options, queued transfers) goes through `native`; the CPE's own requests (RequestDownload, autonomous transfers and units, Kicked) become events.",
  'Notifications of a CPE are switched on through `native` (1: told with the next Inform, 2: told at once); what changes is then the event `causeway.device.value-changed`, as with a USP subscription: `{"type":"native","protocol":"cwmp","rpc":"SetParameterAttributes","args":{"ParameterList":[{"Name":"InternetGatewayDevice.UserInterface.CurrentLanguage","NotificationChange":true,"Notification":2,"AccessListChange":false,"AccessList":[]}]}}`.',
].join("\n\n");

function shown(value: unknown): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : `\`${value.join(",")}\``;
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function page(title: string, intro: string, columns: readonly string[], rows: readonly string[]): string {
  const head = `| ${columns.join(" | ")} |\n| ${columns.map(() => "---").join(" | ")} |`;
  return `# ${title}\n\n${intro}\n\n${head}\n${rows.join("\n")}\n`;
}
