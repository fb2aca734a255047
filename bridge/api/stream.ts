import type { Response } from "express";
import { background, type Clock, type Log } from "#core";
import type { Bus } from "../events/bus.ts";
import { cloudEvent, type EventFilter, type FeedEvent } from "../events/feed.ts";
import { drained } from "./drained.ts";
import { showEventData } from "./view.ts";

export interface StreamOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly response: Response;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
  readonly filter: EventFilter;
  /** The position after which to begin; undefined = from now. */
  readonly after: string | undefined;
  /** The client's position, when it is none of this feed: it is told so. */
  readonly gapFrom: string | undefined;
  /** Whether the client may still listen; asked at every heartbeat. */
  allowed(): Promise<boolean>;
}

/** A comment keeps proxies and clients from taking silence for the end. */
const HEARTBEAT_MS = 15_000;

/** Writes server-sent events until the client goes away. A client that does not read holds back only itself. */
export async function streamEvents(options: StreamOptions): Promise<void> {
  const { bus, response, filter, after } = options;
  response.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
  });
  response.write(`retry: 3000\n\n`);
  if (after !== undefined && options.gapFrom !== undefined) response.write(gapFrame(after, options.gapFrom));
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  const still = beat(options, () => end.abort());
  let last = after;
  try {
    for await (const step of bus.follow({ filter, signal, ...(after === undefined ? {} : { after }) })) {
      const gap = step.gap ? gapFrame(step.position, last) : "";
      const text = gap + step.events.map(frame).join("");
      last = step.position;
      if (text !== "" && !response.write(text)) await drained(response, signal);
    }
  } finally {
    still();
    response.end();
  }
}

/** An event as clients see it: CloudEvents 1.0, without secrets. */
export function showEvent(event: FeedEvent) {
  const shown = cloudEvent(event);
  return { ...shown, data: showEventData(shown.data) };
}

/** Events after `lost` are missing; the stream goes on at `position`. */
function gapFrame(position: string, lost: string | undefined): string {
  return `event: gap\nid: ${position}\ndata: ${JSON.stringify({ after: lost ?? null })}\n\n`;
}

function frame(event: FeedEvent): string {
  return `id: ${event.position}\nevent: ${event.type}\ndata: ${JSON.stringify(showEvent(event))}\n\n`;
}

/** A heartbeat at regular times; the stream of a token that was revoked or has expired ends with one. */
function beat(options: StreamOptions, end: () => void): () => void {
  const { clock, log, response } = options;
  const check = async (): Promise<void> => {
    if (!(await options.allowed())) end();
  };
  const timer = { cancel: clock.after(HEARTBEAT_MS, again) };
  function again(): void {
    response.write(": still here\n\n");
    background(log, "events.allowed", check());
    timer.cancel = clock.after(HEARTBEAT_MS, again);
  }
  return () => timer.cancel();
}
