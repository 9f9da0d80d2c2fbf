import { type Row, textIn } from './row.ts';
import type { Told } from './told.ts';
import { readTime, type Times } from './when.ts';

/** What an import looks for, and `traits.<name>`. Without a channel before it, what is about consent is about email. */
export const fields = [
  'userId',
  'email',
  'phone',
  'whatsapp',
  'firstName',
  'lastName',
  'timezone',
  'locale',
  'country',
  'region',
  'changedAt',
  'status',
  'grantedAt',
  'confirmedAt',
  'withdrawnAt',
  'bouncedAt',
  'sms.status',
  'sms.grantedAt',
  'sms.withdrawnAt',
  'whatsapp.status',
  'whatsapp.grantedAt',
  'whatsapp.withdrawnAt',
  'push.status',
  'push.grantedAt',
  'push.withdrawnAt',
] as const;
export type Field = (typeof fields)[number];

/** Where a tool keeps a field: the first of these columns that has something. */
export type Columns = Readonly<Partial<Record<Field, readonly string[]>>>;

/** `traits.plan` and the like from the map, as columns by the trait's name. */
export type TraitColumns = Readonly<Record<string, string>>;

/** One line, read field by field, with notes of what in it could not be read. */
export class Reading {
  readonly row: Row;
  readonly notes: string[] = [];
  readonly #columns: Columns;
  readonly #traits: TraitColumns;
  readonly #times: Times;

  constructor(row: Row, where: { columns: Columns; traits: TraitColumns; times: Times }) {
    this.row = row;
    this.#columns = where.columns;
    this.#traits = where.traits;
    this.#times = where.times;
  }

  text(field: Field): string | undefined {
    for (const column of this.#columns[field] ?? []) {
      const text = textIn(this.row.cell(column));
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** Epoch milliseconds. */
  time(field: Field): number | undefined {
    return this.timeOf(this.text(field), field);
  }

  timeOf(text: string | undefined, name: string): number | undefined {
    if (text === undefined) return undefined;
    const at = readTime(text, this.#times);
    if (at === null) this.notes.push(`${name}: a time is ISO 8601 or seconds since 1970; for 3/4/2025 say --dates`);
    return at ?? undefined;
  }

  /** Who it is and how to reach them, in our spelling where that is certain. */
  person(): Omit<Told, 'said' | 'bounced' | 'wrong'> {
    const names = { firstName: this.text('firstName'), lastName: this.text('lastName') };
    const mapped = Object.entries(this.#traits).map(([name, column]) => [name, this.row.cell(column)]);
    const traits = [...Object.entries(names), ...mapped].filter(([, value]) => value !== undefined);
    const country = this.text('country')?.toUpperCase();
    const region = this.text('region')?.toUpperCase();
    return {
      user: this.text('userId'),
      email: this.text('email'),
      phone: phoneOf(this.text('phone')),
      whatsapp: phoneOf(this.text('whatsapp')),
      timezone: this.text('timezone'),
      locale: this.text('locale')?.replaceAll('_', '-'),
      country,
      region: region && country && !region.includes('-') ? `${country}-${region}` : region,
      traits: Object.fromEntries(traits),
      at: this.time('changedAt'),
    };
  }
}

/** `+1 (555) 010-9999` → `+15550109999`. Without the plus nobody knows the country, and the rule refuses it. */
const phoneOf = (text: string | undefined) => (text?.startsWith('+') ? text.replace(/[\s().-]/g, '') : text);
