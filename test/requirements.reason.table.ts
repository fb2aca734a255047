/** Why a requirement that names a controller or both endpoints has no code or no test of ours: by id, or by the start of ids. */
export const REASONS: Readonly<Record<string, string>> = {
  "R-COAP.": "CoAP is obsoleted; it is not offered",
  "R-UDS.": "UNIX domain sockets connect parts of one device; the gateway is no part of it",
  "R-DIS.": "the gateway announces nothing by DNS-SD: agents are told where it is (docs/connect-an-agent.md)",
  "R-BULK.0": "the gateway is no bulk data collector; reports over USP (Push!) are events",
  "R-E2E.31": "payloads are not signed: the gateway sends and takes PLAINTEXT over TLS to the broker only",
  "R-E2E.32": "payloads are not signed, see R-E2E.31",
  "R-E2E.33": "TLS inside a session context is refused (7102)",
  "R-E2E.34": "TLS inside a session context is refused (7102)",
  "R-E2E.35": "TLS inside a session context is refused (7102)",
  "R-E2E.36": "TLS inside a session context is refused (7102)",
  "R-E2E.37": "TLS inside a session context is refused (7102)",
  "R-E2E.38": "TLS inside a session context is refused (7102)",
  "R-E2E.39": "TLS inside a session context is refused (7102)",
  "R-E2E.40": "TLS inside a session context is refused (7102)",
  "R-E2E.42": "TLS inside a session context is refused (7102)",
  "R-E2E.43": "TLS inside a session context is refused (7102)",
};
