import { expect, it } from 'vitest';
import { compileJourneys } from '../../../statemachines/compile/index.ts';
import { everyChannel } from '../win-back.ts';
import { mail, ping, small } from './small.ts';

const { control: _marketing, ...receipt } = small([ping('a')], { name: 'receipt', purpose: 'transactional' });
const news = small([mail('a')], { name: 'news' });
const compiled = (...indispensable: string[]) =>
  compileJourneys([receipt, news], { ...everyChannel, indispensable }).map(({ name }) => name);

it('an indispensable journey is there, and is transactional', () => {
  expect(compiled('receipt')).toEqual(['receipt', 'news']);
  expect(() => compiled('receit')).toThrow(/"receit": an indispensable journey is one of receipt, news/);
  expect(() => compiled('news')).toThrow(/"news": an indispensable journey is transactional/);
});
