/** A few lines of text that outlive the process, by name. */
export interface Notes {
  /** Empty where nothing was written. Never throws. */
  read(name: string): string;
  write(name: string, text: string): void;
}

/** Remembers nothing. */
export const forgetful: Notes = { read: () => "", write: () => {} };
