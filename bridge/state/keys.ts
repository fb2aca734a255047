import { hash } from "node:crypto";
import type { DeviceId, Identity, OperationId, Protocol } from "#core";

/**
 * Every key the bridge writes. A key of a partition begins with the partition's tag `<prefix>:{pNN}` (NN: two hex
 * digits, the ones an id carries), so that one script touches one slot of a cluster.
 */
export interface Keys {
  readonly prefix: string;
  /** A power of two, 1..256; fixed at first start. */
  readonly partitions: number;
  /** `cw:{p07}` */
  tag(partition: number): string;
  /** The tag of the partition that an id carries. */
  tagOf(id: DeviceId | OperationId): string;
  tags(): readonly string[];
  device(id: DeviceId): string;
  /** What waits for the active protocol's session, or what is bound to one protocol. */
  queue(id: DeviceId, bound?: Protocol): string;
  /** Operations that go on without a session, and the lanes they hold. */
  open(id: DeviceId): string;
  operation(id: OperationId): string;
  wake(partition: number): string;
  operations(partition: number): string;
  events(partition: number): string;
  /** Where the row of a name lives: the partition its hash chooses and the bucketed hash in it. */
  row(kind: RowKind, name: string): Row;
  /** A key of the feed's slot: `cw:{feed}:<name>`. */
  feed(name: string): string;
  /** A key of the installation's slot: `cw:{meta}:<name>`. */
  meta(name: string): string;
  /** A key of the files' slot: `cw:{files}:<name>`. */
  files(name: string): string;
}

/** `id`: identity to device; `box`: OUI and serial number to devices; `usr`: user name to credentials. */
export type RowKind = "id" | "box" | "usr";

export interface Row {
  readonly partition: number;
  readonly tag: string;
  readonly key: string;
  readonly field: string;
}

/** Small enough that a bucket stays a listpack with 1,000,000 devices over 64 partitions. */
const BUCKETS = 256;

export function createKeys(prefix: string, partitions: number): Keys {
  const tags = Array.from(
    { length: partitions },
    (_, p) => `${prefix}:{p${p.toString(16).padStart(2, "0")}}`,
  );
  const tag = (partition: number): string => tags[partition % partitions] as string;
  const tagOf = (id: string): string => `${prefix}:{p${id.slice(2, 4)}}`;
  return {
    prefix,
    partitions,
    tag,
    tagOf,
    tags: () => tags,
    device: (id) => `${tagOf(id)}:dev:${id}`,
    queue: (id, bound) => `${tagOf(id)}:q:${id}${bound === undefined ? "" : `:${bound}`}`,
    open: (id) => `${tagOf(id)}:open:${id}`,
    operation: (id) => `${tagOf(id)}:op:${id}`,
    wake: (partition) => `${tag(partition)}:wake`,
    operations: (partition) => `${tag(partition)}:ops`,
    events: (partition) => `${tag(partition)}:evt`,
    row: (kind, name) => {
      const digest = hash("sha1", name, "buffer");
      const partition = digest.readUInt16BE(0) % partitions;
      const home = tag(partition);
      return {
        partition,
        tag: home,
        key: `${home}:${kind}:${digest.readUInt16BE(2) % BUCKETS}`,
        field: name,
      };
    },
    feed: (name) => `${prefix}:{feed}:${name}`,
    meta: (name) => `${prefix}:{meta}:${name}`,
    files: (name) => `${prefix}:{files}:${name}`,
  };
}

/** The stored form of an identity: `cwmp:00256D-HG8245-ABC123`. */
export function identityText(identity: Identity): string {
  return `${identity.scheme}:${identity.value}`;
}

/** The inverse of `identityText`; undefined when the text is no identity. */
export function parseIdentity(text: string): Identity | undefined {
  const colon = text.indexOf(":");
  const scheme = text.slice(0, colon);
  const value = text.slice(colon + 1);
  if (scheme !== "cwmp" && scheme !== "usp" && scheme !== "certificate") return undefined;
  return value === "" ? undefined : { scheme, value };
}
