import type { App } from "../app.ts";
import type { Services } from "../local.ts";

/** One line for each address, on standard output, once everything listens. `token`: the admin token, or where it is kept. */
export function announce(app: App, services: Services, token: string): void {
  const lines = [
    ...app.addresses.map(({ name, url }) => `${name} ${url}`),
    `redis ${services.shown.redis}`,
    `mqtt ${services.shown.mqtt}`,
    token,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
