import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Rig, startRig } from './rig.ts';

const TableName = 'chorus-data-PeopleTable0A1B2C3D';

describe('events', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  beforeEach(() => rig.sandbox.reset());
  afterAll(() => rig.close());

  it('carries an event through pattern and transformer to the function, at virtual time', async () => {
    const { Entries } = await rig.publish('song.asked', { user: 'ada' });
    await rig.advance('PT0S');

    const id = Entries?.[0]?.EventId ?? '';
    const Key = { pk: { S: 'USER#ada' }, sk: { S: `INBOX#${id}` } };
    const { Item } = await rig.tables.send(new GetItemCommand({ TableName, Key }));
    expect(Item?.title?.S).toBe('the song.asked');
    const [line] = await rig.logs();
    expect(JSON.parse(line?.line ?? '')).toMatchObject({ song: 'the song.asked', at: '2027-01-11T09:00:00.000Z' });
  });

  it('does not deliver what no pattern matches', async () => {
    await rig.publish('song.asked', { user: 'ada' }, { Source: 'chorus' });
    await rig.publish('song.forgotten', { user: 'ada' });
    await rig.advance('PT0S');

    expect((await rig.meter()).lambdaInvocations).toEqual({});
  });

  it('retries a failing function after one and two virtual minutes, then dead-letters the event', async () => {
    await rig.publish('song.asked', { user: 'ada', fail: true });
    await rig.advance('PT0S');
    expect((await rig.meter()).lambdaInvocations).toEqual({ react: 1 });
    await rig.advance('PT1M');
    expect((await rig.meter()).lambdaInvocations).toEqual({ react: 2 });
    expect(await rig.messages('chorus-lost')).toEqual([]);
    await rig.advance('PT2M');

    expect((await rig.meter()).lambdaInvocations).toEqual({ react: 3 });
    const [message] = await rig.messages('chorus-lost');
    expect(message?.body).toMatchObject({ song: 'the song.asked', event: { detail: { user: 'ada' } } });
    expect(message?.attributes?.ErrorMessage?.StringValue).toBe('no voice');
    const requestIds = new Set((await rig.logs()).map(({ line }) => JSON.parse(line).requestId));
    expect(requestIds.size).toBe(1);
  });

  it('ends a function at its timeout', async () => {
    await rig.publish('song.stuck', {});
    await rig.advance('PT0S');
    const [message] = await rig.messages('chorus-lost');
    expect(message?.attributes?.ErrorMessage?.StringValue).toContain('Task timed out after 1.00 seconds');
  });

  it('delivers the part that InputPath names to a queue, and starts a state machine directly', async () => {
    await rig.publish('anything', { copy: true, n: 1 });
    await rig.publish('song.direct', { run: { id: 'x', user: 'x' }, touch: { wakeAt: '2027-01-11T09:00:00Z' } });
    await rig.advance('PT0S');

    expect((await rig.messages('chorus-app-Copies')).map(({ body }) => body)).toEqual([{ copy: true, n: 1 }]);
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 1 });
  });

  it('answers each bad entry with its own error and accepts the others', async () => {
    const good = { Source: 's', DetailType: 't', Detail: '{}' };
    const { FailedEntryCount, Entries } = await rig.events.send(
      new PutEventsCommand({
        Entries: [
          good,
          { ...good, Detail: 'not json' },
          { ...good, Detail: '[1]' },
          { ...good, Source: '' },
          { Source: 's', DetailType: 't' },
          { ...good, EventBusName: 'nowhere' },
          { ...good, EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/chorus', Source: 'aws.ses' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(5);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      undefined,
    ]);
    expect(Entries?.[5]?.ErrorMessage).toContain('nowhere');
    expect((await rig.meter()).putEvents).toBe(2);
  });

  it('refuses too many entries and too large ones as a whole', async () => {
    const entry = { Source: 's', DetailType: 't', Detail: '{}' };
    const many = rig.events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) }));
    await expect(many).rejects.toMatchObject({ name: 'ValidationException' });
    const Detail = JSON.stringify({ text: 'x'.repeat(256 * 1024) });
    const large = rig.events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail }] }));
    await expect(large).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('keeps the time that a publisher gives', async () => {
    const seen: string[] = [];
    const listener = (event: { time: string }) => void seen.push(event.time);
    rig.sandbox.on('event', listener);
    await rig.publish('x', {}, { Time: new Date('2027-01-10T08:30:00Z') });
    await rig.publish('x', {});
    rig.sandbox.off('event', listener);
    expect(seen).toEqual(['2027-01-10T08:30:00Z', '2027-01-11T09:00:00Z']);
  });
});
