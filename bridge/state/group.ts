/** At most this many commits make one group, so that none waits long for its answer. */
const GROUP = 128;

/**
 * Group commit: while one group of commands is on its way, what comes meanwhile waits for it and makes the next group,
 * which leaves as one packet and is synced by the store at once. A caller alone never waits; the more there are, the
 * larger the groups. Each caller gets its own answer or its own rejection.
 */
export class Groups {
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  run<T>(send: () => Promise<T>): Promise<T> {
    if (this.#underWay === 0) return this.#send(send);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => void this.#send(send).then(resolve, reject));
    });
  }

  #send<T>(send: () => Promise<T>): Promise<T> {
    this.#underWay++;
    const sent = send();
    sent.then(this.#back, this.#back);
    return sent;
  }

  readonly #back = (): void => {
    if (--this.#underWay > 0) return;
    for (const go of this.#waiting.splice(0, GROUP)) go();
  };
}
