import { expect, it } from 'vitest';
import { program } from '../../statemachines/program.ts';
import { defineProgram, type ProgramForm } from '../../statemachines/program-form.ts';

const hour = 3_600_000;
const form: ProgramForm = {
  company: program.company,
  locale: 'en',
  timezone: 'UTC',
  caps: [],
  windows: {},
  spread: '10m',
  providers: {},
  emailLayouts: program.emailLayouts,
};
const patienceOf = (patience?: ProgramForm['patience']) =>
  defineProgram({ ...form, ...(patience && { patience }) }).patience;

it('is a day for transactional messages and six hours for marketing, each as the program says', () => {
  expect(patienceOf()).toEqual({ transactional: 24 * hour, marketing: 6 * hour });
  expect(patienceOf({ marketing: '30m' })).toEqual({ transactional: 24 * hour, marketing: hour / 2 });
  expect(program.patience).toEqual({ transactional: 24 * hour, marketing: 6 * hour });
});

it.each<[ProgramForm['patience'], string]>([
  [{ marketing: '0m' }, 'longer than 0'],
  [{ transactional: '15d' }, 'at most 14d'],
  [{ marketing: 'soon' as '1h' }, 'a duration is'],
  [{ news: '1h' } as ProgramForm['patience'], 'transactional or marketing'],
])('refuses %j', (patience, why) => {
  expect(() => patienceOf(patience)).toThrow(why);
});
