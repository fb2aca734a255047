import type { DeviceId } from "#core";
import type { Session } from "./session.ts";

/** The sessions of this replica, by cookie and by device; those whose connection is gone by address too. */
export class Sessions {
  readonly #byId = new Map<string, Session>();
  readonly #byDevice = new Map<DeviceId, Session>();
  readonly #lost = new Map<string, Set<Session>>();

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

  /** Sessions of this address that have no connection. */
  lostAt(address: string): ReadonlySet<Session> | undefined {
    return this.#lost.size === 0 ? undefined : this.#lost.get(address);
  }

  /** Adds a session whose device is known; gives the older session of the same device, if there is one. */
  add(session: Session): Session | undefined {
    this.#byId.set(session.id, session);
    if (session.detached) this.#seek(session);
    if (session.device === undefined) return undefined;
    const older = this.#byDevice.get(session.device);
    this.#byDevice.set(session.device, session);
    return older === session ? undefined : older;
  }

  /** Its connection is gone; the CPE may come back on another one. */
  lose(session: Session): void {
    if (session.detached) return;
    session.detached = true;
    if (this.#byId.get(session.id) === session) this.#seek(session);
  }

  /** It goes on in this connection of this address. */
  attach(session: Session, connection: number, address: string): void {
    this.#find(session);
    session.connection = connection;
    session.address = address;
  }

  remove(session: Session): void {
    this.#find(session);
    this.#byId.delete(session.id);
    if (session.device !== undefined && this.#byDevice.get(session.device) === session)
      this.#byDevice.delete(session.device);
  }

  #seek(session: Session): void {
    const there = this.#lost.get(session.address);
    if (there === undefined) this.#lost.set(session.address, new Set([session]));
    else there.add(session);
  }

  #find(session: Session): void {
    if (!session.detached) return;
    session.detached = false;
    const there = this.#lost.get(session.address);
    if (there?.delete(session) === true && there.size === 0) this.#lost.delete(session.address);
  }
}
