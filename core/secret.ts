/**
 * Leaf names that hold a secret in TR-181 or TR-098 (hidden or secured there), and their vendor spellings. The schema
 * knows TR-181 paths; the snapshot holds native ones, of models no schema describes.
 */
const SECRET_LEAF =
  /(?:pass(?:word|phrase|wd)|pwd|secret|presharedkey|psk|wepkey\d*|keyvalue|authenticationkey|authenticationcode|encryptionkey|certprivatekey|privatekey|(?:^|\.)(?:[a-z]*pin))$/i;

/** Secret though its name does not tell. */
const CHALLENGE = /\.ControllerTrust\.Challenge\.\d+\.Value$/;

/** True when the value of a native parameter path must be sealed at rest and hidden wherever it is shown. */
export function isSecretPath(path: string): boolean {
  const leaf = path.slice(path.lastIndexOf(".") + 1);
  return SECRET_LEAF.test(leaf) || (leaf === "Value" && CHALLENGE.test(path));
}
