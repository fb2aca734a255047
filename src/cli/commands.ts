import { runDemo } from "./demo.ts";
import { runDoctor } from "./doctor.ts";
import { runHealth } from "./health.ts";
import { runProfiles } from "./profiles.ts";
import { runImport } from "./import.ts";
import { runReplay } from "./replay.ts";
import { runServe, runUp } from "./serve.ts";
import { runSimulation } from "./sim.ts";

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** Gives the exit code when the command has done its work or was told to stop. */
  run(args: readonly string[]): Promise<number>;
}

const EVERY_KEY = "Every CAUSEWAY_… key can be given as --kebab-case, for example --api-port 8081.\n";

export const COMMANDS: readonly Command[] = [
  {
    name: "serve",
    summary: "run the gateway",
    help: `causeway serve [--key value …]

Runs the gateway until SIGINT or SIGTERM. Without CAUSEWAY_REDIS_URL and CAUSEWAY_MQTT_URL a local Redis and
Mosquitto are started on free ports with their data in the data directory, and stopped with the gateway.

  causeway serve --api-port 8081 --enrolment open
  causeway serve --redis-url redis://10.0.0.5:6379 --mqtt-url mqtt://10.0.0.6:1883

${EVERY_KEY}`,
    run: runServe,
  },
  {
    name: "up",
    summary: "serve, and show the admin token",
    help: `causeway up [--key value …]\n\nThe gateway without simulated devices; see causeway serve --help.\n`,
    run: runUp,
  },
  {
    name: "demo",
    summary: "run the gateway with a simulated mixed fleet",
    help: `causeway demo [--smoke] [--key value …]

Starts everything and a fleet of simulated CPEs (TR-098 and TR-181 over CWMP), USP agents (MQTT and WebSocket) and dual-stack boxes.

  causeway demo
  causeway demo --smoke        check that both populations can be read and written, one line a check, then stop

${EVERY_KEY}`,
    run: runDemo,
  },
  {
    name: "health",
    summary: "ask a running gateway whether it is alive; exit code 0 or 1",
    help: `causeway health [--key value …]

Asks the API listener that the same configuration would open, over TLS where it has a certificate.

  causeway health && echo alive
`,
    run: runHealth,
  },
  {
    name: "doctor",
    summary: "why a USP agent does not show up; exit code 0, or 1 with faults",
    help: `causeway doctor ENDPOINT-ID [--url URL] [--token-file FILE] [--json]
causeway doctor CAPTURE [--endpoint ENDPOINT-ID] [--json] [--usp-topic TOPIC] [--usp-agent-topic PATTERN]
                [--usp-endpoint-id ID] [--mqtt-identity none|acl|dynsec]

Says which of topic, response topic, endpoint id, controller id, login, access list, version, content type, role,
subscription or enrolment is wrong: where, what was found, what belongs there, what to do. With an endpoint id a running
gateway tells what it saw of the agent and asks it; with a capture of the broker no gateway is needed. A capture is JSON
lines {t, topic, properties: {contentType, responseTopic}, b64}, or what mosquitto_sub writes. Exit code 0 without faults, 1 with
some, 2 when nothing can be told.

  causeway doctor os::0A8D8C-7DCF00000042
  causeway doctor os::0A8D8C-7DCF00000042 --json | jq '.findings[].what'
  mosquitto_sub -V 5 -t 'usp/#' -W 60 -F '%t\t%C\t%R\t%x' > seen.txt; causeway doctor seen.txt --mqtt-identity acl
`,
    run: runDoctor,
  },
  {
    name: "sim",
    summary: "simulated CPEs and USP agents against any gateway",
    help: `causeway sim [--cwmp N] [--natted N] [--usp N] [--websocket N] [--acs-url URL] [--mqtt-url URL] [--websocket-url URL] [--controller-id ID] [--controller-topic TOPIC]
             [--username U --password P] [--broker-username U --broker-password P]

  causeway sim --cwmp 500 --usp 500 --acs-url http://127.0.0.1:7547/ --mqtt-url mqtt://127.0.0.1:1883
  causeway sim --cwmp 0 --usp 0 --websocket 500 --websocket-url ws://127.0.0.1:8183/usp
`,
    run: runSimulation,
  },
  {
    name: "import",
    summary: "take over devices from a CSV file or a GenieACS dump; goes on where it was broken off",
    help: `causeway import FILE [--url URL] [--token-file FILE] [--format csv|genieacs] [--dry-run true] [--again true]

Sends the file to a running gateway (default http://127.0.0.1:8080, token in .causeway/admin.token). The same command
again goes on where it was broken off. Exit code 0 when every row was taken in. Columns: docs/connect-a-cpe.md

  causeway import devices.csv --dry-run true
  mongoexport --db genieacs --collection devices --out devices.jsonl && causeway import devices.jsonl
  causeway import devices.csv --url https://acs.example:8080 --token-file token
`,
    run: runImport,
  },
  {
    name: "replay",
    summary: "run a recorded device session through the engine, offline; exit code 0 or 1",
    help: `causeway replay FILE

Holds what the ACS says now against a recording (GET /v1/devices/{id}/sessions/{session}) and shows the first difference.
Neither a store nor a network is needed.

  curl -s -H "Authorization: Bearer $TOKEN" $API/v1/devices/$ID/sessions/$SESSION > session.jsonl
  causeway replay session.jsonl
`,
    run: runReplay,
  },
  {
    name: "profiles",
    summary: "vendor profiles: check them, show the one a device has",
    help: `causeway profiles lint [FILE…]
causeway profiles show OUI-ProductClass-SerialNumber [--manufacturer M] [--model-name N] [--hardware-version V] [--software-version V]
causeway profiles schema

lint checks the files, or without any those that come with the gateway and in CAUSEWAY_PROFILES_DIR; exit code 0 or 1.
show prints the profile that such a device has, with what it extends; schema prints the JSON Schema of a file.
How to write one: docs/vendor-profiles.md

  causeway profiles lint acme.json
  causeway profiles show 00256D-HG8245-ABC123 --manufacturer "Huawei Technologies Co., Ltd"
  CAUSEWAY_PROFILES_DIR=/etc/causeway/profiles causeway profiles lint
`,
    run: runProfiles,
  },
];

export function helpText(): string {
  const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`);
  return `causeway: CWMP and USP devices behind one TR-181 API

use: causeway <command> [--key value …]

${rows.join("\n")}

causeway <command> --help shows each command with examples. All configuration keys: docs/reference/config.md
`;
}
