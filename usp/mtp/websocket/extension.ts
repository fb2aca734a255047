const NAME = "bbf-usp-protocol";

/**
 * What the extension `bbf-usp-protocol; eid="<id>"` of a handshake says, by which endpoints named themselves until 1.2.
 * `asked`: it is there; `eids`: every id in it.
 */
export function extensionIn(header: string | undefined): {
  readonly asked: boolean;
  readonly eids: readonly string[];
} {
  const offers = (header ?? "").split(",").map((offer) => offer.split(";").map((part) => part.trim()));
  const ours = offers.filter(([name = ""]) => name.toLowerCase() === NAME);
  const eids = ours.flatMap(([, ...parameters]) =>
    parameters.flatMap((parameter) => {
      const [, quoted, plain] = /^eid\s*=\s*(?:"([^"]*)"|([^"\s]+))$/i.exec(parameter) ?? [];
      return quoted ?? plain ?? [];
    }),
  );
  return { asked: ours.length > 0, eids };
}

/** The own id, for a peer that asked. [TR-369 R-WS.11a] */
export function extensionOf(endpoint: string): string {
  return `${NAME}; eid="${endpoint}"`;
}
