import { Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { EventVerb } from './event-verb.ts';
import { SettingsError } from './settings.ts';

/** EventBridge's limit on a pattern. */
export const maxPatternLength = 2048;

/** What we announce ourselves: for services outside alone, never for a journey. */
export const ours = ['polyphony'] as const;

/** On our own bus: whatever we publish ourselves reaches nobody through a rule, so nothing can feed itself. */
export const notOurs = [{ 'anything-but': 'polyphony' }] as const;

export interface EventRuleProps {
  readonly description: string;
  readonly busName: string;
  readonly ruleName: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly target: EventVerb;
  /** What the target gets in place of the whole envelope. */
  readonly input?: CfnRule.InputTransformerProperty;
}

/** A rule with one target. What cannot be delivered within a day goes to the target's dead letters. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { target, pattern, ruleName } = props;
    const length = JSON.stringify(pattern).length;
    if (!Token.isUnresolved(JSON.stringify(pattern)) && length > maxPatternLength) {
      throw new SettingsError(
        `rule "${ruleName}": its pattern has ${length} characters, EventBridge takes ${maxPatternLength}; filter on ` +
          'fewer or shorter values',
      );
    }
    const rule = new CfnRule(this, 'Rule', {
      name: ruleName,
      description: props.description,
      eventBusName: props.busName,
      eventPattern: pattern,
      state: 'ENABLED',
      targets: [
        {
          id: target.verb,
          arn: target.lambda.functionArn,
          deadLetterConfig: { arn: target.deadLetters.queue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
          ...(props.input && { inputTransformer: props.input }),
        },
      ],
    });
    // An event that came between the rule and its permission would go to the dead letters.
    for (const permission of target.rulePermissions) rule.addResourceDependency(permission);
  }
}
