import { sleep } from "#core";
import { systemClock } from "../src/platform/clock.ts";
import type { UspStage } from "./usp.stage.ts";

const PER_SECOND = 100;
const COUNT = 2000;

/** How long a notification takes from the agent to a client of the event stream. */
export async function benchStream({ api, fleet }: UspStage): Promise<readonly string[]> {
  const sentAt = new Map<string, number>();
  const times: number[] = [];
  const stop = new AbortController();
  const answer = await fetch(`${api.url}/v1/events/stream?type=causeway.device.transfer-complete`, {
    headers: api.headers,
    signal: stop.signal,
  });
  const reading = read(answer, (key) => {
    const at = sentAt.get(key);
    if (at !== undefined) times.push(performance.now() - at);
  });
  for (let i = -100; i < COUNT; i++) {
    const agent = fleet.agents[(i + 100) % fleet.agents.length];
    const key = `stream-${i}`;
    if (i >= 0) sentAt.set(key, performance.now());
    agent?.raise("Device.LocalAgent.", "TransferComplete!", {
      Command: "Device.DeviceInfo.VendorLogFile.1.Upload()",
      CommandKey: key,
      TransferType: "Upload",
      FaultCode: "0",
    });
    await sleep(systemClock, 1000 / PER_SECOND);
  }
  await api.until(30, () => Promise.resolve(times.length >= COUNT)).catch(() => undefined);
  stop.abort();
  await reading.catch(() => undefined);
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(1);
  return [
    `| Notify to event stream, ${times.length} of ${COUNT} at ${PER_SECOND}/s | p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(0.9999)} ms | p99 20 ms |`,
  ];
}

async function read(answer: Response, onKey: (key: string) => void): Promise<void> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    const frames = rest.split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const key = /"commandKey":"(stream-\d+)"/.exec(frame)?.[1];
      if (key !== undefined) onKey(key);
    }
  }
}
