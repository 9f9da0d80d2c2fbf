const about = 5;

/** Round numbers, about five, from at or below the lowest to at or above the highest; 0 is among them when it lies between. */
export function ticksBetween(low: number, high: number): number[] {
  const raw = (high - low || 1) / about;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((times) => times * unit >= raw) ?? 10) * unit;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
