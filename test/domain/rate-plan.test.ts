import { describe, expect, it } from 'vitest';
import { defaultQuotas, type Load, ratePlan } from '../../lib/domain/rate-plan.ts';

const hour = 3_600_000;
const load: Load = {
  people: 400_000,
  ahead: false,
  overMs: 2 * hour,
  goalMs: 14 * 24 * hour,
  lastsMs: 11 * 24 * hour,
  waves: [
    { step: 'announcement', channel: 'email', spanMs: 2 * hour, provider: { name: 'ses', perSecond: 500 } },
    { step: 'in-the-app', channel: 'inapp', spanMs: 2 * hour },
  ],
};
const bound = (more: Partial<Load>, quotas = {}) => {
  const { binding, refused } = ratePlan({ ...load, ...more }, { ...defaultQuotas, ...quotas });
  return [binding.quota, Math.round(binding.takesMs / 60_000), refused?.quota];
};

describe('a rate plan', () => {
  it('names the quota that binds, and how many minutes it takes', () => {
    expect(bound({})).toEqual(['starts of executions', 25, undefined]);
    expect(
      bound({ waves: [{ step: 'a', channel: 'sms', spanMs: 2 * hour, provider: { name: 'x', perSecond: 80 } }] }),
    ).toEqual(['x for sms at a', 83, undefined]);
  });

  it('refuses entering that outlasts the hours it is spread over, unless a date lets it begin before', () => {
    const people = { people: 4_000_000 };
    const open = { openExecutions: 5_000_000 };
    const waves = { waves: [] };
    expect(bound({ ...people, ...waves }, open)).toEqual(['starts of executions', 247, 'starts of executions']);
    expect(bound({ ...people, ...waves, ahead: true }, open)).toEqual(['starts of executions', 247, undefined]);
  });

  it('refuses more people at once than AWS keeps open: somebody would have to leave first', () => {
    const ten = { people: 10_000_000, ahead: true, overMs: 12 * hour, waves: [] };
    expect(bound(ten)).toEqual(['open executions', 9 * 11 * 24 * 60, 'open executions']);
    expect(bound(ten, { openExecutions: 12_000_000 })).toEqual(['starts of executions', 617, undefined]);
  });

  it('refuses a wave that provider or functions cannot carry in its time', () => {
    const [first] = load.waves;
    const ses = { waves: [{ ...first, provider: { name: 'ses', perSecond: 50 } }] as Load['waves'] };
    expect(bound(ses)).toEqual(['ses for email at announcement', 133, 'ses for email at announcement']);
    // All of a zone at one local time, within the program's ten minutes.
    const called: Load['waves'] = [...load.waves, { step: 'at-ten', channel: 'push', spanMs: 600_000 }];
    expect(bound({ people: 900_000, waves: called })[2]).toBeUndefined();
    expect(bound({ people: 900_000, waves: called }, { concurrency: 200 })[2]).toBe('functions at at-ten');
  });
});
