import { Fault } from "#core";
import type { Config } from "./config.ts";
import { secretFrom } from "./platform/keys.ts";

/** The gateway's login at an XMPP server. */
interface XmppLogin {
  readonly url: string;
  readonly jid: string;
  readonly password: string;
  readonly ca?: string;
  readonly unencrypted: boolean;
  readonly resource: string;
}

/** What the configuration says of waking over XMPP; undefined: nothing. Fault `config.invalid` when it says half of it. */
export function xmppLogin(config: Config, replica: string): XmppLogin | undefined {
  const { CAUSEWAY_XMPP_URL: url, CAUSEWAY_XMPP_USERNAME: jid } = config;
  const password = secretFrom("CAUSEWAY_XMPP_PASSWORD_FILE", config.CAUSEWAY_XMPP_PASSWORD_FILE);
  const ca = secretFrom("CAUSEWAY_XMPP_CA", config.CAUSEWAY_XMPP_CA);
  if (url === undefined && jid === undefined && password === undefined) return undefined;
  if (url === undefined || jid === undefined || password === undefined)
    throw wrong(
      "CAUSEWAY_XMPP_URL, CAUSEWAY_XMPP_USERNAME and CAUSEWAY_XMPP_PASSWORD_FILE go together; give all",
    );
  if (!URL.canParse(url) || new URL(url).hostname === "")
    throw wrong("CAUSEWAY_XMPP_URL names no host; give xmpp://host:port or xmpps://host:port");
  return {
    url,
    jid,
    password,
    ...(ca === undefined ? {} : { ca }),
    // A server that offers TLS is spoken to with TLS in any case.
    unencrypted: config.CAUSEWAY_INSECURE_TRANSPORT,
    resource: `causeway-${replica}`,
  };
}

function wrong(detail: string): Fault {
  return new Fault("config.invalid", { detail });
}
