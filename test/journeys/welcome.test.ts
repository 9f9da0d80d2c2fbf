import { expect, it } from 'vitest';
import { personIn, testWorld } from '../../lib/testing/index.ts';

const ada = personIn('treatment', 'welcome', 'ada');
const bob = personIn('control', 'welcome', 'bob');

it('says hello at once, shows first steps on the next day and a tip on the third morning', async () => {
  const world = await testWorld({ people: { [ada]: { timezone: 'Europe/Berlin' } } });
  await world.tell('user.signed_up', { userId: ada });
  expect(world.outbox(ada)).toMatchObject([{ step: 'hello', channel: 'push', to: `token-${ada}` }]);
  await world.at('P1DT1H');
  expect(world.outbox(ada)).toMatchObject([{ step: 'hello' }, { step: 'first-steps', channel: 'email' }]);
  await world.at('P7D');
  const [, , tips] = world.outbox(ada);
  expect(tips).toMatchObject({ step: 'tips', channel: 'inapp' });
  // Ten in the morning in Berlin, within the program's spread.
  expect(tips?.at).toMatch(/^2027-01-14T09:0/);
  expect(world.journeys(ada)).toEqual([]);
});

it('stops once somebody has settled in', async () => {
  const world = await testWorld({ people: { [ada]: {} } });
  await world.tell('user.signed_up', { userId: ada });
  await world.at('PT12H');
  await world.tell('onboarding.completed', { userId: ada });
  expect(world.journeys(ada)).toEqual([]);
  await world.at('P7D');
  expect(world.outbox(ada).map(({ step }) => step)).toEqual(['hello']);
});

it('waits for the morning where somebody lives', async () => {
  const world = await testWorld({ people: { [ada]: { timezone: 'Asia/Tokyo', country: 'JP' } } });
  // Nine in the evening in Tokyo.
  await world.at('PT4H');
  await world.tell('user.signed_up', { userId: ada });
  expect(world.outbox(ada)).toEqual([]);
  await world.at('PT15H');
  expect(world.outbox(ada)).toMatchObject([{ step: 'hello' }]);
  expect(world.outbox(ada)[0]?.at).toMatch(/^2027-01-11T23:0/);
});

it('says nothing to its control group, by email to those who did not agree, and why', async () => {
  const cleo = personIn('treatment', 'welcome', 'cleo');
  const world = await testWorld({ people: { [bob]: {}, [cleo]: { consents: ['push'] } } });
  await world.tell('user.signed_up', { userId: bob });
  await world.tell('user.signed_up', { userId: cleo });
  await world.at('P7D');
  expect(world.outbox(bob)).toEqual([]);
  expect(world.steps(bob).map(({ outcome }) => outcome)).toEqual(['ghost', 'ghost', 'ghost']);
  expect(world.outbox(cleo).map(({ channel }) => channel)).toEqual(['push', 'inapp']);
  expect(world.steps(cleo)[1]).toMatchObject({ step: 'first-steps', outcome: 'skipped', reason: 'no-consent' });
});
