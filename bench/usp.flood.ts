import mqtt, { type MqttClient } from "mqtt";

export const TOPIC = "bench/null";
/** As long as a NotifyResp and a Notify in their records. */
export const ANSWER = Buffer.alloc(110, 7);
const NOTIFY = Buffer.alloc(330, 7);
const AGENTS = 500;
const STARTED = new Map<string, readonly MqttClient[]>();

/** Bytes like notifications from as many connections, the next when the last is answered. Gives how many were answered. */
export async function flood(url: string, ms: number): Promise<number> {
  const clients = STARTED.get(url) ?? (await connected(url));
  STARTED.set(url, clients);
  const end = Date.now() + ms;
  let answered = 0;
  await Promise.all(
    clients.map(
      (client, i) =>
        new Promise<void>((done) => {
          const next = () => {
            if (Date.now() >= end) return done();
            client.publish(TOPIC, NOTIFY, {
              qos: 1,
              properties: { contentType: "usp.msg", responseTopic: `${TOPIC}/${i}` },
            });
          };
          client.removeAllListeners("message");
          client.on("message", () => {
            answered++;
            next();
          });
          next();
        }),
    ),
  );
  return answered;
}

async function connected(url: string): Promise<readonly MqttClient[]> {
  return await Promise.all(
    Array.from({ length: AGENTS }, async (_, i) => {
      const client = await mqtt.connectAsync(url, { protocolVersion: 5, clientId: `flood-${i}` });
      await client.subscribeAsync(`${TOPIC}/${i}`, { qos: 0 });
      return client;
    }),
  );
}
