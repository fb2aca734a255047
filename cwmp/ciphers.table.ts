/** Suites of TLS 1.3 and, of TLS 1.2, those with forward secrecy and authenticated encryption, in the order of preference. */
const MODERN = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "DHE-RSA-AES128-GCM-SHA256",
  "DHE-RSA-AES256-GCM-SHA384",
];

/**
 * What old CPEs speak beside them: without authenticated encryption, the last ones without forward secrecy.
 * TLS_RSA_WITH_AES_128_CBC_SHA, here `AES128-SHA`, is the one suite that TR-069 asks of every CPE. They need the key of an RSA
 * certificate.
 */
const LEGACY = [
  "ECDHE-ECDSA-AES128-SHA256",
  "ECDHE-RSA-AES128-SHA256",
  "ECDHE-RSA-AES128-SHA",
  "ECDHE-RSA-AES256-SHA",
  "DHE-RSA-AES128-SHA256",
  "DHE-RSA-AES128-SHA",
  "AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "AES128-SHA256",
  "AES256-SHA256",
  "AES128-SHA",
  "AES256-SHA",
];

/** The cipher suites of a listener, as OpenSSL names them. */
export function cipherSuites(legacy: boolean): string {
  return (legacy ? [...MODERN, ...LEGACY] : MODERN).join(":");
}
