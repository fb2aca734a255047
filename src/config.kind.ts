/** How a configuration text becomes a value; `parse` gives undefined for a text that does not fit `expects`. */
export interface Kind<T> {
  readonly expects: string;
  parse(text: string): T | undefined;
}

export const text: Kind<string> = { expects: "any text", parse: (t) => t };
export const flag: Kind<boolean> = {
  expects: "true or false",
  parse: (t) => (/^(true|1|yes|on)$/i.test(t) ? true : /^(false|0|no|off)$/i.test(t) ? false : undefined),
};
export const port: Kind<number> = {
  expects: "a port, 0 to 65535 (0 = any free port)",
  parse: (t) => whole(t, 0, 65_535),
};
export const count = (min: number, max: number): Kind<number> => ({
  expects: `a whole number from ${min} to ${max}`,
  parse: (t) => whole(t, min, max),
});
export const url = (...schemes: string[]): Kind<string> => ({
  expects: `an address that begins with ${schemes.map((s) => `${s}://`).join(" or ")}`,
  parse: (t) => (schemes.some((s) => t.startsWith(`${s}://`)) ? t : undefined),
});
export const publicUrl: Kind<string> = {
  expects: "an address that begins with http:// or https://, of at most 128 characters, without query",
  parse: (t) =>
    /^https?:\/\/[^\s?#&]{1,120}$/.test(t) && URL.canParse(t) ? t.replace(/\/+$/, "") : undefined,
};
export const address: Kind<string> = {
  expects: "an IPv4 or IPv6 address",
  parse: (t) => (/^[0-9.]+$|^[0-9a-fA-F:.]+$/.test(t) ? t : undefined),
};
export const oneOf = <const T extends readonly string[]>(...values: T): Kind<T[number]> => ({
  expects: values.join(", "),
  parse: (t) => (values.includes(t) ? t : undefined),
});
export const listOf = <const T extends readonly string[]>(...values: T): Kind<readonly T[number][]> => ({
  expects: `a comma-separated list of ${values.join(", ")}`,
  parse: (t) => {
    const items = items_(t);
    return items.length > 0 && items.every((item) => values.includes(item)) ? items : undefined;
  },
});
export const topic: Kind<string> = {
  expects: "an MQTT topic without wildcards, % and /reply-to=",
  parse: (t) => (/^[^#+%\s]{1,256}$/.test(t) && !t.includes("/reply-to=") ? t : undefined),
};
export const agentTopic: Kind<string> = {
  expects: "an MQTT topic or filter that holds {endpointId}",
  parse: (t) => (/^[^%\s]{1,256}$/.test(t) && t.includes("{endpointId}") ? t : undefined),
};
export const destination: Kind<string> = {
  expects: "a STOMP destination such as /queue/usp-controller",
  parse: (t) => (/^\/[^\s{}*#]{1,255}$/.test(t) ? t : undefined),
};
export const agentDestination: Kind<string> = {
  expects: "a STOMP destination that holds {endpointId}; * stands for anything but a slash",
  parse: (t) => (/^\/[^\s#]{1,255}$/.test(t) && t.includes("{endpointId}") ? t : undefined),
};
/** [TR-369 R-ARC.2a] [TR-369 R-ARC.5] [TR-369 R-ARC.6] */
export const endpointId: Kind<string> = {
  expects: "an endpoint id such as self::causeway or oui:00256D:gateway-1",
  parse: (t) =>
    /^(?:oui|cid|pen|self|user|os|ops|uuid|imei|proto|doc|fqdn):[\w.-]*:(?:[\w.-]|%[0-9A-Fa-f]{2}){1,50}$/.test(
      t,
    )
      ? t
      : undefined,
};
export const names: Kind<readonly string[]> = {
  expects: "a comma-separated list of names",
  parse: (t) => (items_(t).every((item) => /^[\w.-]{1,253}$/.test(item)) ? items_(t) : undefined),
};
export const paths: Kind<readonly string[]> = {
  expects: "a comma-separated list of parameters such as Device.DeviceInfo.UpTime",
  parse: (t) => (items_(t).every((item) => /^Device\.[\w.-]{1,250}$/.test(item)) ? items_(t) : undefined),
};
export const patterns: Kind<readonly string[]> = {
  expects: "a comma-separated list of paths such as Device.WiFi.SSID.*.SSID",
  parse: (t) => (items_(t).every((item) => /^Device\.[\w.*-]{1,250}$/.test(item)) ? items_(t) : undefined),
};
export const jid: Kind<string> = {
  expects: "an address at an XMPP server such as acs@example.net",
  parse: (t) => (/^[^\s@/"&'<>:]{1,256}@[^\s@/]{1,253}$/.test(t) ? t : undefined),
};
/** The path of an address, without query. */
export const path: Kind<string> = {
  expects: "a path that begins with / and has no query",
  parse: (t) => (/^\/[^\s?#]{0,200}$/.test(t) ? t : undefined),
};
/** [TR-369 R-WS.1] [TR-369 R-WS.2] */
export const agentUrls: Kind<readonly { readonly endpoint: string; readonly url: string }[]> = {
  expects: "a comma-separated list of <endpoint id>=ws://host:port/path (or wss://), without query",
  parse: (t) => {
    const agents = items_(t).map((item) => {
      const [name = "", at = ""] = item.split(/=(.*)/s, 2);
      const isAddress = /^wss?:\/\/[^\s?#]{1,300}$/.test(at) && URL.canParse(at);
      return isAddress && endpointId.parse(name) !== undefined ? [{ endpoint: name, url: at }] : [];
    });
    const ids = new Set(agents.flat().map(({ endpoint }) => endpoint));
    return ids.size === agents.length ? agents.flat() : undefined;
  },
};
export const headerName: Kind<string> = {
  expects: "the name of an HTTP header",
  parse: (t) => (/^[A-Za-z0-9-]{1,64}$/.test(t) ? t : undefined),
};
export const hostPort: Kind<{ readonly host: string; readonly port: number }> = {
  expects: "host or host:port (3478 by default), an IPv6 address in brackets",
  parse: (t) => {
    const [, six, name, digits = "3478"] =
      /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]{1,253}))(?::(\d+))?$/.exec(t) ?? [];
    const host = six ?? name;
    const number = whole(digits, 1, 65_535);
    return host === undefined || number === undefined ? undefined : { host, port: number };
  },
};
export const cidrs: Kind<readonly string[]> = {
  expects: "a comma-separated list of networks such as 192.0.2.0/24",
  parse: (t) => (items_(t).every((item) => /^[0-9a-fA-F:.]+\/\d{1,3}$/.test(item)) ? items_(t) : undefined),
};

function items_(t: string): string[] {
  return t
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function whole(t: string, min: number, max: number): number | undefined {
  const n = /^\d{1,10}$/.test(t) ? Number(t) : Number.NaN;
  return n >= min && n <= max ? n : undefined;
}
