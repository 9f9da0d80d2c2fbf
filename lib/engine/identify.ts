import type { Channel, Purpose } from '../domain/channel.ts';
import { type Basis, type ConsentRecord, consentKey, stateConsent } from '../domain/consent.ts';
import { changeWithin } from '../domain/events/fitting.ts';
import type { RefusedField } from '../domain/events/reading.ts';
import { emptyLedger } from '../domain/ledger.ts';
import type { ProfileChange } from '../domain/profile.ts';
import { changeAddresses } from './addresses/change.ts';
import { addressed, reopen } from './addresses/mailbox.ts';
import type { Evidence, Occasion, People, Person } from './ports.ts';
import { changeLedger } from './race.ts';
import type { SuppressPorts } from './suppress.ts';
import { withdraw } from './withdraw.ts';

export interface IdentifyPorts extends SuppressPorts {
  readonly people: People;
  readonly evidence: Evidence;
}

export interface Told {
  readonly user: string;
  /** When it was so, epoch milliseconds. */
  readonly at: number;
  readonly event: string;
}

export interface ProfileNews extends Told {
  readonly change: ProfileChange;
  /** Whether it may begin somebody anew who was erased before: `profile.updated` does, scores do not. */
  readonly begins: boolean;
  /** Fields of the event that could not be used, to be noted. */
  readonly refused?: readonly RefusedField[];
}

export type ConsentNews = Told & {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly source?: string;
  readonly wording?: string;
} & (
    | {
        readonly status: 'granted';
        readonly basis: Basis;
        /** A record kept elsewhere that repeats itself: it adds what we never heard, and outvotes no no. */
        readonly restated?: boolean | undefined;
      }
    | { readonly status: 'withdrawn' }
  );

/**
 * Merges what an app tells about a person. An address that changes hands takes its suppression with it, and a device goes
 * to whoever named it last.
 *
 * @returns fields that were left out because the profile would have grown too large
 */
export async function identify(
  news: ProfileNews,
  occasion: Occasion,
  ports: IdentifyPorts,
): Promise<readonly RefusedField[]> {
  const { user, at, begins } = news;
  const change = { ...news.change, refused: news.refused };
  let left: readonly RefusedField[] = [];
  await changeAddresses(
    {
      user,
      at,
      begins,
      change(before) {
        const changed = changeWithin(before, change, at);
        left = changed.refused;
        return changed.profile;
      },
      claims: ({ push = [], told }) => {
        const isTold = (told.push ?? Number.NEGATIVE_INFINITY) <= at;
        const named = [...(change.push ?? []), ...(change.addPush ?? [])];
        return push
          .filter(({ token }) => isTold && named.some((each) => each.token === token))
          .map(({ token }) => ({ channel: 'push', address: token }));
      },
    },
    occasion,
    ports,
  );
  return left;
}

/** Notes a yes or a no, in its own time: an old opt-in replayed after an opt-out changes nothing. */
export async function consent(news: ConsentNews, occasion: Occasion, ports: IdentifyPorts): Promise<void> {
  const { user, at, event, channel, purpose, source, wording } = news;
  const said = {
    channel,
    purpose,
    at,
    event,
    source: source ?? 'consent.changed',
    ...(wording !== undefined && { wording }),
  };
  if (news.status === 'withdrawn') {
    await withdraw({ user, ...said, begins: true }, occasion, ports);
    return;
  }
  const key = consentKey(channel, purpose);
  let isOld = false;
  let before: Pick<Person, 'ledger' | 'profile'> = { ledger: emptyLedger, profile: null };
  const change = (person: Person) => {
    before = person;
    const { consents } = person.ledger;
    const heard = consents[key];
    const known = heard?.granted[news.basis] ?? at;
    isOld = news.restated === true && (heard?.withdrawn !== undefined || known !== at);
    const { basis, restated } = news;
    const stated = stateConsent(consents, key, { status: 'granted', basis, at, restated });
    const isMarked = (record: ConsentRecord | undefined) => record?.restated?.includes(basis) === true;
    const isSaid = stated[key]?.granted[basis] === heard?.granted[basis] && isMarked(stated[key]) === isMarked(heard);
    return isOld || isSaid ? null : { ...person.ledger, consents: stated };
  };
  await changeLedger(ports.people, occasion, user, change, { at, begins: true });
  if (isOld) return;
  await ports.evidence.append(user, { ...said, status: 'granted', basis: news.basis });
  const shared = addressed(channel);
  if (!shared || purpose !== 'marketing' || news.restated === true) return;
  await reopen({ user, channel: shared, basis: news.basis, at }, before, occasion, ports);
}
