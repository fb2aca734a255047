import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { encodedPart, subjectAltNames } from "#core";
import {
  CERTIFICATE_FORM,
  type CertificateForm,
  type CertificateFormName,
  type NamePlace,
} from "./certificate.table.ts";
import type { InformArgs } from "./inform.ts";

/** A client certificate that was verified, here or by a trusted proxy: what it says of its holder. */
export interface ClientCertificate {
  /** SHA-256, lower-case hex; absent when a proxy tells a name only. */
  readonly fingerprint?: string;
  readonly names: Readonly<Record<NamePlace, readonly string[]>>;
}

const MAC = /^[0-9a-f]{12}$/;

/** Whether one of the forms makes the certificate the device's own. */
export function namesDevice(
  { names }: ClientCertificate,
  device: InformArgs["DeviceId"],
  forms: readonly CertificateFormName[],
): boolean {
  return forms.some((form) => {
    const { places, name } = CERTIFICATE_FORM[form];
    const wanted = nameOf(name, device);
    if (wanted === undefined) return false;
    const said = (text: string): string => (form === "mac" ? macOf(text) : text.toLowerCase());
    return places.some((place) => names[place].some((text) => said(text) === wanted));
  });
}

/** Whether the certificate is that of one device, and of another one. A name of the kind of box, `{oui}-{class}`, is a group's. */
export function namesAnother(
  certificate: ClientCertificate,
  device: InformArgs["DeviceId"],
  forms: readonly CertificateFormName[],
): boolean {
  if (namesDevice(certificate, device, forms)) return false;
  const kind = nameOf("{oui}-{class}", device);
  return forms.some((form) => {
    const { places, looks }: CertificateForm = CERTIFICATE_FORM[form];
    const isAnother = (text: string): boolean => looks?.test(text) === true && text.toLowerCase() !== kind;
    return places.some((place) => certificate.names[place].some(isAnother));
  });
}

/** A form filled in, in lower case: the OUI is hexadecimal and DNS knows no case. Undefined: the device lacks a part. */
function nameOf(
  form: string,
  { OUI, ProductClass, SerialNumber }: InformArgs["DeviceId"],
): string | undefined {
  const parts: Readonly<Record<string, string>> = {
    "{oui}": encodedPart(OUI),
    "{class}": encodedPart(ProductClass),
    "{serial}": encodedPart(SerialNumber),
    "{mac}": MAC.test(macOf(SerialNumber)) ? macOf(SerialNumber) : "",
  };
  let whole = true;
  const text = form.replaceAll(/\{\w+\}/g, (part) => {
    const value = parts[part] ?? "";
    if (value === "") whole = false;
    return value;
  });
  return whole ? text.toLowerCase() : undefined;
}

function macOf(text: string): string {
  return text.replaceAll(/[-:.]/g, "").toLowerCase();
}

/** The certificate of a TLS connection; undefined without one that the listener's CA signed. */
export function certificateOfSocket(socket: TLSSocket): ClientCertificate | undefined {
  if (!socket.authorized) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? undefined : certificateOf(certificate);
}

export function certificateOf(certificate: X509Certificate): ClientCertificate {
  const alternative = alternativeNames(certificate.subjectAltName ?? "");
  const { CN } = certificate.toLegacyObject().subject as { readonly CN?: string | readonly string[] };
  return {
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    names: { cn: CN === undefined ? [] : [CN].flat(), ...alternative },
  };
}

/** A certificate in PEM or DER; undefined when it is none. */
export function parseCertificate(bytes: string | Buffer): ClientCertificate | undefined {
  try {
    return certificateOf(new X509Certificate(bytes));
  } catch {
    return undefined;
  }
}

/** `DNS:a.b, URI:c`: the URIs, and the first label of each host name. */
export function alternativeNames(text: string): Pick<ClientCertificate["names"], "uri" | "dns"> {
  const { uri, dns } = subjectAltNames(text);
  return { uri, dns: dns.map((name) => name.split(".", 1)[0] ?? "") };
}
