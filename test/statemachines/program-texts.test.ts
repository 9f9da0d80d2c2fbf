import { expect, test } from 'vitest';
import { readTexts } from '../../statemachines/program-texts.ts';

test('a program that says nothing allows an SMS two segments', () => {
  expect(readTexts({})).toEqual({ samples: { traits: {} }, smsSegments: 2 });
});

test.each([
  'https://heron.example',
  'heron.example/',
  'heron',
  'Heron.example',
  'heron.example:443',
  '*.heron.example',
])('a host is not written %s', (host) => {
  expect(() => readTexts({ utm: { hosts: [host], source: 's' } })).toThrow(/utm counts visits to hosts; write it like/);
});

test.each([0, 11, 1.5, Number.NaN])('an SMS has not %d segments', (smsSegments) => {
  expect(() => readTexts({ smsSegments })).toThrow(/smsSegments is a whole number from 1 to 10/);
});
