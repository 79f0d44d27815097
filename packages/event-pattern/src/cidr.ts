import { BlockList, isIP } from "node:net";
import { invalidPattern } from "./invalid-pattern.ts";

/**
 * A test for addresses in a range.
 *
 * @param range `10.0.0.0/24`, or one of IPv6
 * @throws SpillwayError EVENT_PATTERN_INVALID
 */
export function cidr(range: string): (address: string) => boolean {
  const [network = "", bits, ...more] = range.split("/");
  if (bits === undefined || more.length > 0) {
    throw invalidPattern("Malformed CIDR, one '/' required");
  }
  if (!/^-?\d+$/.test(bits)) throw invalidPattern("Malformed CIDR, mask bits must be an integer");
  const version = isIP(network);
  if (version === 0) throw invalidPattern(`Nonstandard IP address: ${network}`);
  const limit = version === 4 ? 32 : 128;
  const mask = Number(bits);
  if (mask < 0) throw invalidPattern("Malformed CIDR, mask bits must not be negative");
  if (mask >= limit) throw invalidPattern(`IPv${version} mask bits must be < ${limit}`);
  const list = new BlockList();
  list.addSubnet(network, mask, version === 4 ? "ipv4" : "ipv6");
  return (address) =>
    isIP(address) === version && list.check(address, version === 4 ? "ipv4" : "ipv6");
}
