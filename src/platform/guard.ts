import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/**
 * Runs `$@` and ends it when the pipe on file descriptor 0 closes, so a service never outlives the process that
 * started it, not even after kill -9. The watcher must not hold the pipe's write end: it reads fd 0 only.
 */
const GUARD = `
"$@" </dev/null & child=$!
exec 3<&0
( while read -r _; do :; done; kill -TERM "$child" 2>/dev/null
  n=0; while kill -0 "$child" 2>/dev/null && [ $n -lt 30 ]; do sleep 0.1; n=$((n+1)); done
  kill -KILL "$child" 2>/dev/null ) <&3 & watcher=$!
exec 0</dev/null 3<&-
wait "$child"; code=$?
kill "$watcher" 2>/dev/null
exit $code
`;

export interface Guarded {
  readonly pid: number;
  /** Settles with the exit code when the service has ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** Asks the service to end and waits until it has. */
  stop(): Promise<void>;
}

/** Starts a service behind a guard pipe in a process group of its own; its output goes to `logFile`. */
export function startGuarded(command: string, args: readonly string[], logFile: string): Guarded {
  const log = openSync(logFile, "a", 0o600);
  const child: ChildProcess = spawn("/bin/sh", ["-c", GUARD, "guard", command, ...args], {
    stdio: ["pipe", log, log],
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<number>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
    child.once("error", () => resolve(127));
  });
  child.stdin?.on("error", () => {});
  return {
    pid: child.pid ?? -1,
    ended,
    async stop() {
      child.stdin?.end();
      await ended;
    },
  };
}
