/** Numbers that repeat with their seed, so that a run of the sandbox can be repeated. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A UUID of version 4 by its form. */
  uuid(): string;
  /** A string of this length out of the alphabet. */
  string(length: number, alphabet: string): string;
  /** The same elements in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // splitmix32: passes the usual statistical batteries, one 32-bit word of state.
  const word = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  const next = (): number => word() / 2 ** 32;
  const hex = (): string => word().toString(16).padStart(8, '0');
  return {
    next,
    uuid() {
      const digits = hex() + hex() + hex() + hex();
      const variant = '89ab'[word() % 4];
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
    string(length, alphabet) {
      return Array.from({ length }, () => alphabet[word() % alphabet.length]).join('');
    },
    shuffle(items) {
      return items
        .map((item) => ({ item, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item);
    },
  };
}
