import { iso } from '../../domain/instant.ts';
import type { VirtualClock } from '../clock.ts';
import { AwsError } from '../errors.ts';
import type { AsyncInvoker } from '../lambdas/asynchronously.ts';
import type { Queues } from '../queues/queues.ts';
import type { Random } from '../random.ts';
import type { StateMachines } from '../stepfunctions/state-machines.ts';
import type { Buses } from './buses.ts';
import type { EventEnvelope } from './envelope.ts';
import type { Rule } from './rules.ts';
import { targetInput } from './transform.ts';

export interface TargetSurroundings {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly invoker: AsyncInvoker;
  readonly queues: Queues;
  readonly machines: StateMachines;
  readonly buses: () => Buses;
}

/**
 * Delivers an event to a target of a rule. A target that does not take it sends the event to the target's own
 * dead-letter queue: here that can only be one that does not exist or refuses, so there is nothing to retry.
 */
export function deliverToTarget(surroundings: TargetSurroundings) {
  return (event: EventEnvelope, rule: Rule, targetIndex: number): void => {
    const target = rule.targets[targetIndex];
    if (!target) return;
    const ingestedAt = iso(surroundings.clock.now());
    const input = targetInput(event, target, { ruleName: rule.name, ruleArn: rule.arn, ingestedAt });
    try {
      handOver(target.arn, input, event, surroundings);
    } catch (error) {
      if (target.deadLetter === undefined) return;
      const failure = error instanceof AwsError ? error : new AwsError('SDK_CLIENT_ERROR', String(error));
      surroundings.queues.deliver(target.deadLetter, JSON.stringify(event), {
        RULE_ARN: rule.arn,
        TARGET_ARN: target.arn,
        ERROR_CODE: failure.code,
        ERROR_MESSAGE: failure.message,
      });
    }
  };
}

function handOver(arn: string, input: unknown, event: EventEnvelope, surroundings: TargetSurroundings): void {
  const service = arn.split(':')[2];
  if (service === 'lambda') {
    if (!surroundings.invoker.accept(arn, input)) throw new AwsError('NO_RESOURCE', `No function ${arn}`);
  } else if (service === 'sqs') {
    if (!surroundings.queues.deliver(arn, asText(input), {})) throw new AwsError('NO_RESOURCE', `No queue ${arn}`);
  } else if (service === 'states') {
    const name = `${event.id}_${surroundings.random.uuid()}`.slice(0, 80);
    surroundings.machines.start({ stateMachineArn: arn, name, input: asText(input) });
  } else {
    surroundings.buses().pass(event, arn);
  }
}

function asText(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}
