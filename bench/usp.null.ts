import mqtt from "mqtt";
import { ANSWER, TOPIC } from "./usp.flood.ts";

/** The floor: a controller of 16 shared connections that answers each record with the same bytes and keeps nothing. */
const CONNECTIONS = 16;
const url = process.env["BENCH_MQTT_URL"] ?? "";

const clients = Array.from({ length: CONNECTIONS }, (_, i) => {
  const client = mqtt.connect(url, { protocolVersion: 5, clientId: `null-${i}`, clean: true });
  client.handleMessage = (packet, done) => {
    const responseTopic = packet.properties?.responseTopic;
    if (responseTopic !== undefined)
      client.publish(responseTopic, ANSWER, { qos: 1, properties: { contentType: "usp.msg" } });
    setImmediate(done);
  };
  return client;
});
await Promise.all(clients.map((client) => client.subscribeAsync(`$share/null/${TOPIC}`, { qos: 1 })));
process.stdout.write(`url ${url}\n`);
process.once("SIGTERM", () => process.exit(0));
