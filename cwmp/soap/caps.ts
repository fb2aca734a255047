/** Bounds inside the scanner, so that no input costs more than its bytes. */
export interface Caps {
  /** Longest body, bytes (of a string: characters). */
  readonly bytes: number;
  readonly depth: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** Elements of the document. */
  readonly elements: number;
  /** Characters of one text or attribute value. */
  readonly text: number;
}

export const CAPS: Caps = {
  bytes: 16 * 1024 * 1024,
  depth: 32,
  attributes: 64,
  elements: 300_000,
  text: 65_536,
};
