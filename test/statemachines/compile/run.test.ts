import { StateMachine } from 'aws-local-stepfunctions';
import { expect, test } from 'vitest';
import type { TouchRequest } from '../../../lib/domain/journey-rules.ts';
import winBack, { everyChannel } from '../win-back.ts';
import { compile } from './small.ts';

const run = { id: 'run-1', user: 'u-1', journey: 'win-back', group: 'treatment', at: '2027-01-11T09:00:00Z' };
const wakeAt = '2027-01-11T09:00:00Z';

/** Walks the state machine with a touch that says what comes next, and tells whom it was asked for. */
async function walk(first: string, next: (request: TouchRequest) => string): Promise<TouchRequest[]> {
  const { definition } = compile(winBack, everyChannel);
  const asked: TouchRequest[] = [];
  const touch = async (input: unknown) => {
    const { Payload } = input as { Payload: TouchRequest };
    asked.push(Payload);
    return { Payload: { wakeAt, branch: next(Payload) } };
  };
  const names = Object.keys(definition.States);
  const execution = new StateMachine(JSON.parse(JSON.stringify(definition))).run(
    { run, touch: { wakeAt, branch: first } },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(names.map((name) => [name, touch])),
        waitTimeOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
    },
  );
  await execution.result;
  return asked;
}

const nextOf = ({ then }: TouchRequest): string => (then && 'step' in then ? then.step : 'end');

test('a run goes down its branch, up its ladder and on to what the branches share', async () => {
  const asked = await walk('price-email', nextOf);

  expect(asked.map(({ step }) => step)).toEqual(['price-email', 'price-push', 'price-sms', 'check-in']);
  expect(asked[2]).toEqual({
    run,
    step: 'price-sms',
    channel: 'sms',
    unless: 'engaged',
    ladder: ['price-email', 'price-push'],
    then: { step: 'check-in', channel: 'whatsapp', at: '10:00', day: 15 },
  });
});

test('another branch is another way', async () => {
  const asked = await walk('unused-email', nextOf);

  expect(asked.map(({ step }) => step)).toEqual(['unused-email', 'check-in']);
});

test('a value that no branch has ends the run', async () => {
  expect(await walk('end', nextOf)).toEqual([]);
});

test('a run that is over leaves at once; one that is held asks again', async () => {
  let held = 0;
  const asked = await walk('features-email', (request) => {
    if (request.step === 'features-email' && held++ === 0) {
      throw Object.assign(new Error(JSON.stringify({ errorType: 'Hold', errorMessage: wakeAt, trace: [] })), {
        name: 'Hold',
      });
    }
    if (request.step === 'features-push') throw Object.assign(new Error('{}'), { name: 'Over' });
    return nextOf(request);
  });

  expect(asked.map(({ step }) => step)).toEqual(['features-email', 'features-email', 'features-push']);
});
