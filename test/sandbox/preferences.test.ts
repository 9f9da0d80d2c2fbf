import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { signUp } from './client.ts';
import { PreferencePage, statusOf, ticked } from './preference-page.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
beforeEach(() => stack.client.control('reset', {}));

/** Somebody who is welcomed: whether hangs on the name alone. */
const ada =
  Array.from({ length: 40 }, (_, n) => `person-${n}`).find(
    (user) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 }) === 'treatment',
  ) ?? '';

const introduced = async (profile: Readonly<Record<string, unknown>> = {}) => {
  await stack.client.introduce(ada, profile);
  return PreferencePage.of(stack.client, ada);
};
/** Signs up, waits eight days, and tells on which channels something came. */
const welcomed = async (days = 'P8D') => {
  await stack.client.publish(signUp(ada));
  await stack.client.advance(days);
  return (await stack.client.outbox()).map(({ channel }) => channel);
};
const writeUnits = async () =>
  (await stack.client.control<{ dynamodb: { writeUnits: number } }>('meter')).dynamodb.writeUnits;

describe('the preferences', () => {
  it('are shown as they are, and looking changes nothing', async () => {
    const page = await introduced();
    const before = await writeUnits();
    const html = await page.read();
    await fetch(`${page.url}?done=leave&email=off&do=leave`);
    expect(ticked(html)).toEqual(['email', 'push', 'inapp', 'topic.tips', 'topic.offers', 'as-it-comes']);
    expect(await writeUnits()).toBe(before);
    expect(ticked(await page.read())).toEqual(ticked(html));
  });

  it('may not be framed, kept or handed on, and know no script', async () => {
    const { headers } = await fetch((await introduced()).url);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*form-action 'self'.*frame-ancestors 'none'/,
    );
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
  });

  it('speak the language of the person, else of the browser', async () => {
    const page = await introduced();
    const german = await fetch(page.url, { headers: { 'accept-language': 'fr, de;q=0.9' } });
    expect(await german.text()).toContain('<html lang="de"');
    await stack.client.introduce(ada, { locale: 'de-AT' });
    expect(await page.read()).toContain('<html lang="de"');
  });

  it('answer a POST by a page that can be loaded again, without a cookie', async () => {
    const page = await introduced();
    const answer = await page.send('do=pause', 'manual');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '?done=pause']);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(statusOf(await (await fetch(`${page.url}?done=pause`)).text())).toBe('No news and offers for 30 days.');
    expect(statusOf(await (await fetch(`${page.url}?done=constructor`)).text())).toBeUndefined();
  });

  it('refuse whole what they do not know, and say it', async () => {
    const page = await introduced();
    const before = await writeUnits();
    const answer = await page.send('shown.email=on&shown.frequency=as-it-comes&frequency=<b>');
    expect(answer.status).toBe(400);
    expect(statusOf(await answer.text())).toContain('“frequency=&lt;b&gt;”');
    expect(await writeUnits()).toBe(before);
  });
});

describe('a choice', () => {
  it('without any, the welcome comes on three channels', async () => {
    await introduced();
    expect(await welcomed()).toEqual(['push', 'email', 'inapp']);
  });

  it.each([
    ['push', ['email', 'inapp']],
    ['email', ['push', 'inapp']],
    ['inapp', ['push', 'email']],
  ])('against %s: nothing more comes there, and the rest does', async (channel, rest) => {
    const page = await introduced();
    const html = await page.save({ [channel]: false });
    expect(statusOf(html)).toBe('Saved. It holds from now on.');
    expect(ticked(html)).not.toContain(channel);
    expect(await welcomed()).toEqual(rest);
  });

  it('back on: it comes again, on an express yes that is kept in the words that were read', async () => {
    const page = await introduced();
    for (const email of [false, true]) {
      await stack.client.advance('PT1M');
      expect(ticked(await page.save({ email })).includes('email')).toBe(email);
    }
    expect(await welcomed()).toEqual(['push', 'email', 'inapp']);
    const evidence = await said(ada, 'email');
    expect(evidence).toEqual([
      ['granted', 'double_opt_in', 'sign-up form', undefined],
      ['withdrawn', undefined, 'preference centre', 'Heron Notes may send me news and offers by email.'],
      ['granted', 'express', 'preference centre', 'Heron Notes may send me news and offers by email.'],
    ]);
  });

  it('back on where that is not enough: the page says so, and nothing comes', async () => {
    const page = await introduced({ country: 'DE', timezone: 'Europe/Berlin' });
    expect(await page.read()).not.toContain('Not confirmed yet');
    await page.save({ email: false });
    expect(await page.save({ email: true })).toContain('Not confirmed yet');
    expect(await welcomed()).toEqual(['push', 'inapp']);
  });

  it('against a topic: nothing comes about it, on no channel', async () => {
    const page = await introduced();
    await page.save({ 'topic.tips': false });
    expect(await welcomed()).toEqual([]);
  });

  it('of once a week: one message in seven days, over all channels', async () => {
    const page = await introduced();
    expect(ticked(await page.save({ frequency: 'weekly' }))).toContain('weekly');
    expect(await welcomed('P7D')).toEqual(['push']);
  });

  it('of a pause: nothing for 30 days, then again', async () => {
    const page = await introduced();
    expect(await page.press('pause')).toContain('Paused until February 10, 2027.');
    await stack.client.advance('P28D');
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P1DT23H');
    expect(await stack.client.outbox()).toEqual([]);
    await stack.client.advance('P3D');
    expect((await stack.client.outbox()).map(({ channel }) => channel)).toContain('inapp');
    expect(await page.read()).not.toContain('Paused until');
  });

  it('to resume: it comes at once', async () => {
    const page = await introduced();
    await page.press('pause');
    expect(await page.press('resume')).not.toContain('Paused until');
    expect(await welcomed()).toEqual(['push', 'email', 'inapp']);
  });

  it('against everything: nothing comes, in the midst of a journey too, and the button stays', async () => {
    const page = await introduced();
    await stack.client.publish(signUp(ada));
    await stack.client.advance('PT2H');
    const html = await page.press('leave');
    expect(ticked(html)).toEqual(['topic.tips', 'topic.offers', 'as-it-comes']);
    expect(html).toContain('value="leave"');
    await stack.client.advance('P8D');
    expect((await stack.client.outbox()).map(({ channel }) => channel)).toEqual(['push']);
    expect(await said(ada, 'sms')).toEqual([
      ['withdrawn', undefined, 'preference centre', 'Unsubscribe from everything'],
    ]);
  });

  it('of a closed channel: the page says why, and does not switch it on', async () => {
    const page = await introduced();
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P2D');
    const [email] = await stack.client.outbox('?channel=email');
    const bounce = {
      eventType: 'Bounce',
      mail: { messageId: 'm', tags: { touch: [email?.touchId] } },
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: email?.to }], timestamp: email?.at },
    };
    await stack.client.publish({ bus: 'default', source: 'aws.ses', type: 'Email Bounced', detail: bounce });
    await stack.client.settle();
    const html = await page.read();
    expect(html).toContain('Closed: what we sent did not arrive.');
    expect(html).not.toContain('id="email"');
    const answer = await page.send('email=on');
    expect([answer.status, statusOf(await answer.text())]).toEqual([
      400,
      'Nothing was changed: Email cannot be switched on here.',
    ]);
  });
});

describe('a link', () => {
  it('in every email leads to them, beside the one that unsubscribes', async () => {
    await introduced();
    await welcomed();
    const [email] = await stack.client.outbox('?channel=email');
    const link = /href="([^"]+\/preferences\/[^"]+)"/.exec(email?.content.html ?? '')?.[1] ?? '';
    expect(email?.content.text).toContain(`Choose what you get: ${link}`);
    expect(ticked(await (await fetch(link)).text())).toContain('email');
    expect(email?.content.headers?.['List-Unsubscribe']).toContain('/unsubscribe/');
  });

  it('that unsubscribes leads on to them', async () => {
    await introduced();
    await welcomed();
    const [email] = await stack.client.outbox('?channel=email');
    const link = (email?.content.headers?.['List-Unsubscribe'] ?? '').slice(1, -1);
    const done = await (await fetch(link, { method: 'POST', body: 'List-Unsubscribe=One-Click' })).text();
    const onward = /href="(\.\.\/preferences\/[^"]+)"/.exec(done)?.[1] ?? '';
    expect(ticked(await (await fetch(new URL(onward, link))).text())).not.toContain('email');
  });

  it('that is no such link looks like that of somebody unknown: forged, for another use, or of nobody', async () => {
    const page = await introduced();
    const { inbox } = await stack.client.control<{ inbox: string }>(`token?userId=${ada}`);
    const stranger = await PreferencePage.of(stack.client, 'nobody');
    const forged = page.url.slice(0, -2);
    const otherUse = `${stack.client.url}/_api/preferences/${inbox}`;
    for (const method of ['GET', 'POST']) {
      const answers = await Promise.all(
        [forged, otherUse, stranger.url].map(async (url) => {
          const answer = await fetch(url, { method, ...(method === 'POST' && { body: 'do=leave' }) });
          const { date: _, ...headers } = Object.fromEntries(answer.headers);
          return { status: answer.status, headers, body: await answer.text() };
        }),
      );
      expect(answers[0]?.status).toBe(404);
      expect(answers[0]?.body).toContain('This link leads nowhere');
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    }
    expect(await said('nobody', 'email')).toEqual([]);
  });
});

/** What is kept of what somebody said of a channel, in order. */
async function said(user: string, channel: string) {
  const database = new DynamoDBClient({
    endpoint: stack.client.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Items = [] } = await database.send(
    new QueryCommand({
      TableName: 'polyphony-people',
      KeyConditionExpression: 'pk = :user AND begins_with(sk, :consent)',
      ExpressionAttributeValues: { ':user': { S: `USER#${user}` }, ':consent': { S: 'CONSENT#' } },
    }),
  );
  return Items.filter((item) => item.channel?.S === channel).map(({ status, basis, source, wording }) => [
    status?.S,
    basis?.S,
    source?.S,
    wording?.S,
  ]);
}
