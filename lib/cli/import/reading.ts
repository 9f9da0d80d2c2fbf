import { masked, readPhone } from './phone.ts';
import { type Row, textIn } from './row.ts';
import type { Note, Told } from './told.ts';
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

/** Where an export keeps what, and how it writes it. */
export interface Where {
  readonly columns: Columns;
  readonly traits: TraitColumns;
  readonly times: Times;
  /** Of phone numbers that do not say theirs, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
}

/** One line, read field by field, with notes of what in it could not be read. */
export class Reading {
  readonly row: Row;
  readonly notes: Note[] = [];
  readonly #columns: Columns;
  readonly #traits: TraitColumns;
  readonly #times: Times;
  readonly #country: string | undefined;

  constructor(row: Row, where: Where) {
    this.row = row;
    this.#columns = where.columns;
    this.#traits = where.traits;
    this.#times = where.times;
    this.#country = where.country;
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
    if (at === null) {
      const rule = 'a time is ISO 8601 or seconds since 1970; for 3/4/2025 say --dates';
      this.notes.push({ field: name, rule, value: text.slice(0, 40) });
    }
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
      phone: this.phone('phone', country),
      whatsapp: this.phone('whatsapp', country),
      timezone: this.text('timezone'),
      locale: this.text('locale')?.replaceAll('_', '-'),
      country,
      region: region && country && !region.includes('-') ? `${country}-${region}` : region,
      traits: Object.fromEntries(traits),
      at: this.time('changedAt'),
    };
  }

  /** In E.164. What cannot be read is left out, with a note. */
  phone(field: 'phone' | 'whatsapp', country: string | undefined, text = this.text(field)): string | undefined {
    if (text === undefined) return undefined;
    const read = readPhone(text, country ?? this.#country);
    if ('number' in read) return read.number;
    this.notes.push({ field, rule: read.rule, value: masked(text) });
    return undefined;
  }
}
