import type { Channel, Purpose } from '../domain/channel.ts';
import { type Basis, consentKey, stateConsent } from '../domain/consent.ts';
import { changeWithin } from '../domain/events/fitting.ts';
import type { RefusedField } from '../domain/events/reading.ts';
import type { Ledger } from '../domain/ledger.ts';
import {
  type AddressedChannel,
  addressedChannels,
  addressesOf,
  emptyProfile,
  type Profile,
  type ProfileChange,
} from '../domain/profile.ts';
import type { Erasures, Evidence, Occasion, People, Person } from './ports.ts';
import { changeLedger, changeProfileOf } from './race.ts';
import { mirror, type SuppressPorts } from './suppress.ts';
import { withdraw } from './withdraw.ts';

export interface IdentifyPorts extends SuppressPorts {
  readonly people: People;
  readonly evidence: Evidence;
  readonly erasures: Pick<Erasures, 'last'>;
}

export interface Told {
  readonly user: string;
  /** When it was so, epoch milliseconds. */
  readonly at: number;
  readonly event: string;
}

export interface ProfileNews extends Told {
  readonly change: ProfileChange;
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
 * Merges what an app tells about a person. An address that changes hands takes its suppression with it.
 *
 * @returns fields that were left out because the profile would have grown too large
 */
export async function identify(
  news: ProfileNews,
  occasion: Occasion,
  ports: IdentifyPorts,
): Promise<readonly RefusedField[]> {
  let left: readonly RefusedField[] = [];
  let before = emptyProfile;
  let after = emptyProfile;
  await changeProfileOf(ports.people, occasion, news.user, async (profile, ledger) => {
    if (await isFromBefore(news, { profile }, ports)) return null;
    before = profile ?? emptyProfile;
    const change = { ...news.change, refused: news.refused };
    ({ profile: after, refused: left } = changeWithin(before, change, news.at));
    // Before the profile names an address, its suppression must be on the ledger.
    for (const channel of moved(before, after)) await link(channel, after, ledger, news.user, occasion, ports);
    return after;
  });
  for (const channel of moved(before, after)) await unlink(channel, before, news.user, ports);
  return left;
}

/**
 * Late news of somebody who was erased since. It is asked of whoever has no profile: who has one was not erased, or came
 * back. A ledger proves nothing, because a sign-up delivered again makes one.
 */
export async function isFromBefore(
  { user, at }: Told,
  { profile }: Pick<Person, 'profile'>,
  { erasures }: Pick<IdentifyPorts, 'erasures'>,
): Promise<boolean> {
  if (profile) return false;
  const erased = await erasures.last(user);
  return erased !== null && at <= erased;
}

const moved = (before: Profile, after: Profile) =>
  addressedChannels.filter((channel) => addressOf(before, channel) !== addressOf(after, channel));

const addressOf = (profile: Profile, channel: AddressedChannel) => addressesOf(profile, channel, '')[0]?.address;

async function link(
  channel: AddressedChannel,
  after: Profile,
  ledger: Ledger,
  user: string,
  occasion: Occasion,
  ports: IdentifyPorts,
) {
  const address = addressOf(after, channel);
  if (address === undefined) return;
  const suppression = await ports.addresses.link(channel, address, user);
  // Neither knows of any: whoever suppresses the address from now on finds this person behind it.
  if (!suppression && !ledger.suppressed[channel]) return;
  await mirror(channel, suppression, user, occasion, ports.people);
}

async function unlink(channel: AddressedChannel, before: Profile, user: string, { addresses }: IdentifyPorts) {
  const address = addressOf(before, channel);
  if (address !== undefined) await addresses.unlink(channel, address, user);
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
    if (await isFromBefore(news, await ports.people.read(user), ports)) return;
    await withdraw({ user, ...said }, occasion, ports);
    return;
  }
  const key = consentKey(channel, purpose);
  let isOld = false;
  await changeLedger(ports.people, occasion, user, async (person) => {
    const { consents } = person.ledger;
    const heard = consents[key];
    const known = heard?.granted[news.basis] ?? at;
    isOld =
      (news.restated === true && (heard?.withdrawn !== undefined || known !== at)) ||
      (await isFromBefore(news, person, ports));
    const stated = stateConsent(consents, key, { status: 'granted', basis: news.basis, at });
    const isSaid = stated[key]?.granted[news.basis] === consents[key]?.granted[news.basis];
    return isOld || isSaid ? null : { ...person.ledger, consents: stated };
  });
  if (!isOld) await ports.evidence.append(user, { ...said, status: 'granted', basis: news.basis });
}
