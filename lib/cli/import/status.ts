import type { Basis } from '../../domain/consent.ts';
import type { Field, Reading } from './reading.ts';
import type { Told } from './told.ts';
import type { About } from './tool.ts';

/** What tools call the four things that an address can be, without case, and without spaces and hyphens between letters. */
const words: Readonly<Record<string, Standing>> = {
  subscribed: 'subscribed',
  active: 'subscribed',
  optedin: 'subscribed',
  granted: 'subscribed',
  yes: 'subscribed',
  true: 'subscribed',
  '1': 'subscribed',
  unsubscribed: 'unsubscribed',
  optedout: 'unsubscribed',
  withdrawn: 'unsubscribed',
  no: 'unsubscribed',
  false: 'unsubscribed',
  '0': 'unsubscribed',
  bounced: 'bounced',
  cleaned: 'bounced',
  held: 'bounced',
  undeliverable: 'bounced',
  nonsubscribed: 'unasked',
  transactional: 'unasked',
  pending: 'unasked',
  unconfirmed: 'unasked',
};
type Standing = 'subscribed' | 'unsubscribed' | 'bounced' | 'unasked';

/** `undefined` for a word that nobody uses. */
export function standingOf(status: string): Standing | undefined {
  // Signs elsewhere mean something: -1 is not 1.
  const word = status
    .trim()
    .toLowerCase()
    .replace(/(?<=[a-z])[\s_-]+(?=[a-z])/g, '');
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

const spoken = ['email', 'sms', 'whatsapp', 'push'] as const;
type Spoken = (typeof spoken)[number];
const fieldOf = (channel: Spoken, name: 'status' | 'grantedAt' | 'withdrawnAt') =>
  (channel === 'email' ? name : `${channel}.${name}`) as Field;

/**
 * What a status column, or the status of a whole file, says of each channel.
 *
 * @param proven the basis that the line proves for its yes to email
 */
export function statements(line: Reading, about: About, proven?: Basis): Pick<Told, 'said' | 'bounced' | 'wrong'> {
  const said: Told['said'][number][] = [];
  const bounced: Told['bounced'][number][] = [];
  const wrong: string[] = [];
  for (const channel of spoken) {
    const field = fieldOf(channel, 'status');
    const status = line.text(field) ?? (channel === 'email' ? about.status : undefined);
    const granted = line.time(fieldOf(channel, 'grantedAt'));
    const withdrawn = line.time(fieldOf(channel, 'withdrawnAt'));
    const standing = status === undefined ? undefined : standingOf(status);
    if (status !== undefined && standing === undefined) {
      wrong.push(`${field}: a status is subscribed, unsubscribed, bounced, or what tools call these`);
    }
    // A time of a no counts where no status says that they came back since.
    if (standing === 'unsubscribed' || (status === undefined && withdrawn !== undefined)) {
      said.push({ channel, status: 'withdrawn', at: withdrawn });
    } else if (standing === 'subscribed') {
      const isProven = channel === 'email' && proven !== undefined;
      said.push({ channel, status: 'granted', at: granted, ...(isProven && { proven }) });
    } else if (standing === 'bounced' && channel !== 'push') {
      bounced.push({ channel, at: line.time('bouncedAt') });
    }
  }
  return { said, bounced, wrong };
}

/** A confirmation later than the sign-up proves that somebody answered at the address. */
export function confirmed(line: Reading): { proven?: Basis; at: number | undefined } {
  const [signedUp, answered] = [line.time('grantedAt'), line.time('confirmedAt')];
  const isProven = signedUp !== undefined && answered !== undefined && answered > signedUp;
  return isProven ? { proven: 'double_opt_in', at: answered } : { at: signedUp ?? answered };
}
