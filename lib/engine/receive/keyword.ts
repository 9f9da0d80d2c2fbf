import { basesBefore, stopSource } from '../../domain/bases-before.ts';
import { type Basis, basesInForce, consentKey, stateConsent } from '../../domain/consent.ts';
import type { Keyword } from '../../domain/keywords.ts';
import type { LastWord } from '../../domain/last-word.ts';
import type { Occasion } from '../ports.ts';
import { changeLedger, unlessErased } from '../race.ts';
import type { Received, ReceivePorts, Reception } from '../receive.ts';
import { hearWord } from '../suppress.ts';
import { withdraw } from '../withdraw.ts';
import { answersForMs } from './text.ts';

/** What was done, and whether it is news that deserves an answer. */
interface Obeyed {
  readonly users: readonly string[];
  readonly news: boolean;
}

/** Does what the keyword asks, then answers it, once: also to somebody who is suppressed, which is their right. */
export async function obey(
  keyword: Keyword,
  message: Received,
  occasion: Occasion,
  ports: ReceivePorts,
): Promise<Reception> {
  const { users, news } = await actions[keyword](message, occasion, ports);
  // A provider that named the keyword has answered it.
  if (news && message.keyword === undefined) {
    const locale = await localeOf(users, ports);
    // Nothing comes between the claim and the answer: whoever dies there takes the answer with it.
    if (await ports.inbound.claimAnswer(message.provider, message.id)) await ports.answer(keyword, locale);
  }
  // A STOP of somebody whom nobody knows by more than an id: it is kept, and somebody should find out whose it is.
  const review = keyword === 'stop' && users.length === 0 && message.address === message.userId;
  return { as: keyword, users, review };
}

const actions: Readonly<
  Record<Keyword, (message: Received, occasion: Occasion, ports: ReceivePorts) => Promise<Obeyed>>
> = { stop, start, help };

/** Everybody behind the number is opted out of the channel, by suppression and by their consent, before the answer. */
async function stop(message: Received, occasion: Occasion, ports: ReceivePorts): Promise<Obeyed> {
  const { channel, address, at, id, again, text } = message;
  const { heard, last, users } = await hearWord(channel, address, { word: 'stop', at, by: id, again }, occasion, ports);
  if (heard === 'overtaken') return { users, news: false };
  const news = heard !== 'same';
  for (const user of users) {
    const said = { channel, purpose: 'marketing', at: Math.max(at, last.at), event: id } as const;
    const withdrawal = { user, ...said, source: stopSource(channel), wording: text };
    // It counts against the touch that it most likely answers.
    const answered = () => ports.touches.latest(user, channel, at - answersForMs);
    await unlessErased(() => withdraw(withdrawal, occasion, ports, answered));
  }
  return { users, news };
}

/** Takes the STOP back: its suppression, and the bases that it ended. Whoever never agreed before does so now. */
async function start(message: Received, occasion: Occasion, ports: ReceivePorts): Promise<Obeyed> {
  const { channel, address, at, id, again } = message;
  const said = { word: 'start', at, by: id, again } as const;
  const { heard, last, users, suppression } = await hearWord(channel, address, said, occasion, ports);
  if (heard === 'overtaken' || heard === 'same') return { users, news: false };
  for (const user of users) await unlessErased(() => grantAgain(user, last, message, occasion, ports));
  // Who bounced or complained stays suppressed: saying that messages come again would be untrue.
  return { users, news: suppression === null };
}

async function grantAgain(
  user: string,
  { at, undid }: LastWord,
  { channel, id, text }: Received,
  occasion: Occasion,
  { people, evidence }: ReceivePorts,
): Promise<void> {
  const key = consentKey(channel, 'marketing');
  const said = await evidence.of(user, channel);
  const before = basesBefore(said, undid ?? at);
  const bases: readonly Basis[] = before.length > 0 ? before : ['express'];
  let isOurs = true;
  await changeLedger(people, occasion, user, ({ ledger }) => {
    const record = ledger.consents[key];
    // In force by somebody else's word: nothing was taken, nothing is to be given back.
    isOurs = basesInForce(record).every((basis) => seconds(record?.granted[basis]) === seconds(at));
    if (!isOurs) return null;
    const consents = bases.reduce(
      (all, basis) => stateConsent(all, key, { status: 'granted', basis, at }),
      ledger.consents,
    );
    const known = bases.every((basis) => seconds(record?.granted[basis]) === seconds(at));
    return known ? null : { ...ledger, consents };
  });
  if (!isOurs) return;
  for (const basis of bases) {
    const source = `START by ${channel}`;
    const statement = { channel, purpose: 'marketing', status: 'granted', basis, at, source, wording: text } as const;
    await evidence.append(user, { ...statement, event: `${id} ${basis}` });
  }
}

/** Ledgers keep consent in seconds. */
const seconds = (at: number | undefined) => (at === undefined ? undefined : Math.floor(at / 1000));

async function help({ channel, address }: Received, _occasion: Occasion, { addresses }: ReceivePorts): Promise<Obeyed> {
  return { users: await addresses.users(channel, address), news: true };
}

async function localeOf([user]: readonly string[], { people }: ReceivePorts): Promise<string | undefined> {
  return user === undefined ? undefined : (await people.read(user)).profile?.locale;
}
