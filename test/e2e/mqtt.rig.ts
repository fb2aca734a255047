import mqtt, { type IClientOptions, type MqttClient } from "mqtt";

/** What the broker says to a connection: the client, or why it is not let in. `opened` gets each client, to end it later. */
export async function dial(
  url: string,
  options: IClientOptions,
  opened: (client: MqttClient) => void,
): Promise<MqttClient | string> {
  const { hostname, port } = new URL(url);
  const client = mqtt.connect({
    host: hostname,
    port: Number(port),
    protocolVersion: 5,
    reconnectPeriod: 0,
    ...options,
  });
  opened(client);
  return new Promise((resolve) => {
    client.once("connect", () => resolve(client));
    client.once("error", (error) => resolve(error.message));
  });
}

/** The code the broker acknowledges a publish or a subscription with. */
export function codeOf(client: MqttClient, what: "publish" | "subscribe", topic: string): Promise<number> {
  return new Promise((resolve) => {
    client.on("packetreceive", (packet) => {
      if (packet.cmd === "puback" && what === "publish") resolve(packet.reasonCode ?? 0);
      if (packet.cmd === "suback" && what === "subscribe") resolve(Number(packet.granted[0]));
    });
    if (what === "publish") client.publish(topic, "x", { qos: 1 }, () => undefined);
    else client.subscribe(topic, { qos: 1 }, () => undefined);
  });
}
