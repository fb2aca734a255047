import { MqttChannel } from "./channel.mqtt.ts";
import { StompChannel } from "./channel.stomp.ts";
import type { Channel, ChannelOptions } from "./channel.ts";

/** The transport that the scheme of the broker's address names. */
export function channelOf(options: ChannelOptions): Channel {
  return new URL(options.url).protocol === "stomp:" ? new StompChannel(options) : new MqttChannel(options);
}
