import { CfnPermission, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { DeadLetters } from './dead-letters.ts';
import { VerbFunction, type VerbFunctionProps } from './verb-function.ts';
import type { Verb } from './verbs.ts';

export interface EventVerbProps extends Omit<VerbFunctionProps, 'deadLetters'> {
  /** ARNs, with `*`, of the rules that may call it. */
  readonly calledBy: readonly string[];
}

/** A function that rules call, with the queue of what it could not do. */
export class EventVerb extends Construct {
  readonly verb: Verb;
  readonly lambda: Lambda;
  readonly deadLetters: DeadLetters;
  readonly rulePermissions: readonly CfnPermission[];

  constructor(scope: Construct, id: string, context: AppContext, { calledBy, ...props }: EventVerbProps) {
    super(scope, id);
    this.verb = props.verb;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', `${context.names.bus}-${props.verb}-dead-letters`);
    this.lambda = new VerbFunction(this, 'Verb', context, { ...props, deadLetters: this.deadLetters }).lambda;
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
