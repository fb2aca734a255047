import type { Log, LogFields } from "#core";

/** A log that keeps every line as JSON. */
export class NotingLog implements Log {
  readonly lines: string[];
  readonly #fields: LogFields;

  constructor(fields: LogFields = {}, lines: string[] = []) {
    this.#fields = fields;
    this.lines = lines;
  }

  get text(): string {
    return this.lines.join("\n");
  }

  debug(fields: LogFields, message: string): void {
    this.#note(fields, message);
  }
  info(fields: LogFields, message: string): void {
    this.#note(fields, message);
  }
  warn(fields: LogFields, message: string): void {
    this.#note(fields, message);
  }
  error(fields: LogFields, message: string): void {
    this.#note(fields, message);
  }

  child(fields: LogFields): Log {
    return new NotingLog({ ...this.#fields, ...fields }, this.lines);
  }

  #note(fields: LogFields, message: string): void {
    this.lines.push(JSON.stringify({ ...this.#fields, ...fields, message }));
  }
}
