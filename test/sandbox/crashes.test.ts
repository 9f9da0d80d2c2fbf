import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Rig, startRig } from './rig.ts';

const TableName = 'chorus-data-PeopleTable0A1B2C3D';

describe('killing a function in mid-invocation', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  beforeEach(() => rig.sandbox.reset());
  afterAll(() => rig.close());

  const recordOf = async (user: string) => {
    const Key = { pk: { S: `USER#${user}` }, sk: { S: 'TOUCH#letter' } };
    return (await rig.tables.send(new GetItemCommand({ TableName, Key }))).Item;
  };

  // The touch of the fixture: GetItem, PutItem, SendEmail, PutItem.
  it.each([
    { crash: 'before', nth: 1, mails: 0, record: undefined },
    { crash: 'after', nth: 1, mails: 0, record: undefined },
    { crash: 'before', nth: 2, mails: 0, record: undefined },
    { crash: 'after', nth: 2, mails: 0, record: 'at' },
    { crash: 'before', nth: 3, mails: 0, record: 'at' },
    { crash: 'after', nth: 3, mails: 1, record: 'at' },
    { crash: 'before', nth: 4, mails: 1, record: 'at' },
    { crash: 'after', nth: 4, mails: 1, record: 'outcome' },
  ])('$crash call $nth: nothing after it happens, and the retry goes on', async ({ crash, nth, mails, record }) => {
    await rig.ask('functions/touch', { crash, nth });
    await rig.sing('ada');
    await rig.advance('PT1H');
    expect(await rig.outbox()).toHaveLength(mails);
    const item = await recordOf('ada');
    expect(item === undefined ? undefined : Object.keys(item).find((key) => !['pk', 'sk'].includes(key))).toBe(record);

    await rig.advance('PT2S');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 2 });
    expect(await rig.outbox()).toHaveLength(mails + 1);
    expect(await recordOf('ada')).toMatchObject({ outcome: { S: 'sent' } });
  });

  it('leaves the neighbours in the same runtime alone', async () => {
    await rig.ask('functions/chorus-touch', { crash: 'after', call: 'SESv2.SendEmail', times: 2 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => rig.sing(`user-${index}`)));
    await rig.advance('PT1H');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 20 });
    await rig.advance('PT2S');
    expect((await rig.meter()).lambdaInvocations).toEqual({ touch: 22 });
    expect(await rig.outbox()).toHaveLength(22);
  });

  it('names what it cannot do', async () => {
    expect(await rig.ask('functions/nobody', { crash: 'after' })).toMatchObject({ status: 404 });
    expect(await rig.ask('functions/touch', { crash: 'sometimes' })).toMatchObject({ status: 400 });
    expect(await rig.ask('functions/touch', { crash: 'after', nth: 0 })).toMatchObject({ status: 400 });
  });
});
