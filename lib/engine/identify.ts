import type { Channel, Purpose } from '../domain/channel.ts';
import { type Basis, consentKey, stateConsent } from '../domain/consent.ts';
import type { Ledger } from '../domain/ledger.ts';
import {
  type AddressedChannel,
  addressedChannels,
  addressesOf,
  changeProfile,
  emptyProfile,
  type Profile,
  type ProfileChange,
} from '../domain/profile.ts';
import type { Evidence, Occasion, People, Person } from './ports.ts';
import { changeLedger, changeProfileOf } from './race.ts';
import { Unusable } from './signals.ts';
import { mirror, type SuppressPorts } from './suppress.ts';
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

/** Merges what an app tells about a person. An address that changes hands takes its suppression with it. */
export async function identify(news: ProfileNews, occasion: Occasion, ports: IdentifyPorts): Promise<void> {
  let before = emptyProfile;
  let after = emptyProfile;
  const { at, begins } = news;
  const change = async (profile: Profile | null, ledger: Ledger) => {
    before = profile ?? emptyProfile;
    after = changeProfile(before, news.change, news.at);
    refuseTooLarge(after, news.event);
    // Before the profile names an address, its suppression must be on the ledger.
    for (const channel of moved(before, after)) await link(channel, after, ledger, news.user, occasion, ports);
    return after;
  };
  await changeProfileOf(ports.people, occasion, news.user, change, { at, begins });
  for (const channel of moved(before, after)) await unlink(channel, before, news.user, ports);
}

/** A touch reads the whole profile and pays for every 4 KB of it; the database ends at 400 KB. */
const maxProfileBytes = 64 * 1024;

function refuseTooLarge(profile: Profile, event: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(profile), 'utf8');
  if (bytes <= maxProfileBytes) return;
  throw new Unusable(
    `profile.updated ${event}: the profile would have ${bytes} bytes; a profile has at most ${maxProfileBytes}; ` +
      'keep in traits only what journeys name',
  );
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
    await withdraw({ user, ...said, begins: true }, occasion, ports);
    return;
  }
  const key = consentKey(channel, purpose);
  let isOld = false;
  const change = ({ ledger }: Pick<Person, 'ledger'>) => {
    const { consents } = ledger;
    const heard = consents[key];
    const known = heard?.granted[news.basis] ?? at;
    isOld = news.restated === true && (heard?.withdrawn !== undefined || known !== at);
    const stated = stateConsent(consents, key, { status: 'granted', basis: news.basis, at });
    const isSaid = stated[key]?.granted[news.basis] === consents[key]?.granted[news.basis];
    return isOld || isSaid ? null : { ...ledger, consents: stated };
  };
  await changeLedger(ports.people, occasion, user, change, { at, begins: true });
  if (!isOld) await ports.evidence.append(user, { ...said, status: 'granted', basis: news.basis });
}
