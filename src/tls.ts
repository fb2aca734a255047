import { existsSync, readFileSync, watch, type FSWatcher } from "node:fs";
import { dirname } from "node:path";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { Fault, type Log } from "#core";

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** Certificate and key of one listener, and a way to hear of new ones. */
export interface TlsSource {
  readonly options: SecureContextOptions;
  /** `apply` gets the new options after a change of the files or a SIGHUP; a pair that does not fit is refused and logged. */
  onChange(apply: (options: SecureContextOptions) => void): void;
  reload(): void;
  close(): void;
}

/** Reads the files and watches them; faults name the file that cannot be used. */
export function openTls(files: TlsFiles, log: Log): TlsSource {
  const listeners: ((options: SecureContextOptions) => void)[] = [];
  const options = read(files);
  let seen = textsOf(files);
  const changed = () => {
    const texts = textsOf(files);
    if (texts === seen) return;
    seen = texts;
    reload();
  };
  const reload = () => {
    try {
      const fresh = read(files);
      for (const apply of listeners) apply(fresh);
      log.info({ cert: files.cert }, "certificate loaded");
    } catch (error) {
      log.error({ cert: files.cert, error }, "certificate refused, the old one stays");
    }
  };
  // Renewals put new files in the place of the old ones: only their folder tells of every one.
  const folders = new Set(namesOf(files).map((file) => dirname(file)));
  const watchers: FSWatcher[] = [...folders].map((folder) => watch(folder, { persistent: false }, changed));
  return {
    options,
    onChange: (apply) => listeners.push(apply),
    reload,
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

function namesOf({ cert, key, ca }: TlsFiles): readonly string[] {
  return ca === undefined ? [cert, key] : [cert, key, ca];
}

function read(files: TlsFiles): SecureContextOptions {
  const options = {
    cert: content(files.cert),
    key: content(files.key),
    ...(files.ca === undefined ? {} : { ca: content(files.ca) }),
  };
  try {
    createSecureContext(options);
  } catch (cause) {
    throw new Fault(
      "config.invalid",
      { detail: `${files.cert} and ${files.key} are not a certificate and its key` },
      { cause },
    );
  }
  return options;
}

/** What the files hold now; while one of them is being replaced, nothing of it. */
function textsOf(files: TlsFiles): string {
  return namesOf(files)
    .map((file) => (existsSync(file) ? readFileSync(file, "latin1") : ""))
    .join("\n");
}

function content(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Fault("config.invalid", { detail: `${file} cannot be read` }, { cause });
  }
}
