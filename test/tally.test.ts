import { expect, it } from 'vitest';
import { lastLine, talliesOf } from './tally.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

it.each([
  ['tests that passed', [file('passed', 'passed', 'passed')], 0, '2 passed, 0 failed'],
  ['a test that failed', [file('failed', 'passed', 'failed')], 1, '1 passed, 1 failed'],
  ['a file that does not load', [file('failed'), file('passed', 'passed')], 1, '1 passed, 1 failed'],
  ['a test left out', [file('passed', 'passed', 'skipped')], 0, '1 passed, 0 failed, 1 skipped'],
  ['an error between tests', [file('passed', 'passed')], 1, '1 passed, 1 failed'],
])('counts %s', (_, testResults, exitCode, line) => {
  expect(lastLine(talliesOf({ testResults }, exitCode))).toBe(line);
});

it('counts a runner that broke', () => {
  expect(lastLine(talliesOf(null, 1))).toBe('0 passed, 1 failed');
});
