import { CfnPermission, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { DeadLetters } from './dead-letters.ts';
import { deadLettersName } from './names.ts';
import { accept } from './review.ts';
import { VerbFunction, type VerbFunctionProps } from './verb-function.ts';
import type { EventVerbName } from './verbs.ts';

export interface EventVerbProps extends Omit<VerbFunctionProps, 'deadLetters' | 'verb'> {
  readonly verb: EventVerbName;
  /** ARNs, with `*`, of the rules that may call it. */
  readonly calledBy: readonly string[];
}

/** A function that rules call, with the queue of what it could not do. */
export class EventVerb extends Construct {
  readonly verb: EventVerbName;
  readonly lambda: Lambda;
  readonly deadLetters: DeadLetters;
  readonly rulePermissions: readonly CfnPermission[];

  constructor(scope: Construct, id: string, context: AppContext, { calledBy, ...props }: EventVerbProps) {
    super(scope, id);
    this.verb = props.verb;
    const { names, key } = context;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { queueName: deadLettersName(names, props.verb), key });
    this.lambda = new VerbFunction(this, 'Verb', context, { ...props, deadLetters: this.deadLetters }).lambda;
    accept(this, {
      rule: 'Serverless-LambdaAsyncFailureDestination',
      on: '2026-11-23',
      because: 'the dead-letter queue keeps the event as it came, so that it can be sent again; a destination wraps it',
    });
    for (const rules of calledBy) this.deadLetters.acceptFrom(rules);
    // One permission for all rules of a bus: with one for each journey the function's policy would outgrow its 20 KB.
    this.rulePermissions = calledBy.map(
      (rules, index) =>
        new CfnPermission(this, `Rules${index}`, {
          action: 'lambda:InvokeFunction',
          principal: 'events.amazonaws.com',
          functionName: this.lambda.functionArn,
          sourceArn: rules,
        }),
    );
  }
}
