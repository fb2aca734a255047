import { BlockList, isIP } from "node:net";

/** Lists of networks, and addresses in them. IPv4 in IPv6 notation counts as IPv4. */
export class Networks {
  readonly #list = new BlockList();

  /** @param cidrs `192.0.2.0/24`, `2001:db8::/32` or single addresses; what is neither is passed over. */
  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      const [net = "", bits] = cidr.split("/", 2);
      const version = isIP(net);
      if (version === 0) continue;
      const family = version === 6 ? "ipv6" : "ipv4";
      this.#list.addSubnet(net, bits === undefined ? (version === 6 ? 128 : 32) : Number(bits), family);
    }
  }

  has(address: string): boolean {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && this.#list.check(plain, version === 6 ? "ipv6" : "ipv4");
  }
}

/** `192.0.2.1` of `::ffff:192.0.2.1`; a zone is dropped. */
export function plainAddress(address: string): string {
  const bare = address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
  const zone = bare.indexOf("%");
  return zone < 0 ? bare : bare.slice(0, zone);
}

export const LOOPBACK = ["127.0.0.0/8", "::1/128"] as const;

/** Never a CPE: link-local with the clouds' metadata services, unspecified, multicast, broadcast. */
export const NEVER_A_CPE = [
  "0.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/128",
  "fe80::/10",
  "ff00::/8",
  "fd00:ec2::/32",
  "100.100.100.200/32",
] as const;
