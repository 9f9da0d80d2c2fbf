import type { AnyJourney } from '../../any-journey.ts';
import { refuse } from './refuse.ts';

/** Words of the language by place: those that must be there, and those that may. */
const words = {
  journey: [
    ['name', 'purpose', 'enter', 'steps', 'content'],
    [
      'priority',
      'control',
      'caps',
      'whenCapped',
      'topic',
      'holdouts',
      'goal',
      'goals',
      'funnel',
      'exit',
      'experiments',
      'bandits',
      'approvers',
    ],
  ],
  enter: [
    ['on', 'again'],
    ['where', 'notOlderThan'],
  ],
  broadcast: [['audience', 'at', 'over'], ['expect']],
  start: [['time'], ['date']],
  audience: [[], ['country', 'locale', 'traits', 'scores', 'engaged', 'rfm']],
  goal: [
    ['on', 'within'],
    ['where', 'value', 'count'],
  ],
  cap: [['max', 'per'], ['channel']],
  holdouts: [[], ['global', 'channels']],
  send: [
    ['name', 'send', 'content'],
    ['after', 'at', 'day', 'when'],
  ],
  rung: [
    ['name', 'send', 'content', 'unless', 'within'],
    ['at', 'when'],
  ],
  bandit: [['floor', 'uniform'], []],
  best: [['best'], []],
  when: [['engagedWith', 'within'], []],
  arms: [['experiment', 'arms'], []],
  fallback: [['fallback'], []],
  split: [['split', 'branches'], ['otherwise']],
} as const satisfies Record<string, readonly [readonly string[], readonly string[]]>;

/** Deeper than a journey that anybody can read, and a sign that one contains itself. */
const deepest = 12;

/** What the types of the language refuse, for journeys that did not pass through them. */
export function checkShape(journey: AnyJourney): void {
  checkWords(journey, 'journey');
  if ('audience' in recordOf(journey.enter, 'an entry')) checkBroadcast(checkWords(journey.enter, 'broadcast'));
  else {
    const { again } = checkWords(journey.enter, 'enter');
    if (typeof again !== 'string') checkOneKey(again, ['after', 'per'], 'again is once, always, { after } or { per }');
  }
  if (journey.goal !== undefined) checkWords(journey.goal, 'goal');
  for (const goal of Object.values(recordOf(journey.goals ?? {}, 'goals'))) checkWords(goal, 'goal');
  for (const cap of listOf(journey.caps ?? [], 'caps')) checkWords(cap, 'cap');
  if (journey.holdouts !== undefined) {
    recordOf(checkWords(journey.holdouts, 'holdouts').channels ?? {}, 'the channels of holdouts');
  }
  recordOf(journey.approvers ?? {}, 'approvers');
  for (const event of listOf(journey.exit ?? [], 'exit')) checkText(event, 'an exit names an event');
  for (const arms of Object.values(recordOf(journey.experiments ?? {}, 'experiments'))) recordOf(arms, 'an experiment');
  for (const bandit of Object.values(recordOf(journey.bandits ?? {}, 'bandits'))) checkWords(bandit, 'bandit');
  checkSteps(journey.steps, 1);
}

function checkBroadcast({ audience, at }: Readonly<Record<string, unknown>>): void {
  if (at !== 'now') checkWords(at, 'start');
  if (typeof audience !== 'string') checkAudience(audience, 1);
}

function checkAudience(audience: unknown, depth: number): void {
  const record = recordOf(audience, 'an audience');
  const [way] = ['all', 'any', 'not'].filter((word) => word in record);
  if (depth > deepest) refuse(`audiences in audiences, ${depth} deep`, 'an audience ends', 'say it more simply');
  if (way === undefined) {
    const { country = [], locale = [], rfm = [], ...named } = checkWords(record, 'audience');
    for (const list of [country, locale, rfm]) {
      for (const each of listOf(list, 'a country, a locale or a segment of an audience'))
        checkText(each, 'it is a text');
    }
    for (const [word, tests] of Object.entries(named)) recordOf(tests, `the ${word} of an audience`);
    return;
  }
  checkOneKey(record, [way], `an audience of ${way} has nothing beside it`);
  for (const inner of way === 'not' ? [record.not] : listOf(record[way], way)) checkAudience(inner, depth + 1);
}

function checkSteps(steps: unknown, depth: number): void {
  if (depth > deepest) {
    refuse(
      `steps in steps, ${depth} deep`,
      'a journey ends: its splits nest a few deep, and none contains itself',
      'move what follows every branch behind the split, or make it a journey of its own',
    );
  }
  for (const step of listOf(steps, 'steps')) {
    const record = recordOf(step, 'a step');
    if ('split' in record) checkSplit(record, depth);
    else if ('fallback' in record) checkLadder(record);
    else checkSend(record, 'send');
  }
}

function checkSplit(split: Readonly<Record<string, unknown>>, depth: number): void {
  checkWords(split, 'split');
  if (typeof split.split !== 'string')
    checkOneKey(split.split, ['experiment'], 'a split is by a field or { experiment }');
  for (const branch of Object.values(recordOf(split.branches, 'branches'))) checkSteps(branch, depth + 1);
  if (split.otherwise !== undefined) checkSteps(split.otherwise, depth + 1);
}

function checkLadder(ladder: Readonly<Record<string, unknown>>): void {
  checkWords(ladder, 'fallback');
  const rungs = listOf(ladder.fallback, 'fallback');
  if (rungs.length < 2) {
    refuse(ladder, 'a fallback has at least two rungs', 'add a rung with unless and within, or write a plain step');
  }
  for (const [at, rung] of rungs.entries()) checkSend(rung, at === 0 ? 'send' : 'rung');
}

function checkSend(send: unknown, place: 'send' | 'rung'): void {
  const { name, send: channel, content, when } = checkWords(send, place);
  checkText(name, 'a step has a name');
  if (typeof channel !== 'string') {
    checkBest(channel, content);
    if (when !== undefined) checkWords(when, 'when');
    return;
  }
  if (when !== undefined) checkWords(when, 'when');
  if (typeof content === 'string') return;
  const { experiment, arms } = checkWords(content, 'arms');
  checkText(experiment, 'content by arm names its experiment');
  recordOf(arms, 'arms');
}

/** The best of several channels says something on each. */
function checkBest(send: unknown, content: unknown): void {
  const channels = listOf(checkWords(send, 'best').best, 'best');
  if (channels.length < 2) refuse(send, 'best chooses between at least two channels', 'add one, or write send: sms');
  const contents = recordOf(content, 'the content of the best channel');
  for (const channel of channels) {
    checkText(channel, 'best names channels');
    checkText(contents[String(channel)], `the best channel says something on each: ${String(channel)} too`);
  }
  for (const channel of Object.keys(contents)) {
    if (!channels.includes(channel))
      refuse({ [channel]: contents[channel] }, 'only what best names is said', 'remove it');
  }
  if (new Set(channels).size < channels.length) refuse(send, 'best names a channel once', 'remove one');
}

function checkWords(value: unknown, place: keyof typeof words): Readonly<Record<string, unknown>> {
  const record = recordOf(value, `a ${place}`);
  const [required, optional]: readonly [readonly string[], readonly string[]] = words[place];
  for (const word of Object.keys(record)) {
    if (required.includes(word) || optional.includes(word)) continue;
    refuse(
      { [word]: record[word] },
      `a ${place} has ${[...required, ...optional].join(', ')}`,
      place === 'send' && (word === 'unless' || word === 'within')
        ? `move ${word} to a later rung of a fallback`
        : `remove ${word}`,
    );
  }
  for (const word of required) {
    if (record[word] === undefined) refuse(record, `a ${place} has ${required.join(', ')}`, `add ${word}`);
  }
  return record;
}

function checkOneKey(value: unknown, keys: readonly string[], rule: string): void {
  const [key, ...more] = Object.keys(recordOf(value, 'it'));
  if (key === undefined || more.length > 0 || !keys.includes(key))
    refuse(value, rule, `name one of ${keys.join(', ')}`);
}

function checkText(value: unknown, rule: string): void {
  if (typeof value !== 'string' || value === '') refuse(value, rule, 'write a text');
}

function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(value, `${what} is a list`, 'write it in [ ]');
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : refuse(value, `${what} is an object`, 'write it in { }');
}
