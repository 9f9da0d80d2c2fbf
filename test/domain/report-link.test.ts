import { expect, it } from 'vitest';
import { opensReports, signReportLink } from '../../lib/domain/report-link.ts';
import { readToken, signToken } from '../../lib/domain/token.ts';
import { day, monday } from '../engine/surroundings.ts';

const secret = 'a'.repeat(64);

it('opens reports until it ends, for nobody in particular', async () => {
  const link = await signReportLink(secret, monday, monday + 30 * day);
  expect(await opensReports(link, secret, monday + 29 * day)).toBe(true);
  expect(await opensReports(link, secret, monday + 31 * day)).toBe(false);
});

it('takes neither a forged token, nor a person’s, nor one without an end', async () => {
  const link = await signReportLink(secret, monday, monday + 30 * day);
  expect(await opensReports(`${link}x`, secret, monday)).toBe(false);
  expect(await opensReports(link, 'b'.repeat(64), monday)).toBe(false);
  expect(await opensReports('', secret, monday)).toBe(false);
  const inbox = await signToken({ user: 'ada', use: 'inbox' }, secret, monday);
  expect(await opensReports(inbox, secret, monday)).toBe(false);
  expect(await readToken(link, 'inbox', secret)).toBeNull();
});
