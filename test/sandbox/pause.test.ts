import { beforeEach, describe, expect, it } from 'vitest';
import { run as pause } from '../../lib/cli/pause.ts';
import { run as resume } from '../../lib/cli/resume.ts';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { saidBy } from '../cli/said.ts';
import { signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
const people = Array.from({ length: 40 }, (_, n) => `person-${n}`);
const [ada = '', bob = ''] = people.filter(
  (user) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 }) === 'treatment',
);

beforeEach(() => stack.client.control('reset', {}));

/** Runs a command against the sandbox. @returns its exit code and what it said */
const command = (run: (args: string[]) => Promise<number>, ...args: string[]) =>
  saidBy(run, [...args, '--endpoint', stack.client.url]);

const sent = async () => (await stack.client.outbox()).map(({ userId, step }) => `${userId} ${step}`);

describe('a pause', () => {
  it('of everything holds whoever comes, and nobody is lost when it ends', async () => {
    expect(await command(pause, 'all', '--reason', 'wrong link', '--by', 'grace')).toEqual([
      0,
      'all is paused since 2027-01-11T09:00:00Z by grace: wrong link\n',
    ]);
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P1D');
    expect(await sent()).toEqual([]);
    const { lambdaInvocations } = await stack.client.control<{ lambdaInvocations: { touch: number } }>('meter');
    expect(lambdaInvocations.touch).toBeLessThanOrEqual(24);
    expect(await command(resume, 'all')).toEqual([0, 'all speaks again; it was paused since 2027-01-11T09:00:00Z\n']);
    await stack.client.advance('P1D');
    expect(await sent()).toEqual([`${ada} hello`]);
  });

  it('of a channel or a journey holds that alone, from the next touch on', async () => {
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.settle();
    expect(await command(pause, 'email')).toMatchObject([0, expect.stringContaining('email is paused')]);
    await stack.client.advance('P1DT1H');
    expect(await sent()).toEqual([`${ada} hello`]);
    expect(await command(pause, 'welcome')).toMatchObject([0, expect.stringContaining('welcome is paused')]);
    expect(await command(resume, 'email')).toMatchObject([0, expect.stringContaining('email speaks again')]);
    await stack.client.introduce(bob);
    await stack.client.publish(signUp(bob));
    await stack.client.advance('P1D');
    expect(await sent()).toEqual([`${ada} hello`]);
    await command(resume, 'welcome');
    await stack.client.advance('P2D');
    expect(await sent()).toEqual(expect.arrayContaining([`${ada} first-steps`, `${bob} hello`]));
  });

  it('keeps its beginning, and names what it is about', async () => {
    await command(pause, 'push', '--reason', 'first', '--by', 'ada');
    await stack.client.advance('PT1H');
    expect(await command(pause, 'push', '--reason', 'second')).toEqual([
      0,
      'push is paused since 2027-01-11T09:00:00Z by ada: first\n',
    ]);
    expect(await command(pause, 'welcom')).toEqual([1, expect.stringMatching(/"welcom": neither .* push, .*welcome/)]);
    expect(await command(resume, 'welcome')).toEqual([1, expect.stringContaining('paused is push')]);
  });
});
