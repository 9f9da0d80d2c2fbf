import { checkPrimeSync, createPrivateKey } from 'node:crypto';
import type { Random } from './random.ts';

const exponent = 65_537n;
const hexDigits = '0123456789abcdef';

/**
 * An RSA key of 2,048 bits, the same for the same random numbers, which Node's own generator cannot give. For playing
 * services on this machine only: who knows the seed knows the key.
 *
 * @returns PKCS #8 in PEM
 */
export function seededRsaKey(random: Random): string {
  const [p, q] = [prime(random), prime(random)];
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, base64url(number)]));
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

/** Of 1,024 bits, the two highest set so that a product of two has 2,048. */
function prime(random: Random): bigint {
  for (;;) {
    const candidate = BigInt(`0x${random.string(256, hexDigits)}`) | (3n << 1_022n) | 1n;
    if (candidate % exponent !== 1n && checkPrimeSync(candidate)) return candidate;
  }
}

/** The multiplicative inverse, by Euclid's extended algorithm. */
function inverse(of: bigint, modulus: bigint): bigint {
  let [remainder, next, factor, nextFactor] = [modulus, of % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function base64url(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
