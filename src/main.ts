#!/usr/bin/env node
import { asFault } from "#core";
import { COMMANDS, helpText } from "./cli/commands.ts";

/** A wrong key or value of the configuration (sysexits EX_CONFIG). */
const EX_CONFIG = 78;
const EX_USAGE = 64;

/** Runs one subcommand; the only place that ends the process. */
async function main(): Promise<number> {
  const [name = "help", ...args] = process.argv.slice(2);
  if (name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(helpText());
    return 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    process.stderr.write(`causeway: there is no command ${name}\n\n${helpText()}`);
    return EX_USAGE;
  }
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    const fault = asFault(error);
    process.stderr.write(`causeway: ${fault.message}\n`);
    if (fault.code === "internal" && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
    return fault.code === "config.invalid" ? EX_CONFIG : 1;
  }
}

process.exit(await main());
