import type { Decision, HoldReason, RuleName, SkipReason, Tried } from './decision.ts';

/** What a rule's verdict means, in words that can be read to the person it is about. Values as the rule saw them. */
export function explainTried({ rule, verdict, values = {} }: Tried): string {
  const words = passed[rule];
  return verdict === 'pass' ? words(values) : `${titles[rule]} ${verdict === 'hold' ? 'said: not yet' : 'said no'}`;
}

/** Why a decision came out as it did: one sentence. */
export function explain(decision: Decision): string {
  const values = decision.tried.at(-1)?.values ?? {};
  switch (decision.verdict) {
    case 'send':
      return 'Every rule allowed it';
    case 'hold':
      return held[decision.reason](values);
    case 'skip':
      return skipped[decision.reason](values);
  }
}

type Values = NonNullable<Tried['values']>;
type Words = (values: Values) => string;

const text = (value: Values[string] | undefined) => (value === null || value === undefined ? 'unknown' : String(value));
const day = (value: Values[string] | undefined) =>
  text(value)
    .replace('T', ' ')
    .replace(/:\d\dZ$/, ' UTC');

const titles: Readonly<Record<RuleName, string>> = {
  best: 'The choice of the channel',
  hour: 'The local hour',
  guard: 'The step before',
  condition: "The step's own condition",
  acquaintance: 'What is known of them',
  pause: 'A pause',
  approval: 'The approval of this version',
  reach: 'Reachability',
  suppression: 'Suppression',
  consent: 'Consent',
  policy: 'The rules of the place',
  window: 'The hours in which it may speak',
  cap: 'The limit on messages',
  wish: 'What they asked for',
  priority: 'What matters more',
  holdout: 'The measurement',
  content: 'The content',
};

const passed: Readonly<Record<RuleName, Words>> = {
  best: ({ chosen, ...others }) => `${text(chosen)} suits them best (${ranking(others)})`,
  hour: () => 'it was the hour that the step names, where they are',
  guard: ({ unless }) => `no message before it was ${text(unless)} by then`,
  condition: ({ engagedWith, lastAt }) => `they last engaged with ${text(engagedWith)} on ${day(lastAt)}`,
  acquaintance: () => 'they are known',
  pause: () => 'nothing was paused',
  approval: () => 'all approvers had approved this version',
  reach: ({ addresses }) => `they can be reached: ${text(addresses)} address${addresses === 1 ? '' : 'es'}`,
  suppression: ({ reason, at }) =>
    reason === undefined
      ? 'the address is not suppressed'
      : `the address is suppressed (${text(reason)} on ${day(at)}), but not for a message of this kind`,
  consent: ({ basis, needed }) => (needed === false ? 'it needs no consent' : `they agreed: ${text(basis)}`),
  policy: () => 'no rule forbids it',
  window: ({ zone }) => `it was inside the hours of ${text(zone)}`,
  cap: ({ counted }) => `no limit was reached: ${text(counted)} messages counted`,
  wish: () => 'it is as they asked',
  priority: () => 'it takes the place of nothing that matters more',
  holdout: () => 'they are not held out',
  content: () => 'the content is there',
};

/** `push 0.98, sms 0.1, email no-consent`: what each was worth, or why it could not be. */
const ranking = (values: Values) =>
  Object.entries(values)
    .map(([channel, worth]) => `${channel} ${text(worth)}`)
    .join(', ');

const held: Readonly<Record<HoldReason, Words>> = {
  'awaiting-zone': () => 'Their time zone is not known yet, and the step goes by their local time',
  'zone-changed': ({ before, zone }) =>
    `Their time zone ${before === null ? `became known as ${text(zone)}` : `changed from ${text(before)} to ${text(zone)}`} while it waited, so it waits for its hour there`,
  'awaiting-profile': () => 'Their profile had not arrived yet',
  'awaiting-consent': () => 'Their consent had not arrived yet',
  paused: ({ paused, since }) => `Somebody paused ${text(paused)} on ${day(since)}`,
  'awaiting-approval': ({ version }) =>
    `Not every approver has approved the version that is deployed (${text(version)})`,
  'outside-window': ({ zone, row }) =>
    `It was outside the hours in which this may be sent (${text(zone)}${row === undefined ? '' : `; ${text(row)}`})`,
  capped: (values) => `${fullLimit(values)}, so it waits`,
  'paused-by-person': ({ until }) => `They asked for quiet until ${day(until)}, so it waits`,
  yielded: (values) => `${givenUp(values)}, so it waits`,
  'provider-unavailable': () => 'Every provider was unavailable',
};

const skipped: Readonly<Record<SkipReason, Words>> = {
  satisfied: ({ unless }) => `An earlier message of this fallback was ${text(unless)}, so this one was not needed`,
  'not-engaged': ({ engagedWith, lastAt }) =>
    `Only for people who engaged with ${text(engagedWith)} lately; they ${lastAt === null ? 'never did' : `last did on ${day(lastAt)}`}`,
  unreachable: ({ profile }) =>
    profile === false ? 'Nobody told us who they are' : 'There is no address for this channel in their profile',
  suppressed: ({ reason, at }) => `Nothing may be sent to this address: ${text(reason)} on ${day(at)}`,
  'no-consent': ({ row, needs, expired, at }) => {
    if (expired !== undefined) return `What they agreed to (${text(expired)}) ran out on ${day(at)}: ${text(row)}`;
    if (row === undefined) return 'They have not agreed to this channel';
    return `They have not agreed to this channel in the way that is needed (${text(needs)}): ${text(row)}`;
  },
  'not-allowed': ({ row }) => `It is not allowed to where they may be: ${text(row)}`,
  'consent-withdrawn': ({ at, mailbox }) =>
    mailbox === true
      ? `This mailbox said no to marketing on ${day(at)}, which holds for every account that has it`
      : `They said no on ${day(at)}`,
  'never-open': () => 'There is no hour at which this may be sent to where they may be',
  capped: fullLimit,
  'topic-off': ({ topic }) => `They switched the topic ${text(topic)} off`,
  'paused-by-person': ({ until }) => `They asked for quiet until ${day(until)}`,
  yielded: givenUp,
  holdout: ({ of }) => `They are held out (${text(of)}), so that all of it can be measured`,
  'no-content': () => 'The message is no longer in the code',
};

function fullLimit({ max, perHours, channel, freeAt }: Values): string {
  const free = freeAt === null ? '' : `; free again on ${day(freeAt)}`;
  return `The limit of ${text(max)} in ${text(perHours)} hours (${text(channel)}) was reached${free}`;
}

function givenUp({ journey, priority }: Values): string {
  return `The last place was kept for ${text(journey)}, which matters more (priority ${text(priority)})`;
}
