import type { DeviceId } from "#core";
import type { Session } from "./session.ts";

/** The sessions of this replica, by cookie and by device. */
export class Sessions {
  readonly #byId = new Map<string, Session>();
  readonly #byDevice = new Map<DeviceId, Session>();

  get size(): number {
    return this.#byId.size;
  }

  all(): Iterable<Session> {
    return this.#byId.values();
  }

  withId(id: string): Session | undefined {
    return this.#byId.get(id);
  }

  ofDevice(device: DeviceId): Session | undefined {
    return this.#byDevice.get(device);
  }

  /** Adds a session whose device is known; gives the older session of the same device, if there is one. */
  add(session: Session): Session | undefined {
    this.#byId.set(session.id, session);
    if (session.device === undefined) return undefined;
    const older = this.#byDevice.get(session.device);
    this.#byDevice.set(session.device, session);
    return older === session ? undefined : older;
  }

  remove(session: Session): void {
    this.#byId.delete(session.id);
    if (session.device !== undefined && this.#byDevice.get(session.device) === session)
      this.#byDevice.delete(session.device);
  }
}
