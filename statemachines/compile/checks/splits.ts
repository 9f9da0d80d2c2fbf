import { segmentNames } from '../../../lib/domain/rfm.ts';
import type { AnyJourney, AnySplit } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { splitKey } from '../plan.ts';
import { entryFieldsOf } from './entry.ts';
import { oneOf, refuse } from './refuse.ts';
import { splitsOf } from './walk.ts';

/** Longest field or trait: it stands in the name of a state, of which AWS takes 80 characters. */
const longestField = 60;

/** Every split is by something that is known, and leads everybody somewhere. */
export function checkSplits({ enter, steps }: AnyJourney, { orders }: Pick<WholeProgram, 'orders'>): void {
  for (const { split, within } of splitsOf(steps)) {
    const key = splitKey(split.split);
    if (key.length > longestField) refuse(key, `a split is by at most ${longestField} characters`, 'shorten the name');
    const [source, name = ''] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)];
    if (source === 'event') checkEventSplit(split, name, enter);
    else if (source === 'profile') checkProfileSplit(split, name, orders !== undefined);
    else if (source === 'traits' && name === '')
      refuse(split.split, 'a split by a trait names it', 'write traits.plan');
    if (source !== 'event' && source !== 'experiment') needOtherwise(split);
    if (source === 'experiment' && split.otherwise) {
      refuse(split.split, 'everybody has an arm, so a split by experiment has no otherwise', 'remove otherwise');
    }
    for (const value of Object.keys(split.branches)) checkValue(value);
    if ((source === 'event' || source === 'experiment') && within.some((outer) => splitKey(outer.split) === key)) {
      refuse(split.split, 'a split inside another by the same has one way only', 'write its steps without the split');
    }
  }
}

function checkEventSplit(split: AnySplit, field: string, enter: AnyJourney['enter']): void {
  const fields = entryFieldsOf(enter);
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (kind === 'string') {
    needOtherwise(split);
    return;
  }
  if (kind === undefined || typeof kind === 'string') {
    const splittable = Object.keys(fields).filter(
      (name) => typeof fields[name] !== 'string' || fields[name] === 'string',
    );
    refuse(
      split.split,
      `a split is by a text field of ${'on' in enter ? enter.on : 'the entering event'} (${oneOf(splittable)}), traits.<name>, profile.country, profile.locale, profile.segment or an experiment`,
      'correct it, or declare the field in events.ts',
    );
  }
  for (const value of kind) {
    if (!Object.hasOwn(split.branches, value)) {
      refuse(
        Object.keys(split.branches),
        `${field} may be ${kind.join(', ')}, and each has a branch`,
        `add ${value}: []`,
      );
    }
  }
  for (const value of Object.keys(split.branches)) {
    if (!kind.includes(value))
      refuse(value, `${field} is ${oneOf(kind)}`, 'correct the branch, or add the value in events.ts');
  }
}

function checkProfileSplit({ split, branches }: AnySplit, field: string, knowsOrders: boolean): void {
  if (field !== 'country' && field !== 'locale' && field !== 'segment') {
    refuse(
      split,
      'a split by profile is by profile.country, profile.locale or profile.segment',
      'write one of them, or use a trait',
    );
  }
  if (field === 'segment' && !knowsOrders) {
    refuse(split, 'segments come of orders, and the program names none', 'write orders: { on, value } in program.ts');
  }
  const seen = new Map<string, string>();
  for (const value of Object.keys(branches)) {
    const key = value.toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined) refuse([twin, value], 'each value has one branch', 'merge the two');
    seen.set(key, value);
    if (field === 'segment' && !segmentNames.some((name) => name === value)) {
      refuse(value, `a segment is ${oneOf(segmentNames)}`, 'correct it');
    }
    if (field === 'country' && !/^[A-Z]{2}$/.test(value)) {
      refuse(value, 'a country is its two capital letters of ISO 3166-1', 'write it like DE');
    }
    if (field === 'locale' && !isCanonical(value)) {
      refuse(value, 'a locale is a BCP 47 tag in its usual case', 'write it like de or pt-BR');
    }
  }
}

function isCanonical(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

function needOtherwise({ split, otherwise }: AnySplit): void {
  if (otherwise) return;
  refuse(split, 'a split whose values are not listed in events.ts says what the others get', 'add otherwise: []');
}

/** A branch is a key in the state machine's JSON, where Step Functions and CloudFormation read signs of their own. */
function checkValue(value: string): void {
  if (value === '' || value.endsWith('.$') || value.includes('${')) {
    refuse(value, 'a branch is not empty, does not end in ".$" and has no "${"', 'split by another value');
  }
}
