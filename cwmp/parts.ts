import type { Clock, Gateway, Log, Metrics, Post, Rings, SessionKeeper, Slicer } from "#core";
import type { CwmpConfig } from "./config.ts";
import type { ProfileFile } from "./profile/read.ts";

/** What the CWMP stack is made of. */
export interface CwmpParts {
  readonly gateway: Gateway;
  readonly rings: Rings;
  /** To the replica whose socket a CPE talks to. */
  readonly post: Post;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: CwmpConfig;
  /** Lets others run while a large tree is read, mapped and answered; absent: nothing is sliced. */
  readonly slicer?: Slicer;
  /** Keeps recordings of sessions; absent: nothing is recorded, and recording costs nothing. */
  readonly recorder?: SessionKeeper;
  /** Profiles of vendors; absent: those that come with the gateway. */
  readonly profiles?: readonly ProfileFile[];
}
