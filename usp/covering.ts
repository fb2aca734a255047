interface Node<T> {
  readonly next: Map<string, Node<T>>;
  /** Of paths that end here: a parameter, command or event. */
  readonly here: T[];
  /** Of objects. */
  readonly below: T[];
}

/**
 * Paths by what they cover (`coversPath`), found without looking at all of them: a device may be wanted to tell of some
 * thousand. `deep`: an object stands for everything below it.
 */
export class Covering<T> {
  readonly #deep: boolean;
  readonly #exact = new Map<string, T[]>();
  readonly #root: Node<T> = { next: new Map(), here: [], below: [] };

  constructor(deep: boolean) {
    this.#deep = deep;
  }

  add(path: string, value: T): void {
    this.#exact.set(path, [...(this.#exact.get(path) ?? []), value]);
    if (isSearched(path)) return;
    const steps = path.split(".");
    const isObject = steps.at(-1) === "";
    let node = this.#root;
    for (const step of isObject ? steps.slice(0, -1) : steps) {
      const next = node.next.get(step) ?? { next: new Map<string, Node<T>>(), here: [], below: [] };
      node.next.set(step, next);
      node = next;
    }
    (isObject ? node.below : node.here).push(value);
  }

  /** What was added for a path that covers this one, and is accepted. */
  find(path: string, accepts: (value: T) => boolean): T | undefined {
    const same = this.#exact.get(path)?.find(accepts);
    if (same !== undefined || isSearched(path)) return same;
    return this.#walk(this.#root, path.split("."), 0, accepts);
  }

  #walk(node: Node<T>, steps: readonly string[], at: number, accepts: (value: T) => boolean): T | undefined {
    const step = steps[at];
    if (step === undefined) return node.here.find(accepts);
    const found = this.#deep || at + 1 === steps.length ? node.below.find(accepts) : undefined;
    if (found !== undefined) return found;
    const names = /^\d+$/.test(step) ? [step, "*"] : [step];
    for (const name of names) {
      const next = node.next.get(name);
      const further = next === undefined ? undefined : this.#walk(next, steps, at + 1, accepts);
      if (further !== undefined) return further;
    }
    return undefined;
  }
}

/** Searches by value and followed references cover only themselves. */
function isSearched(path: string): boolean {
  return path.includes("[") || path.includes("+");
}
