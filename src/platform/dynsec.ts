import { pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 101;

/**
 * The first content of the file in which Mosquitto's dynamic security plugin keeps logins and roles: one login, which may
 * publish and subscribe everywhere and administer the others. The form is that of `mosquitto_ctrl dynsec init`.
 */
export function firstLogins(username: string, password: string) {
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, ITERATIONS, 64, "sha512");
  const everywhere = ["#", "$CONTROL/dynamic-security/#"];
  const acls = everywhere.flatMap((topic) =>
    ["publishClientSend", "publishClientReceive", "subscribePattern"].map((acltype) => ({
      acltype,
      topic,
      allow: true,
    })),
  );
  return {
    clients: [
      {
        username,
        textName: "the gateway",
        password: hash.toString("base64"),
        salt: salt.toString("base64"),
        iterations: ITERATIONS,
        roles: [{ rolename: "gateway" }],
      },
    ],
    roles: [{ rolename: "gateway", acls }],
    defaultACLAccess: {
      publishClientSend: false,
      publishClientReceive: true,
      subscribe: false,
      unsubscribe: true,
    },
  };
}
