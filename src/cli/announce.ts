import type { App } from "../app.ts";
import type { Services } from "../local.ts";

/** One line for each address, on standard output, once everything listens. */
export function announce(app: App, services: Services): void {
  const lines = [
    ...app.addresses.map(({ name, url }) => `${name} ${url}`),
    `redis ${services.redisUrl}`,
    `mqtt ${services.mqttUrl}`,
    `token ${app.adminToken}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
