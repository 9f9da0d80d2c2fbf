import { describe, expect, it } from 'vitest';
import { approvalInput } from '../../../lib/domain/approval.ts';
import { fromIso, iso } from '../../../lib/domain/instant.ts';
import { executionName, launchInput } from '../../../lib/domain/launch.ts';
import { apiUrl, machinePrefix, names, secrets } from '../../../lib/simulation/environment.ts';
import type { Fact } from '../../../lib/simulation/facts.ts';
import { factsOf } from '../../../lib/simulation/scenario/facts.ts';
import { peopleOf } from '../../../lib/simulation/scenario/scenario.ts';
import { start, World } from '../../../lib/simulation/world.ts';
import { isLaunched, launchOf } from '../../../statemachines/compile/launch-plan.ts';
import { deployedVersion } from '../../../statemachines/deployed.ts';
import { journeys } from '../../../statemachines/journeys/index.ts';

const minute = 60_000;
const user = 'ada-2';
const told = (at: number, type: string, detail: object): Fact => {
  const id = `${type} ${at} ${JSON.stringify(detail)}`;
  return {
    at: start + at,
    does: 'tell',
    type,
    id,
    detail: { userId: user, eventId: id, occurredAt: iso(start + at), ...detail },
  };
};
const profile = {
  email: 'ada@simulation.example',
  phone: '+4915112345678',
  timezone: 'Europe/Berlin',
  country: 'DE',
  locale: 'en',
};
const granted = (channel: string) =>
  told(1_000, 'consent.changed', { channel, status: 'granted', basis: 'double_opt_in' });

async function known(): Promise<World> {
  const world = await World.create({ seed: 1 });
  world.tell(told(0, 'profile.updated', { ...profile, push: [{ platform: 'fcm', token: 'token' }] }));
  for (const channel of ['email', 'push', 'sms']) world.tell(granted(channel));
  await world.runTo(start + minute);
  return world;
}

const statusesOf = ({ answered }: World) =>
  answered.map(({ outcome }) => (outcome.ok ? (outcome.result as { statusCode?: number }).statusCode : outcome.error));

describe('the HTTP API', () => {
  it('takes events, opt-outs and texts as it is deployed', async () => {
    const world = await known();
    const key = secrets.get(names.eventsSecret) ?? '';
    const body = JSON.stringify({ type: 'user.signed_up', userId: user, eventId: 'sign-up' });
    const ask = { does: 'request', function: 'publish', method: 'POST', path: '/events', body } as const;
    world.tell({ ...ask, at: world.now, headers: { authorization: `Bearer ${key}` }, id: 'signs up' });
    world.tell({ ...ask, at: world.now, headers: { authorization: 'Bearer wrong' }, id: 'forges' });
    await world.runTo(world.now + minute);
    expect(statusesOf(world).toSorted()).toEqual([202, 401]);
    expect(world.accepted(user).map(({ step }) => step)).toEqual(['hello']);
    const { phone } = profile;
    world.tell({ at: world.now, does: 'text', from: phone, text: 'STOP', id: 'stop' });
    world.tell({ at: world.now + minute, does: 'prefer', user, choice: 'leave', id: 'leave' });
    await world.runTo(start + 8 * 1440 * minute);
    expect(statusesOf(world).slice(2)).toEqual([200, 303]);
    expect(world.acceptances.all.filter(({ touchId }) => touchId === null)).toMatchObject([{ to: phone }]);
    expect(world.accepted(user)).toHaveLength(1);
  });
});

describe('a launch', () => {
  it('waits for its approvers and then goes to its audience', async () => {
    const journey = journeys.find(isLaunched);
    const approvers = Object.entries(journey?.approvers ?? {});
    if (!journey || approvers.length === 0) throw new Error('no launched journey with approvers is deployed');
    const world = await World.create({ seed: 1 });
    const people = [1, 2, 3].flatMap((seed) => peopleOf(seed));
    for (const [index, person] of people.entries()) {
      // Those who do nothing but come and agree.
      const facts = factsOf(index, person).filter(({ does, at }) => does === 'tell' && at < start + 2 * 1440 * minute);
      for (const fact of facts) if (fact.does === 'tell' && /profile|consent/.test(fact.type)) world.tell(fact);
    }
    await world.runTo(start + 2 * 1440 * minute);
    const version = deployedVersion(journey.name)?.version ?? '';
    for (const [approver] of approvers) {
      const input = JSON.stringify(approvalInput({ journey: journey.name, version, approver }, true));
      world.executions.start(`${machinePrefix}approval`, `ask-${approver}`, input);
    }
    const { journey: name, ...launch } = launchOf(journey, iso(world.now));
    const begin = { journey: name, ...launch };
    await world.runTo(world.now + 10 * minute);
    const mails = world.acceptances.all.filter(({ to }) => approvers.some(([, address]) => address === to));
    expect(mails).toHaveLength(approvers.length);
    for (const { content, to } of mails) {
      const token = new RegExp(`${apiUrl}/approve/(\\S+)`).exec(content.text ?? '')?.[1] ?? '';
      const parameters = { token };
      const path = `/approve/${token}`;
      world.tell({
        at: world.now,
        does: 'request',
        function: 'approve',
        method: 'POST',
        path,
        parameters,
        body: 'decision=approved',
        id: to,
      });
    }
    await world.runTo(world.now + 10 * minute);
    expect(statusesOf(world)).toEqual(mails.map(() => 200));
    world.executions.start(
      `arn:aws:states:us-east-1:000000000000:stateMachine:${names.launchMachine}`,
      executionName(begin),
      JSON.stringify(launchInput(begin)),
    );
    await world.runTo(Math.max(world.now, fromIso(begin.at)) + 5 * 1440 * minute);
    expect(
      world.allExecutions.filter(({ machine }) => !machine.endsWith(`-${name}`)).map(({ status }) => status),
    ).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    const reached = new Set(
      world.acceptances.all.flatMap(({ step, user: who }) => (step === 'announcement' ? [who] : [])),
    );
    expect(reached.size).toBeGreaterThan(2);
  });
});
