import { alternativeNames, parseCertificate, type ClientCertificate } from "./certificate.ts";

/**
 * Whom a trusted proxy vouches for, in any of the forms that proxies write:
 * a certificate (URL-encoded PEM as nginx' `$ssl_client_escaped_cert`, base64 DER as HAProxy's `ssl_c_der,base64`, the
 * same between colons as RFC 9440, Envoy's `x-forwarded-client-cert`), a distinguished name (RFC 4514), or the bare name.
 * Undefined: none of them. OpenSSL's `/O=…/CN=…` is none: its slashes may be part of a value.
 */
export function vouchedFor(header: string): ClientCertificate | undefined {
  const text = header.trim();
  if (text === "" || text.length > LONGEST) return undefined;
  if (/^-----BEGIN|%20CERTIFICATE|^-----BEGIN%20/.test(text.slice(0, 40))) return parsePem(text);
  if (isXfcc(text)) return ofEnvoy(text);
  const base64 = /^:?([A-Za-z0-9+/]{200,}={0,2}):?$/.exec(text)?.[1];
  if (base64 !== undefined) return parseCertificate(Buffer.from(base64, "base64"));
  if (/^[A-Za-z][\w.]*\s*=/.test(text)) return named({ cn: commonNames(text) });
  return /^[\w.%:@-]{1,256}$/.test(text) ? named({ cn: [text] }) : undefined;
}

const LONGEST = 16_384;

function parsePem(text: string): ClientCertificate | undefined {
  const pem = text.includes("%") ? decoded(text) : text;
  // nginx' older form puts the lines of the PEM behind each other, with blanks.
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  return body === undefined ? undefined : parseCertificate(Buffer.from(body, "base64"));
}

function isXfcc(text: string): boolean {
  return (
    /(?:^|;)(?:By|Hash|Cert|Chain|Subject|URI|DNS)=/i.test(text) &&
    /^(?:By|Hash|Cert|Subject|URI|DNS)=/i.test(text)
  );
}

/** Envoy: `By=…;Hash=…;Cert="…";Subject="CN=…";URI=…;DNS=…`; the last element is the nearest hop's. */
function ofEnvoy(text: string): ClientCertificate | undefined {
  const element = text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g)?.at(-1) ?? "";
  const pairs = Array.from(
    element.matchAll(/\s*([A-Za-z]+)=("(?:[^"\\]|\\.)*"|[^;]*)(?:;|$)/g),
    ([, key = "", value = ""]) => {
      const plain = value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
      return [key.toLowerCase(), plain] as const;
    },
  );
  const of = (key: string): readonly string[] =>
    pairs.flatMap(([name, value]) => (name === key ? [value] : []));
  const [cert] = of("cert");
  if (cert !== undefined) return parsePem(cert);
  const hash = of("hash").find((value) => /^[0-9a-f]{64}$/i.test(value));
  const cn = of("subject").flatMap(commonNames);
  const { dns } = alternativeNames(
    of("dns")
      .map((name) => `DNS:${name}`)
      .join(", "),
  );
  const uri = of("uri").map(decoded);
  if (hash === undefined && cn.length + dns.length + uri.length === 0) return undefined;
  return { ...named({ cn, uri, dns }), ...(hash === undefined ? {} : { fingerprint: hash.toLowerCase() }) };
}

/** Every CN of a distinguished name. [RFC 4514 2.4] */
function commonNames(name: string): readonly string[] {
  const pairs = name.match(/(?:\\.|"(?:[^"\\]|\\.)*"|[^,+\\"])+/g) ?? [];
  return pairs.flatMap((part) => {
    const found = /^\s*CN\s*=\s*(.*?)\s*$/is.exec(part)?.[1];
    if (found === undefined || found === "") return [];
    const bare = /^"(.*)"$/s.exec(found)?.[1] ?? found;
    return [bare.replaceAll(/\\([^0-9A-Fa-f]|[0-9A-Fa-f]{2})/g, (_, char: string) => unescaped(char))];
  });
}

function unescaped(char: string): string {
  return char.length === 2 ? String.fromCharCode(Number.parseInt(char, 16)) : char;
}

function named({ cn = [], uri = [], dns = [] }: Partial<ClientCertificate["names"]>): ClientCertificate {
  return { names: { cn, uri, dns } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
