/** A name and all partial paths above it, the nearest first: `A.1.B`, `A.1.`, `A.` */
export function* upwards(name: string): Generator<string, void> {
  yield name;
  for (let dot = dotBefore(name, name.length - 1); dot > 0; dot = dotBefore(name, dot - 1))
    yield name.slice(0, dot);
}

/** The end of the last partial path that is shorter than `end` characters; 0: there is none. */
function dotBefore(name: string, end: number): number {
  return end <= 0 ? 0 : name.lastIndexOf(".", end - 1) + 1;
}
