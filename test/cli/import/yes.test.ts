import { describe, expect, it } from 'vitest';
import { readPhone } from '../../../lib/cli/import/phone.ts';
import { standingOf } from '../../../lib/cli/import/status.ts';
import { tools } from '../../../lib/cli/import/tools.ts';
import { imported } from './asked.ts';

describe('what a file’s name says', () => {
  const said = (name: string) => tools.mailchimp?.statusOf?.(name);
  it.each([
    ['subscribed_members_export_5eb.csv', 'subscribed'],
    ['subscribed_email_audience_export_b1c2.csv', 'subscribed'],
    ['unsubscribed.csv', 'unsubscribed'],
    ['Unsubscribed_email_audience_export_b1c2 (1).csv', 'unsubscribed'],
    ['cleaned_members.csv', 'cleaned'],
    ['nonsubscribed_members.csv', 'nonsubscribed'],
  ])('%s: %s', (name, status) => expect(said(name)).toBe(status));

  it.each([
    'non-subscribed_members.csv',
    'non_subscribed.csv',
    'not_subscribed.csv',
    'not-subscribed-members.csv',
    'un-subscribed.csv',
    'all but subscribed.csv',
    'subscribed_and_unsubscribed.csv',
    'subscribed_not.csv',
    'subscribed-un.csv',
    'subscribedno.csv',
    'members.csv',
    'pending_members.csv',
    'resubscribed.csv',
  ])('%s: nothing certain', (name) => expect(said(name)).toBeUndefined());

  it('is asked for where it is not certain, and nothing is granted', async () => {
    const lines = ['Email Address,Customer No,OPTIN_TIME', 'b@example.com,C1,2021-03-03 03:03:03'];
    const options = ['--from=mailchimp', '--user-id=Customer No', '--basis=express'];
    const name = 'non-subscribed_members.csv';
    await expect(imported(name, lines, ...options)).rejects.toThrow(/non-subscribed_members\.csv.*--status/);
    const { told } = await imported(name, lines, ...options, '--status=nonsubscribed');
    expect(told.map(({ type }) => type)).toEqual(['profile.updated']);
  });
});

describe('a status', () => {
  it.each([
    ['Opted-In', 'subscribed'],
    ['un subscribed', 'unsubscribed'],
    ['opted_out', 'unsubscribed'],
    ['non-subscribed', 'unasked'],
    ['1', 'subscribed'],
    ['-1', undefined],
    ['1.0', undefined],
    ['not subscribed', undefined],
    ['no, subscribed', undefined],
    ['unsubscribed?', undefined],
    ['constructor', undefined],
  ])('%s is %s', (word, standing) => expect(standingOf(word)).toBe(standing));
});

describe('no yes is taken that the file does not say', () => {
  it('OneSignal, without notification_types', async () => {
    const header = 'id,identifier,device_type,created_at,external_user_id';
    const lines = [header, 's1,token-1,1,1700000000,u1', 's2,ada@example.com,11,1700000000,u2'];
    const { told, result, noYes } = await imported('users.csv', lines, '--from=onesignal', '--basis=express');
    expect(told).toEqual([]);
    expect(noYes).toEqual(['notification_types']);
    expect(result).toMatchObject([
      { line: 2, refused: [expect.stringContaining('notification_types')] },
      { line: 3, refused: [expect.stringContaining('notification_types')] },
    ]);
    const without = await imported('users.csv', lines, '--from=onesignal', '--basis=none');
    expect(without.told.map(({ type }) => type)).toEqual(['profile.updated', 'profile.updated']);
  });

  it('OneSignal, in a line that leaves it empty; and a device says nothing after a no', async () => {
    const header = 'identifier,device_type,created_at,external_user_id,notification_types';
    const lines = [header, 'token-1,1,1700000000,u1,', 'token-2,1,1700000000,u2,1'];
    const { told } = await imported('users.csv', lines, '--from=onesignal', '--basis=express');
    expect(told.filter(({ status }) => status === 'granted')).toMatchObject([{ userId: 'u2', restated: true }]);
  });

  it('Iterable, without the columns of who left', async () => {
    const header = 'email,userId,signupDate,emailListIds,unsubscribedChannelIds';
    const lines = [header, 'a@example.com,u1,2024-01-01,"[1]",[]'];
    const { told, result } = await imported('users.csv', lines, '--from=iterable', '--basis=express');
    expect(told).toEqual([]);
    expect(result).toMatchObject([{ refused: [expect.stringContaining('unsubscribedMessageTypeIds')] }]);
  });

  it.each([
    ['braze', 'user_id,email,created_at', ['email_subscribe', 'push_subscribe']],
    ['salesforce-mc', 'Subscriber Key,Email Address,Date Joined', ['Status']],
    ['iterable', 'userId,email,signupDate', ['emailListIds', 'subscribedMessageTypeIds']],
  ])('%s: the column that would say it is named', async (tool, header, columns) => {
    const lines = [header, 'u1,a@example.com,2024-01-01'];
    const { told, noYes } = await imported('users.csv', lines, `--from=${tool}`, '--basis=express');
    expect(told.map(({ type }) => type)).toEqual(['profile.updated']);
    expect(noYes).toEqual(columns);
  });

  it('Braze, where a line says that they left later', async () => {
    const line = {
      external_id: 'u1',
      email: 'a@example.com',
      email_subscribe: 'opted_in',
      email_opted_in_at: '2024-01-01T00:00:00Z',
      email_unsubscribed_at: '2025-01-01T00:00:00Z',
    };
    const { told } = await imported('users.jsonl', [JSON.stringify(line)], '--from=braze');
    expect(told.slice(1)).toMatchObject([
      { status: 'granted', occurredAt: '2024-01-01T00:00:00Z' },
      { status: 'withdrawn', occurredAt: '2025-01-01T00:00:00Z' },
    ]);
  });

  it('later than the export, or without a time, of which the column is named', async () => {
    const lines = ['Email Address,Id,OPTIN_TIME', 'a@example.com,u1,2099-01-01 00:00:00', 'b@example.com,u2,'];
    const options = ['--from=mailchimp', '--user-id=Id', '--basis=express'];
    const { told, result } = await imported('subscribed_members.csv', lines, ...options);
    expect(told).toEqual([]);
    expect(result).toMatchObject([
      { line: 2, refused: [expect.stringContaining('--exported-at')] },
      { line: 3, refused: [expect.stringContaining('OPTIN_TIME')] },
    ]);
  });
});

describe('a phone number', () => {
  it.each([
    ['+49 (0)151 12345678', undefined, '+4915112345678'],
    ['+1 (555) 010-9999', undefined, '+15550109999'],
    ['0151 12345678', 'DE', '+4915112345678'],
    ['0049 151 12345678', 'DE', '+4915112345678'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['12125550123', 'US', '+12125550123'],
    ['020 7946 0000', 'GB', '+442079460000'],
    ['06 1234 5678', 'IT', '+390612345678'],
  ])('%s in %s is %s', (text, country, number) => expect(readPhone(text, country)).toEqual({ number }));

  it.each([
    ['0151 12345678', undefined, '--country'],
    ['0049 151 12345678', undefined, '--country'],
    ['0151 12345678', 'GERMANY', '"GERMANY"'],
    ['4915112345678', 'DE', 'could be both'],
    ['0151 1234', 'DE', 'DE gives'],
    ['+1212', undefined, 'its country gives'],
    ['+12', undefined, 'digits'],
    ['212-555-0123 ext 4', 'US', 'extension'],
    ['none', 'DE', 'digits'],
  ])('%s in %s is refused', (text, country, says) => {
    expect(readPhone(text, country)).toEqual({ rule: expect.stringContaining(says) });
  });

  it('is read in the country of its line, else in the one that is said; what is refused is shown in part', async () => {
    const lines = ['ID,Tel,Land', '1,020 7946 0000,gb', '2,0151 12345678,', '3,0151 1234,'];
    const options = ['--from=csv', '--map=userId=ID,phone=Tel,country=Land', '--country=DE'];
    const { told, result, tally } = await imported('people.csv', lines, ...options);
    expect(told.map(({ phone }) => phone)).toEqual(['+442079460000', '+4915112345678']);
    expect(result).toMatchObject([{ line: 4 }]);
    expect(JSON.stringify(result)).toContain('0151 …');
    expect(JSON.stringify(tally)).not.toContain('0151');
  });
});
