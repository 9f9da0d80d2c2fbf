import { describe, expect, it } from 'vitest';
import { imported } from './asked.ts';

const mailchimp =
  'Email Address,First Name,Last Name,Customer No,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,' +
  'LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS';

describe('mailchimp', () => {
  it('proves double opt-in by a confirmation after the sign-up, and by nothing less', async () => {
    const { told, result, tally } = await imported(
      'subscribed_members_export_5eb.csv',
      [
        mailchimp,
        'ada@example.com,Ada,L,c1,2,2024-03-14 09:12:31,10.0.0.1,2024-03-14 09:14:00,10.0.0.1,,,,,America/New_York,US,NY,2025-01-02 03:04:05,1,a,,',
        'bob@example.com,Bob,,c2,2,,,2024-03-14 09:14:00,,,,,,,,,2025-01-02 03:04:05,2,b,,',
      ],
      '--from=mailchimp',
      '--user-id=Customer No',
    );
    expect(told).toEqual([
      {
        type: 'profile.updated',
        userId: 'c1',
        occurredAt: '2025-01-02T03:04:05Z',
        email: 'ada@example.com',
        timezone: 'America/New_York',
        country: 'US',
        region: 'US-NY',
        traits: { firstName: 'Ada', lastName: 'L' },
      },
      {
        type: 'consent.changed',
        userId: 'c1',
        occurredAt: '2024-03-14T09:14:00Z',
        channel: 'email',
        status: 'granted',
        basis: 'double_opt_in',
        source: 'import mailchimp subscribed_members_export_5eb.csv',
      },
    ]);
    expect(result).toEqual([{ line: 3, refused: [expect.stringMatching(/not in the export; say --basis/)] }]);
    expect(tally).toMatchObject({ read: 2, taken: 1, refused: 1, consents: { 'email granted double_opt_in': 1 } });
  });

  it('withdraws at the time of the unsubscribe, and suppresses what was cleaned', async () => {
    const unsubscribed = await imported(
      'unsubscribed_members.csv',
      ['Email Address,Id,UNSUB_TIME,LAST_CHANGED', 'ada@example.com,c1,2025-02-03 04:05:06,2025-06-01 00:00:00'],
      '--from=mailchimp',
      '--user-id=Id',
    );
    expect(unsubscribed.told[1]).toMatchObject({ status: 'withdrawn', occurredAt: '2025-02-03T04:05:06Z' });
    const cleaned = await imported(
      'cleaned_members.csv',
      ['Email Address,Id,LAST_CHANGED', 'ada@example.com,c1,2025-06-01 00:00:00'],
      '--from=mailchimp',
      '--user-id=Id',
    );
    expect(cleaned.told).toEqual([
      expect.objectContaining({ type: 'profile.updated', userId: 'c1' }),
      {
        type: 'address.suppressed',
        userId: 'c1',
        occurredAt: '2025-06-01T00:00:00Z',
        channel: 'email',
        address: 'ada@example.com',
        reason: 'bounced',
      },
    ]);
  });

  it('must be told who people are and what their status is', async () => {
    const one = ['Email Address,LAST_CHANGED', 'Ada@Example.com,2025-06-01 00:00:00'];
    await expect(imported('unsubscribed.csv', one, '--from=mailchimp')).rejects.toThrow('--user-id-from email');
    await expect(imported('members.csv', one, '--from=mailchimp', '--user-id-from=email')).rejects.toThrow('--status');
    const { told } = await imported('unsubscribed.csv', one, '--from=mailchimp', '--user-id-from=email');
    const again = await imported(
      'unsubscribed.csv',
      [one[0] ?? '', ' ada@example.com,'],
      '--from=mailchimp',
      '--user-id-from=email',
    );
    expect(told[0]?.userId).toMatch(/^email-[\w-]{43}$/);
    expect(again.told[0]?.userId).toBe(told[0]?.userId);
  });
});

describe('onesignal', () => {
  const header =
    'id,identifier,session_count,language,timezone,device_os,device_type,device_model,tags,last_active,created_at,' +
    'invalid_identifier,external_user_id,notification_types,country,timezone_id';
  it('reads devices and addresses, a line each', async () => {
    const { told, result, tally } = await imported(
      'users.csv',
      [
        header,
        `s1,${'a'.repeat(64)},12,en,-25200,17.4,0,"iPhone15,2","{""plan"":""pro""}",1756800000,1700000000,f,u1,1,us,America/Los_Angeles`,
        's2,fcm-token,3,de,3600,14,1,Pixel 8,{},1756700000,1700000000,t,u2,1,de,Europe/Berlin',
        's3,fcm-token-3,3,de,3600,14,1,Pixel 8,{},1756700000,1700000000,f,u3,-2,de,Europe/Berlin',
        's4,ada@example.com,1,en,0,,11,,{},1756700000,1700000000,f,u4,1,,',
        's5,web-token,1,en,0,,5,,{},1756700000,1700000000,f,u5,1,,',
      ],
      '--from=onesignal',
      '--basis=express',
    );
    const of = (user: string) => told.filter(({ userId }) => userId === user);
    expect(of('u1')).toEqual([
      expect.objectContaining({
        addPush: [{ platform: 'apns', token: 'a'.repeat(64) }],
        traits: { plan: 'pro' },
        country: 'US',
        locale: 'en',
        timezone: 'America/Los_Angeles',
        occurredAt: '2025-09-02T08:00:00Z',
      }),
      expect.objectContaining({
        channel: 'push',
        status: 'granted',
        basis: 'express',
        occurredAt: '2023-11-14T22:13:20Z',
      }),
    ]);
    expect(of('u2')).toEqual([expect.not.objectContaining({ addPush: expect.anything() })]);
    expect(of('u3')[1]).toMatchObject({ channel: 'push', status: 'withdrawn', occurredAt: '2026-01-01T00:00:00Z' });
    expect(of('u4')).toMatchObject([{ email: 'ada@example.com' }, { channel: 'email', status: 'granted' }]);
    expect(result).toEqual([{ line: 6, refused: [expect.stringContaining('device_type')] }]);
    expect(tally.refused).toBe(1);
  });
});

describe('braze', () => {
  it('tells an explicit yes from a default, and keeps tokens and attributes', async () => {
    const person = (fields: object) => JSON.stringify({ created_at: '2024-01-01T00:00:00.000Z', ...fields });
    const { told, result } = await imported(
      'users.jsonl',
      [
        person({
          external_id: 'u1',
          email: 'ada@example.com',
          email_subscribe: 'opted_in',
          email_opted_in_at: '2024-05-06T07:08:09.000Z',
          push_subscribe: 'unsubscribed',
          push_unsubscribed_at: '2025-05-06T07:08:09.000Z',
          push_tokens: [
            { app: 'App', platform: 'iOS', token: 't1' },
            { app: 'Site', platform: 'Web', token: 't2' },
          ],
          time_zone: 'Europe/London',
          language: 'en',
          country: 'GB',
          phone: '+44 20 7946 0000',
          custom_attributes: { plan: 'pro', since: 3 },
        }),
        person({ external_id: 'u2', email: 'bob@example.com', email_subscribe: 'subscribed' }),
        '{"external_id": "u3", ',
        person({ external_id: 'u4', email: 'eve@example.com', email_subscribe: 'unsubscribed', phone: '12' }),
      ],
      '--from=braze',
    );
    expect(told.filter(({ userId }) => userId === 'u1')).toEqual([
      expect.objectContaining({
        addPush: [{ platform: 'apns', token: 't1' }],
        phone: '+442079460000',
        timezone: 'Europe/London',
        traits: { plan: 'pro', since: 3 },
      }),
      expect.objectContaining({ channel: 'email', basis: 'express', occurredAt: '2024-05-06T07:08:09Z' }),
      expect.objectContaining({ channel: 'push', status: 'withdrawn', occurredAt: '2025-05-06T07:08:09Z' }),
    ]);
    expect(told.filter(({ userId }) => userId === 'u4').map(({ status }) => status)).toEqual([undefined, 'withdrawn']);
    expect(result).toEqual([
      { line: 2, refused: [expect.stringContaining('--basis')] },
      { line: 3, refused: ['a line is one JSON object'] },
      { line: 4, leftOut: [expect.stringContaining('E.164')] },
    ]);
  });

  it('reads the CSV of the dashboard', async () => {
    const { told } = await imported(
      'segment.csv',
      [
        'user_id,email,created_at,unsubscribed_from_emails_at,time_zone',
        'u1,ada@example.com,2024-01-01 00:00:00 UTC,2025-01-01 00:00:00 UTC,Europe/London',
      ],
      '--from=braze',
    );
    expect(told[1]).toMatchObject({ channel: 'email', status: 'withdrawn', occurredAt: '2025-01-01T00:00:00Z' });
  });
});

describe('iterable', () => {
  const header =
    'email,userId,signupDate,profileUpdatedAt,phoneNumber,emailListIds,subscribedMessageTypeIds,unsubscribedChannelIds,unsubscribedMessageTypeIds,unsubSource';
  const dates = '2024-01-01 00:00:00 +00:00,2025-01-01 00:00:00 +00:00';
  const people = [
    header,
    `a@example.com,u1,${dates},,"[1,2]","[7]",[],[],`,
    `b@example.com,u2,${dates},,"[1]",[],"[100]",[],`,
    `c@example.com,u3,${dates},+15550100000,"[1]","[8]","[200]",[],HardBounce`,
    `d@example.com,u4,${dates},,"[1]",[],"[999]",[],`,
  ];
  it('takes an opt-in message type as an explicit yes, and guesses at no number', async () => {
    const { told, result } = await imported(
      'users.csv',
      people,
      '--from=iterable',
      '--basis=implied',
      '--channels=100=email,200=push',
      '--message-types=7=email,8=sms',
    );
    const said = (user: string) => told.filter(({ userId, type }) => userId === user && type !== 'profile.updated');
    expect(said('u1')).toMatchObject([{ channel: 'email', basis: 'express', occurredAt: '2024-01-01T00:00:00Z' }]);
    expect(said('u2')).toMatchObject([{ channel: 'email', status: 'withdrawn', occurredAt: '2026-01-01T00:00:00Z' }]);
    expect(said('u3')).toMatchObject([
      { channel: 'push', status: 'withdrawn' },
      { channel: 'email', status: 'granted', basis: 'implied' },
      { channel: 'sms', status: 'granted', basis: 'express' },
      { type: 'address.suppressed', address: 'c@example.com' },
    ]);
    expect(said('u4')).toEqual([]);
    expect(result).toEqual([{ line: 5, refused: [expect.stringContaining('--channels 999=email')] }]);
  });
});

describe('salesforce-mc', () => {
  it('reads statuses, on a clock that is six hours behind the whole year', async () => {
    const { told, result } = await imported(
      'subscribers.csv',
      [
        'Subscriber Key,Email Address,Status,Date Joined,Date Unsubscribed,DateUndeliverable',
        'k1,a@example.com,Active,7/1/2024 1:05:00 PM,,',
        'k2,b@example.com,Unsubscribed,7/1/2024 1:05:00 PM,8/1/2024 12:00:00 AM,',
        'k3,c@example.com,Held,7/1/2024 1:05:00 PM,,9/1/2024 12:00:00 PM',
        'd@example.com,d@example.com,Active,7/1/2024 1:05:00 PM,,',
      ],
      '--from=salesforce-mc',
      '--basis=soft_opt_in',
    );
    const said = told.filter(({ type }) => type !== 'profile.updated');
    expect(said).toMatchObject([
      { userId: 'k1', status: 'granted', basis: 'soft_opt_in', occurredAt: '2024-07-01T19:05:00Z' },
      { userId: 'k2', status: 'withdrawn', occurredAt: '2024-08-01T06:00:00Z' },
      { userId: 'k3', type: 'address.suppressed', occurredAt: '2024-09-01T18:00:00Z' },
    ]);
    expect(result).toEqual([{ line: 5, refused: [expect.stringContaining('an id is no address')] }]);
  });
});

describe('csv', () => {
  it('is told which column is which', async () => {
    const { told, result, events } = await imported(
      'people.csv',
      [
        '\uFEFFID;Mail;Mobile;Plan;News;Since;Confirmed;Texts;Texts since',
        '1;a@example.com;+49 151 12345678;pro;yes;2024-01-01;2024-01-02;no;2024-02-01',
        '2;b@example.com;0151 1234;free;yes;2024-01-01;;;',
        '3;c@example.com;;free;perhaps;2024-01-01;;;',
        '4;no address;;free;no;2024-01-01;;;',
        '5;"e@example.com;;free;no;2024-01-01;;;',
        '6;f@example.com',
      ],
      '--from=csv',
      '--delimiter=;',
      '--basis=express',
      '--map=userId=ID,email=Mail,phone=Mobile,traits.plan=Plan,status=News,grantedAt=Since,confirmedAt=Confirmed,sms.status=Texts,sms.withdrawnAt=Texts since',
    );
    const of = (user: string) => told.filter(({ userId }) => userId === user);
    expect(of('1')).toMatchObject([
      { phone: '+4915112345678', traits: { plan: 'pro' } },
      { channel: 'email', basis: 'double_opt_in', occurredAt: '2024-01-02T00:00:00Z' },
      { channel: 'sms', status: 'withdrawn', occurredAt: '2024-02-01T00:00:00Z' },
    ]);
    expect(of('2')).toMatchObject([{ email: 'b@example.com' }, { basis: 'express' }]);
    expect(of('4')).toMatchObject([{ traits: { plan: 'free' } }, { channel: 'email', status: 'withdrawn' }]);
    expect(result.map(({ line, refused = [], leftOut = [] }) => [line, refused.length, leftOut.length])).toEqual([
      [3, 0, 1],
      [4, 1, 0],
      [5, 0, 1],
      [6, 1, 0],
      [7, 1, 0],
    ]);
    expect(new Set(events.map(({ detail }) => detail.eventId)).size).toBe(events.length);
  });
});
