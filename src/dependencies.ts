import type { Clock } from "#core";

/** What the gateway depends on, what follows when it is away, and what to do then. */
const ABOUT = {
  redis: {
    effect:
      "Devices and requests that need the store are answered 503 and come again; nothing that was acknowledged is lost.",
    advice: "Check that Redis runs and answers at the configured URL; the gateway reconnects by itself.",
  },
  mqtt: {
    effect:
      "USP devices are neither heard nor reached; their operations wait. CWMP devices are served as usual.",
    advice:
      "Check that the MQTT broker runs and accepts the gateway's login; the gateway reconnects by itself.",
  },
  stomp: {
    effect: "USP devices that speak STOMP alone are neither heard nor reached; their operations wait.",
    advice:
      "Check that the STOMP server runs and accepts the gateway's login (CAUSEWAY_STOMP_URL and beside it); the gateway reconnects by itself.",
  },
  xmpp: {
    effect:
      "CPEs that are woken over XMPP are woken in other ways where they have one, or come at their next Inform.",
    advice:
      "Check that the XMPP server runs and accepts the gateway's login (CAUSEWAY_XMPP_URL and beside it); the gateway reconnects by itself.",
  },
} as const;

export interface Probe {
  readonly name: keyof typeof ABOUT;
  readonly up: () => boolean | Promise<boolean>;
}

interface Condition {
  readonly name: string;
  readonly state: "up" | "down";
  readonly since: number;
  readonly effect: string | null;
  readonly advice: string | null;
}

const LOOK_MS = 5000;

/** Looks at dependencies at an interval and when asked, and remembers since when each is as it is. */
export function watchDependencies(
  clock: Clock,
  probes: readonly Probe[],
): { look(): Promise<readonly Condition[]>; start(): void; stop(): void } {
  const known = new Map<string, Condition>();
  let cancel: (() => void) | undefined;

  async function lookAt({ name, up }: Probe): Promise<Condition> {
    const state = (await up()) ? "up" : "down";
    const before = known.get(name);
    if (before?.state === state) return before;
    const { effect, advice } = state === "up" ? { effect: null, advice: null } : ABOUT[name];
    const now: Condition = { name, state, since: clock.now(), effect, advice };
    known.set(name, now);
    return now;
  }

  const look = (): Promise<readonly Condition[]> => Promise.all(probes.map(lookAt));
  const plan = (): void => {
    cancel = clock.after(LOOK_MS, () => void look().finally(() => cancel !== undefined && plan()));
  };
  return {
    look,
    start: plan,
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
