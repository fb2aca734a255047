import { MqttChannel } from "./channel.mqtt.ts";
import { SocketChannel } from "./channel.socket.ts";
import { StompChannel } from "./channel.stomp.ts";
import type { Channel, ChannelOptions } from "./channel.ts";

/** The transport that the scheme of the broker's address, or of the controller's, names. */
export function channelOf(options: ChannelOptions): Channel {
  const { protocol } = new URL(options.url);
  if (protocol === "stomp:") return new StompChannel(options);
  return protocol.startsWith("mqtt") ? new MqttChannel(options) : new SocketChannel(options);
}
