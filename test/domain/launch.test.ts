import { describe, expect, it } from 'vitest';
import { iso } from '../../lib/domain/instant.ts';
import { beginsAt, continuationName, type Launch, launchInput, launchName, startOf } from '../../lib/domain/launch.ts';
import { emptyProfile } from '../../lib/domain/profile.ts';
import { program } from '../../statemachines/program.ts';

const launch: Launch = { journey: 'launch', id: '1', at: '2027-01-11T09:00:00Z', starts: 'now', over: 'PT2H' };
const start = (user: string, timezone: string, more: Partial<Launch> = {}, channel: 'email' | 'inapp' = 'inapp') =>
  startOf({ ...launch, ...more }, user, channel, {
    purpose: 'marketing',
    program,
    profile: { ...emptyProfile, timezone },
  });
/** The first second at which anybody of a zone may begin. */
const earliest = (...of: [string, Partial<Launch>?, ('email' | 'inapp')?]) =>
  iso(Math.min(...Array.from({ length: 4_000 }, (_, n) => start(`u${n}`, ...of))));

describe('where a launched run begins', () => {
  it.each<[string, Launch['starts'], string]>([
    ['Europe/Berlin', 'now', '2027-01-11T09:00'],
    ['America/New_York', { time: '10:00' }, '2027-01-11T15:00'],
    ['Europe/Berlin', { time: '10:00' }, '2027-01-11T09:00'],
    ['Asia/Kolkata', { time: '10:00' }, '2027-01-12T04:30'],
    ['Pacific/Kiritimati', { date: '2027-02-01', time: '10:00' }, '2027-01-31T20:00'],
    ['Etc/GMT+12', { date: '2027-02-01', time: '10:00' }, '2027-02-01T22:00'],
    ['Asia/Kathmandu', { date: '2027-02-01', time: '23:59' }, '2027-02-01T18:14'],
    // On the morning after the clocks went forward.
    ['America/New_York', { date: '2027-03-14', time: '10:00' }, '2027-03-14T14:00'],
  ])('in %s, from %j: %s', (zone, starts, expected) => {
    expect(earliest(zone, { starts }).slice(0, 16)).toBe(expected);
  });

  it('is the opening of the first window where that is shut, spread just so', () => {
    expect(earliest('America/New_York', {}, 'email').slice(0, 16)).toBe('2027-01-11T13:00');
  });

  it('is spread evenly over its hours, the same for a person however often', () => {
    const from = Date.parse(launch.at);
    const starts = Array.from({ length: 8_000 }, (_, n) => start(`u${n}`, 'UTC') - from);
    const quarters = [0, 0, 0, 0];
    for (const each of starts)
      quarters[Math.floor(each / 1_800_000)] = (quarters[Math.floor(each / 1_800_000)] ?? 0) + 1;
    expect(quarters).toHaveLength(4);
    for (const quarter of quarters) expect(Math.abs(quarter - 2_000)).toBeLessThan(200);
    expect(Array.from({ length: 100 }, (_, n) => start(`u${n}`, 'UTC') - from)).toEqual(starts.slice(0, 100));
  });
});

it('begins to enter people early enough for the first morning on earth', () => {
  const at = { date: '2027-02-01', time: '10:00' };
  expect(iso(beginsAt(at, 3_600_000))).toBe('2027-01-31T18:45:00Z');
  const first = start('u', 'Pacific/Kiritimati', { starts: at });
  expect(beginsAt(at, 3_600_000) + 3_600_000).toBeLessThan(first);
});

it('reads the table in segments and a list in one piece, each with names of its own', () => {
  const { segments } = launchInput(launch);
  expect(segments).toHaveLength(8);
  expect(launchInput({ ...launch, list: { bucket: 'b', key: 'k' } }).segments).toHaveLength(1);
  const [first] = segments;
  if (!first) throw new Error('no segment');
  const names = [
    launchName(launch),
    continuationName(launch, { ...first, generation: 1 }),
    continuationName({ ...launch, again: 2 }, { ...first, generation: 1 }),
  ];
  expect(names).toEqual(['launch_1', 'launch_1_0-1', 'launch_1_again-2_0-1']);
});
