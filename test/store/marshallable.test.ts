import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyProfile } from '../../lib/domain/profile.ts';
import { people } from '../../lib/store/people.ts';
import { type Rig, startRig } from '../sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

it('stores traits whose names mean something to JavaScript, at every depth, and reads them as they were', async () => {
  const table = { client: DynamoDBDocumentClient.from(rig.tables), name: 'chorus-data-PeopleTable0A1B2C3D' };
  const traits = JSON.parse(
    '{"constructor":"Ferrari","toString":1,"hasOwnProperty":true,"valueOf":null,"prototype":{"constructor":{"name":"Set"}},' +
      '"list":[{"constructor":["x"],"__defineGetter__":"y"}],"length":3,"then":"z","M":{"S":"x"}}',
  );
  const store = people(table, null);
  expect(await store.writeProfile('ada', { ...emptyProfile, traits }, 0)).toBe(true);
  expect((await store.read('ada')).profile?.traits).toEqual(traits);
});
