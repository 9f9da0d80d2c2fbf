import { Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import type { EventVerb } from './event-verb.ts';
import { routedOf } from './routing/routed.ts';
import { maxPatternLength, type RoutingRule, rulesFor } from './routing/rules.ts';
import { SettingsError } from './settings.ts';

/** Makes every rule that calls this function, as lib/infra/routing/rules.ts describes them. */
export function eventRules(scope: Construct, context: AppContext, target: EventVerb): void {
  for (const rule of rulesFor(routedOf(context), target.verb)) {
    // Rules name our bus by reference, so that it is there before them.
    const busName = rule.bus === context.names.bus ? context.bus.eventBusName : rule.bus;
    new EventRule(scope, rule.id, { ...rule, busName, target });
  }
}

type EventRuleProps = Omit<RoutingRule, 'bus' | 'function' | 'id'> & {
  readonly busName: string;
  readonly target: EventVerb;
};

/** A rule with one target. What cannot be delivered within a day goes to the target's dead letters. */
class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { target, pattern = {}, schedule, name, enabled = true, input } = props;
    const length = JSON.stringify(pattern).length;
    if (!Token.isUnresolved(JSON.stringify(pattern)) && length > maxPatternLength) {
      throw new SettingsError(
        `rule "${name}": its pattern has ${length} characters, EventBridge takes ${maxPatternLength}; filter on ` +
          'fewer or shorter values',
      );
    }
    const rule = new CfnRule(this, 'Rule', {
      name,
      description: props.description,
      eventBusName: props.busName,
      ...(schedule === undefined ? { eventPattern: pattern } : { scheduleExpression: schedule }),
      state: enabled ? 'ENABLED' : 'DISABLED',
      targets: [
        {
          id: target.verb,
          arn: target.lambda.functionArn,
          deadLetterConfig: { arn: target.deadLetters.queue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
          ...(input && { inputTransformer: { inputPathsMap: input.paths, inputTemplate: input.template } }),
        },
      ],
    });
    // An event that came between the rule and its permission would go to the dead letters.
    for (const permission of target.rulePermissions) rule.addResourceDependency(permission);
  }
}
