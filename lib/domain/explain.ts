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
  guard: 'The step before',
  condition: "The step's own condition",
  acquaintance: 'What is known of them',
  reach: 'Reachability',
  suppression: 'Suppression',
  consent: 'Consent',
  window: 'The hours in which it may speak',
  cap: 'The limit on messages',
  content: 'The content',
};

const passed: Readonly<Record<RuleName, Words>> = {
  guard: ({ unless }) => `no message before it was ${text(unless)} by then`,
  condition: ({ engagedWith, lastAt }) => `they last engaged with ${text(engagedWith)} on ${day(lastAt)}`,
  acquaintance: () => 'they are known',
  reach: ({ addresses }) => `they can be reached: ${text(addresses)} address${addresses === 1 ? '' : 'es'}`,
  suppression: () => 'the address is not suppressed',
  consent: ({ basis, needed }) => (needed === false ? 'it needs no consent' : `they agreed: ${text(basis)}`),
  window: ({ zone }) => `it was inside the hours of ${text(zone)}`,
  cap: ({ counted }) => `no limit was reached: ${text(counted)} messages counted`,
  content: () => 'the content is there',
};

const held: Readonly<Record<HoldReason, Words>> = {
  'awaiting-profile': () => 'Their profile had not arrived yet',
  'awaiting-consent': () => 'Their consent had not arrived yet',
  'outside-window': ({ zone }) => `It was outside the hours in which this may be sent (${text(zone)})`,
  'provider-unavailable': () => 'Every provider was unavailable',
};

const skipped: Readonly<Record<SkipReason, Words>> = {
  satisfied: ({ unless }) => `An earlier message of this fallback was ${text(unless)}, so this one was not needed`,
  'not-engaged': ({ engagedWith, lastAt }) =>
    `Only for people who engaged with ${text(engagedWith)} lately; they ${lastAt === null ? 'never did' : `last did on ${day(lastAt)}`}`,
  unreachable: ({ profile }) =>
    profile === false ? 'Nobody told us who they are' : 'There is no address for this channel in their profile',
  suppressed: ({ reason, at }) => `Nothing may be sent to this address: ${text(reason)} on ${day(at)}`,
  'no-consent': () => 'They have not agreed to this channel',
  'consent-withdrawn': ({ at }) => `They said no on ${day(at)}`,
  'never-open': () => 'There is no hour at which this may be sent to where they may be',
  capped: ({ max, perHours, channel, freeAt }) =>
    `The limit of ${text(max)} in ${text(perHours)} hours (${text(channel)}) was reached; free again on ${day(freeAt)}`,
  'no-content': () => 'The message is no longer in the code',
};
