import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { History } from '../../domain/alive/fit.ts';
import { dayMs } from '../../domain/duration.ts';

/** A line of the file that cannot be read: which, what it says, and what it should. */
export class OrdersError extends Error {
  override readonly name = 'OrdersError';
}

export interface Orders {
  readonly histories: readonly History[];
  readonly customers: number;
  readonly orders: number;
  /** Day after which nothing was observed, epoch milliseconds of its beginning, UTC. */
  readonly until: number;
}

/** Days of a customer's purchases, counted from the epoch. */
interface Customer {
  first: number;
  last: number;
  readonly days: Set<number>;
}

/**
 * Reads orders line by line and sums each customer up. Orders of one customer on one day (UTC) are one purchase, as the
 * models take it; only customers and their days are held.
 *
 * @param text CSV with a header that names `customer` and `date`, in any order, beside what else there is
 * @param until the last day that counts, epoch milliseconds; the day of the last order when absent
 * @param unitDays days in the unit of time
 * @throws OrdersError
 */
export async function readOrders(text: Readable, until: number | null, unitDays: number): Promise<Orders> {
  const customers = new Map<string, Customer>();
  const ends = until === null ? Number.POSITIVE_INFINITY : Math.floor(until / dayMs);
  let orders = 0;
  let latest = Number.NEGATIVE_INFINITY;
  const rows = Readable.from(text).compose(
    parse({ columns: header, bom: true, trim: true, skip_empty_lines: true, info: true }),
  );
  for await (const row of rows) {
    const { record, info } = row as { record: Record<string, string>; info: { lines: number } };
    const day = dayOf(record, info.lines);
    if (day > ends) continue;
    orders += 1;
    latest = Math.max(latest, day);
    const id = record.customer ?? '';
    const known = customers.get(id);
    if (!known) customers.set(id, { first: day, last: day, days: new Set([day]) });
    else {
      known.first = Math.min(known.first, day);
      known.last = Math.max(known.last, day);
      known.days.add(day);
    }
  }
  if (customers.size === 0) throw new OrdersError('the file has no orders up to that day; give one with some');
  const end = until === null ? latest : ends;
  return {
    histories: grouped(customers.values(), end, unitDays),
    customers: customers.size,
    orders,
    until: end * dayMs,
  };
}

function header(names: readonly string[]): string[] {
  const plain = names.map((name) => name.toLowerCase());
  const missing = ['customer', 'date'].filter((name) => !plain.includes(name));
  if (missing.length > 0) {
    throw new OrdersError(
      `the first line is ${JSON.stringify(names.join(','))}: it has no ${missing.join(' and no ')}; name the columns customer,date`,
    );
  }
  return plain;
}

function dayOf({ customer = '', date = '' }: Readonly<Record<string, string>>, line: number): number {
  const at = /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(date) ? Date.parse(date) : Number.NaN;
  if (customer === '' || Number.isNaN(at)) {
    const [what, value] = customer === '' ? ['customer', customer] : ['date', date];
    const rule = what === 'date' ? 'a date is ISO 8601, like 2027-01-11' : 'an order has a customer';
    throw new OrdersError(`line ${line}: ${what} is ${JSON.stringify(value)}; ${rule}; correct the line, or remove it`);
  }
  return Math.floor(at / dayMs);
}

function grouped(customers: Iterable<Customer>, end: number, unitDays: number): History[] {
  const groups = new Map<string, { x: number; tx: number; T: number; customers: number }>();
  for (const { first, last, days } of customers) {
    const [x, tx, T] = [days.size - 1, (last - first) / unitDays, (end - first) / unitDays];
    const key = `${x} ${tx} ${T}`;
    const group = groups.get(key) ?? { x, tx, T, customers: 0 };
    group.customers += 1;
    groups.set(key, group);
  }
  return [...groups.values()];
}
