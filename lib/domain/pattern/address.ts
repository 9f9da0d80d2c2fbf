import { RuleError } from '../rule-error.ts';

/** An IP address as a number, and how many bits it has. IPv4 written as IPv6 (`::ffff:…`) is IPv4. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const mappedIpv4 = 0xffffn;

/** Reads an IPv4 or IPv6 address; `null` for every other string. */
export function readAddress(text: string): Address | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) return readIpv4(text);
  if (/^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/.test(text)) return readIpv6(text);
  return null;
}

function readIpv4(text: string): Address | null {
  const bytes = text.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return { bits: 32, value: BigInt(bytes.reduce((sum, byte) => sum * 256 + byte, 0)) };
}

function readIpv6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[]?];
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  return value >> 32n === mappedIpv4 ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

/**
 * Reads a range of addresses such as `10.0.0.0/24`.
 *
 * @returns whether an address, as text, lies in it
 * @throws RuleError; EventBridge takes no mask as long as the address itself
 */
export function addressRange(cidr: unknown): (text: string) => boolean {
  const parts = typeof cidr === 'string' ? /^([^/]+)\/(\d{1,3})$/.exec(cidr) : null;
  const base = parts ? readAddress(parts[1] as string) : null;
  const mask = Number(parts?.[2]);
  if (!base || !(mask < base.bits)) {
    throw new RuleError({
      value: cidr,
      rule: 'cidr is an address, a slash and a mask shorter than the address (at most 31 bits for IPv4, 127 for IPv6)',
      remedy: 'write it like 10.0.0.0/24; for one address write the address itself as an exact value',
    });
  }
  const free = BigInt(base.bits - mask);
  return (text) => {
    const address = readAddress(text);
    return address !== null && address.bits === base.bits && address.value >> free === base.value >> free;
  };
}
