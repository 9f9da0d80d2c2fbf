import type { Channel, Purpose } from './channel.ts';

/** On what ground a person agreed, as law and platforms tell them apart. */
export const bases = ['express_written', 'express', 'double_opt_in', 'soft_opt_in', 'implied'] as const;
export type Basis = (typeof bases)[number];

/**
 * What is known of one channel and purpose. Only the latest time of each statement is kept, so merging is the same in
 * whatever order, and however often, the statements arrive. A basis does not replace another.
 */
export interface ConsentRecord {
  /** Epoch ms of the latest grant on each basis. */
  readonly granted: Readonly<Partial<Record<Basis, number>>>;
  /** Epoch ms of the latest withdrawal. */
  readonly withdrawn?: number;
  /** Bases of which a record kept elsewhere told, not the person: they take back no opt-out of a mailbox. */
  readonly restated?: readonly Basis[];
}

export type ConsentKey = `${Channel}.${Purpose}`;
export type Consents = Readonly<Partial<Record<ConsentKey, ConsentRecord>>>;

export type ConsentStatement =
  | { readonly status: 'granted'; readonly basis: Basis; readonly at: number; readonly restated?: boolean | undefined }
  | { readonly status: 'withdrawn'; readonly at: number };

export const consentKey = (channel: Channel, purpose: Purpose): ConsentKey => `${channel}.${purpose}`;

/** Adds a statement made at its own time: an old opt-in replayed after an opt-out changes nothing. */
export function stateConsent(consents: Consents, key: ConsentKey, statement: ConsentStatement): Consents {
  const { granted = {}, withdrawn, restated = [] } = consents[key] ?? {};
  if (statement.status === 'withdrawn') {
    const latest = Math.max(withdrawn ?? statement.at, statement.at);
    return { ...consents, [key]: { granted, withdrawn: latest, ...(restated.length > 0 && { restated }) } };
  }
  const { basis } = statement;
  const at = Math.max(granted[basis] ?? statement.at, statement.at);
  const marked = restatedAfter(granted, restated, statement);
  return {
    ...consents,
    [key]: {
      granted: { ...granted, [basis]: at },
      ...(withdrawn !== undefined && { withdrawn }),
      ...(marked.length > 0 && { restated: marked }),
    },
  };
}

/** The latest statement on a basis says whether it was restated; of two of the same time, the person's own does. */
function restatedAfter(
  granted: ConsentRecord['granted'],
  restated: readonly Basis[],
  { basis, at, restated: isRestated = false }: Extract<ConsentStatement, { status: 'granted' }>,
): readonly Basis[] {
  const known = granted[basis];
  if (known !== undefined && at < known) return restated;
  if (known === at && isRestated) return restated;
  const others = restated.filter((each) => each !== basis);
  return isRestated ? bases.filter((each) => each === basis || others.includes(each)) : others;
}

/**
 * Adds a yes of somebody who sees what was said before: it comes after it, even after a no of this very second, with
 * which it would tie. That no, and what it ended, is dated a second back, so that one which follows at once wins again.
 */
export function agree(consents: Consents, key: ConsentKey, basis: Basis, now: number): Consents {
  const { granted = {}, withdrawn, restated } = consents[key] ?? {};
  const statement = { status: 'granted', basis, at: now } as const;
  if (withdrawn === undefined) return stateConsent(consents, key, statement);
  const secondBefore = Math.floor(now / 1000) * 1000 - 1000;
  const dated = (at: number) => (at <= withdrawn ? Math.min(at, secondBefore) : at);
  const before = {
    granted: Object.fromEntries(Object.entries(granted).map(([each, at]) => [each, dated(at)])),
    withdrawn: dated(withdrawn),
    ...(restated && { restated }),
  };
  return stateConsent({ ...consents, [key]: before }, key, statement);
}

/** How long after it was granted a basis is in force, where somebody's rules say so. */
export interface BasisExpiry {
  readonly basis: Basis;
  readonly afterMs: number;
}

/** The bases in force: granted after the latest withdrawal, which wins a tie, and not run out. */
export function basesInForce(
  record: ConsentRecord | undefined,
  now = Number.NEGATIVE_INFINITY,
  expiries: readonly BasisExpiry[] = [],
): readonly Basis[] {
  const granted = basesGranted(record);
  if (!record || expiries.length === 0) return granted;
  return granted.filter((basis) => !expiries.some((expiry) => hasRunOut(record, basis, now, expiry)));
}

/** Whether this expiry ended this basis. */
export function hasRunOut({ granted }: ConsentRecord, basis: Basis, now: number, expiry: BasisExpiry): boolean {
  return expiry.basis === basis && now - (granted[basis] ?? now) >= expiry.afterMs;
}

/** Bases granted after the latest withdrawal, however long ago. */
function basesGranted(record: ConsentRecord | undefined): readonly Basis[] {
  if (!record) return [];
  const since = record.withdrawn ?? Number.NEGATIVE_INFINITY;
  return bases.filter((basis) => (record.granted[basis] ?? Number.NEGATIVE_INFINITY) > since);
}

/** True when the last word was no; a yes that has run out is not a no. */
export function isWithdrawn(record: ConsentRecord | undefined): boolean {
  return record?.withdrawn !== undefined && basesGranted(record).length === 0;
}

/** Whether speaking here needs somebody's yes: marketing does, save in the app itself. */
export function needsConsent(channel: Channel, purpose: Purpose): boolean {
  return purpose === 'marketing' && channel !== 'inapp';
}

/** Who said what, when, and how we know: kept for good. */
export interface ConsentEvidence {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly status: 'granted' | 'withdrawn';
  readonly basis?: Basis;
  readonly source?: string;
  readonly wording?: string;
  /** Epoch milliseconds: when the person said so. */
  readonly at: number;
  /** The event or request that told us. */
  readonly event: string;
}
