import type { Range, TraitValue } from '../../../lib/domain/audience.ts';
import { channels } from '../../../lib/domain/channel.ts';
import type { AnyAudience, AnyBroadcast, AnyDescription } from '../../any-journey.ts';
import { readDuration } from './read-duration.ts';
import { oneOf, refuse } from './refuse.ts';

/** A launch: whom it is for, when it speaks and how many it expects. */
export function checkBroadcast({ audience, at, over, expect }: AnyBroadcast): void {
  if (at !== 'now') checkStart(at);
  if (readDuration(over, 'over') === 0) refuse(over, 'a launch is spread over some time', 'write over like 2h');
  if (expect !== undefined && !(Number.isInteger(expect) && expect > 0)) {
    refuse(expect, 'expect is about how many people a launch enters', 'write a whole number, such as 400_000');
  }
  if (audience !== 'list') checkAudience(audience);
}

function checkStart({ time, date }: Exclude<AnyBroadcast['at'], 'now'>): void {
  if (typeof time !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    refuse(time, 'the time of a launch is local, from 00:00 to 23:59', 'write it like 10:00');
  }
  if (date !== undefined && !isDay(date)) {
    refuse(date, 'the date of a launch is a calendar day', 'write it like 2027-02-01');
  }
}

/** Whether a text is a day that the calendar has. */
export function isDay(date: unknown): date is string {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

function checkAudience(audience: AnyAudience): void {
  if (audience === 'everybody') return;
  if (typeof audience === 'string') {
    refuse(
      audience,
      'an audience is everybody, list, or what is so of its people',
      'write everybody, or { country: […] }',
    );
  }
  if ('not' in audience) checkAudience(audience.not);
  else if ('all' in audience) checkEach(audience.all);
  else if ('any' in audience) checkEach(audience.any);
  else checkDescription(audience);
}

function checkEach(audiences: readonly AnyAudience[]): void {
  if (audiences.length === 0)
    refuse(audiences, 'all and any list at least one audience', 'list one, or write everybody');
  for (const each of audiences) checkAudience(each);
}

function checkDescription(description: AnyDescription): void {
  const { country = [], locale = [], traits = {}, scores = {}, engaged = {} } = description;
  if (Object.keys(description).length === 0) {
    refuse(description, 'an audience says what is so of its people', 'write everybody, or { country: […] }');
  }
  for (const each of country) {
    if (!/^[A-Za-z]{2}$/.test(each)) refuse(each, 'a country is two letters of ISO 3166-1', 'write it like DE');
  }
  for (const each of locale) {
    if (!/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(each)) refuse(each, 'a locale is BCP 47', 'write it like pt-BR');
  }
  for (const [name, test] of Object.entries(traits)) {
    if (Array.isArray(test)) checkValues(name, test);
    else checkRange(name, test as Range);
  }
  for (const [name, range] of Object.entries(scores)) checkRange(name, range);
  for (const [channel, { within }] of Object.entries(engaged)) {
    if (!channels.some((known) => known === channel)) refuse(channel, `a channel is ${oneOf(channels)}`, 'correct it');
    if (readDuration(within, 'within') === 0) refuse(engaged, 'within leaves some time', 'write it like 90d');
  }
}

function checkValues(name: string, values: readonly TraitValue[]): void {
  const fine = values.length > 0 && values.every((each) => ['string', 'number', 'boolean'].includes(typeof each));
  if (!fine) refuse({ [name]: values }, 'a trait is one of some values', "list them, such as ['pro']");
}

function checkRange(name: string, range: Range): void {
  const { atLeast, below, ...more } = range;
  const bounds = [atLeast, below].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && bounds.every(Number.isFinite) && Object.keys(more).length === 0) return;
  refuse({ [name]: range }, 'a range has atLeast, below or both, as numbers', 'write it like { atLeast: 0.5 }');
}
