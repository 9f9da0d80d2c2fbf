/**
 * Replaces this thread's `Date` by one that reads virtual time. Only "now" changes: parsing, formatting and
 * `instanceof` are those of the real one, timers stay real.
 *
 * @param clock two doubles, offset and speed: now is offset + speed × real time
 */
export function installVirtualDate(clock: SharedArrayBuffer): void {
  const cells = new Float64Array(clock);
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = () => Math.floor((cells[0] ?? 0) + (cells[1] ?? 0) * realNow());
  const VirtualDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
}
