import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { userId } from '../../../lambdas/envelope.ts';
import { addressSuppressed, profileUpdated } from '../../../lambdas/person-events.ts';
import type { Basis } from '../../domain/consent.ts';
import { dayMs } from '../../domain/duration.ts';
import { iso } from '../../domain/instant.ts';
import type { Bounced, Note, Said, Told } from './told.ts';

export interface ImportEvent {
  readonly type: 'profile.updated' | 'consent.changed' | 'address.suppressed';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the person who imports says of the file, and how their people are named. */
export interface Terms {
  /** Where people said yes or no, for the evidence. */
  readonly source: string;
  /** Of a yes whose ground the export does not prove; `none`: such a yes is not taken. */
  readonly basis?: Basis | 'none' | undefined;
  /** Takes the place of times that the export lacks, save of a yes; epoch milliseconds. */
  readonly exportedAt: number;
  /** Columns with the time of a yes, for messages. */
  readonly grantedIn: readonly string[];
  /** Ids are hashes of the email address. */
  readonly userIdFromEmail: boolean;
  /** The key of that hash. */
  readonly userIdKey?: string | undefined;
}

export interface Outcome {
  readonly events: readonly ImportEvent[];
  /** Why the line is refused: then `events` holds its no, if it has one, and nothing else. */
  readonly refused: readonly string[];
  /** Fields of a person that break their rule, and are left out. */
  readonly leftOut: readonly string[];
  /** Values that could not be read, among the reasons: what each of these is with its value. */
  readonly valued: ReadonlyMap<string, string>;
}

/**
 * The events that tell us what a line tells. A no is taken from a line that is refused for anything else, because an
 * unsubscribe must not be lost over a phone number.
 */
export function eventsOf(told: Told, unread: readonly Note[], terms: Terms): Outcome {
  const user = userOf(told, terms);
  const notes = unread.map(({ field, rule }) => `${field}: ${rule}`);
  const valued = new Map(
    unread.map(({ field, rule, value }) => [`${field}: ${rule}`, `${field} ${JSON.stringify(value)}: ${rule}`]),
  );
  if ('wrong' in user) return { events: [], refused: [user.wrong, ...told.wrong], leftOut: [], valued };
  const { profile, leftOut } = profileOf(told);
  const answers = [
    ...told.said.map((said) => consentOf(said, profile, terms)),
    ...told.bounced.map((each) => suppressionOf(each, profile, terms)),
  ];
  const refused = [...told.wrong, ...answers.flatMap((each) => (each && 'wrong' in each ? [each.wrong] : []))];
  const taken = answers.flatMap((each) => (each && 'type' in each ? [each] : []));
  const noes = taken.filter(({ detail }) => detail.status !== 'granted');
  const isSomebody = Object.keys(profile).length > 0 || taken.length > 0;
  if (!isSomebody && refused.length === 0) refused.push(...(leftOut.length > 0 ? leftOut : [nothing]));
  const about: Found = {
    type: 'profile.updated',
    at: Math.min(told.at ?? terms.exportedAt, terms.exportedAt),
    detail: profile,
  };
  const found = refused.length > 0 ? noes : [...(Object.keys(profile).length > 0 ? [about] : []), ...taken];
  return {
    events: found.map((each) => eventOf(each, user.id, terms)),
    refused: refused.length > 0 ? [...refused, ...notes] : [],
    leftOut: refused.length > 0 ? [] : [...leftOut, ...notes],
    valued,
  };
}

const nothing = 'a line tells something of a person: an address, a trait, a yes or a no';

type Found = Pick<ImportEvent, 'type' | 'detail'> & { readonly at: number };
type Wrong = { readonly wrong: string };

function userOf(told: Told, { userIdFromEmail, userIdKey }: Terms): { readonly id: string } | Wrong {
  if (userIdFromEmail) {
    const address = told.email?.trim().toLowerCase();
    if (!address?.includes('@')) return { wrong: 'email: an id is made of it, and there is none' };
    const hash = userIdKey === undefined ? createHash('sha256') : createHmac('sha256', userIdKey);
    return { id: `email-${hash.update(address).digest('base64url')}` };
  }
  if (told.user === undefined) {
    return { wrong: 'userId: there is none; name its column with --user-id, or say --user-id-from email' };
  }
  // Its length first: what is longer than an id is not looked into.
  const checked = z.safeParse(userId, told.user);
  if (!checked.success) return { wrong: `userId: ${checked.error.issues[0]?.message}` };
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(told.user)) {
    return {
      wrong: 'userId: an id is no address, for it is in logs; name another column, or say --user-id-from email',
    };
  }
  return { id: told.user };
}

/** A profile has at most 64 KB; more traits than this are somebody's history. */
const mostTraitBytes = 48 * 1024;

function profileOf({ user: _user, at: _at, said: _said, bounced: _bounced, wrong: _wrong, traits, ...fields }: Told): {
  readonly profile: Readonly<Record<string, unknown>>;
  readonly leftOut: string[];
} {
  const leftOut: string[] = [];
  const kept: Record<string, unknown> = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
  if (Buffer.byteLength(JSON.stringify(traits), 'utf8') > mostTraitBytes) {
    leftOut.push('traits: they have at most 48 KB; name with --map those that journeys need');
  } else if (Object.keys(traits).length > 0) kept.traits = traits;
  const checked = z.safeParse(profileUpdated, kept);
  for (const { path, message } of checked.success ? [] : checked.error.issues) {
    const field = String(path[0]);
    if (!Object.hasOwn(kept, field)) continue;
    delete kept[field];
    leftOut.push(`${field}: ${message}`);
  }
  // As it is stored: what the schema reads, not what stands in the file.
  const read = checked.success ? checked : z.safeParse(profileUpdated, kept);
  return { profile: read.success ? { ...read.data } : {}, leftOut };
}

function consentOf(said: Said, profile: Readonly<Record<string, unknown>>, terms: Terms): Found | Wrong | null {
  const { channel, status, at } = said;
  const type = 'consent.changed';
  if (status === 'withdrawn') return { type, at: at ?? terms.exportedAt, detail: { channel, status } };
  const basis = said.proven ?? terms.basis;
  if (basis !== 'none' && said.missing !== undefined) {
    return {
      wrong: `${channel}: whether they agreed is in the column ${said.missing}, which is not there; export it too, or take people without their yes: --basis none`,
    };
  }
  if (basis === undefined) return { wrong: `${channel}: on what ground they agreed is not in the export; say --basis` };
  if (basis === 'none') return null;
  const address = { email: 'email', sms: 'phone', whatsapp: 'whatsapp' }[channel as string];
  if (address !== undefined && profile[address] === undefined) {
    return { wrong: `${address}: a yes to ${channel} needs an address, and there is none that can be read` };
  }
  if (at === undefined)
    return {
      wrong: `${channel}: a yes needs the time when they gave it${terms.grantedIn.length > 0 ? `; it is looked for in ${terms.grantedIn.join(', ')}` : ''}`,
    };
  if (at > terms.exportedAt + dayMs) {
    return {
      wrong: `${channel}: a yes is older than its export; correct its time, or say when the file was made: --exported-at`,
    };
  }
  return { type, at, detail: { channel, status, basis, ...(said.restated && { restated: true }) } };
}

function suppressionOf(
  { channel, at }: Bounced,
  profile: Readonly<Record<string, unknown>>,
  terms: Terms,
): Found | Wrong {
  const address = profile[{ email: 'email', sms: 'phone', whatsapp: 'whatsapp' }[channel]];
  const detail = { channel, address, reason: 'bounced' };
  if (!z.safeParse(addressSuppressed, detail).success) {
    return { wrong: `${channel}: the address that bounced cannot be read` };
  }
  return { type: 'address.suppressed', at: at ?? terms.exportedAt, detail };
}

/** The id says the same of the same, whatever the file is called: told twice, it counts once. */
function eventOf({ type, at, detail }: Found, user: string, { source }: Terms): ImportEvent {
  const told = { userId: user, occurredAt: iso(at), ...detail };
  const id = createHash('sha256').update(type).update(JSON.stringify(told)).digest('base64url');
  return { type, detail: { eventId: `import-${id}`, ...told, ...(type === 'consent.changed' && { source }) } };
}
