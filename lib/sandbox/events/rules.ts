import type { Inventory } from '../assembly/inventory.ts';
import type { Resource } from '../assembly/resource.ts';
import { AssemblyError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import { lastPart } from '../region.ts';
import type { InputRule } from './transform.ts';

/** Where a matched event goes. */
export interface RuleTarget extends InputRule {
  readonly id: string;
  readonly arn: string;
  readonly deadLetter: string | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  /** Name of the bus it listens to. */
  readonly bus: string;
  readonly pattern: Fields;
  readonly targets: readonly RuleTarget[];
}

/** Kinds of target that the sandbox delivers to. */
const deliverable = /^arn:aws:(lambda|sqs|states|events):/;

/** Reads all enabled rules. @throws AssemblyError for a schedule or a target that the sandbox does not run */
export function readRules(inventory: Inventory): Rule[] {
  return inventory
    .all('AWS::Events::Rule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map(ruleOf);
}

function ruleOf({ name, logicalId, properties }: Resource): Rule {
  if (properties.ScheduleExpression !== undefined) {
    throw new AssemblyError(
      `${logicalId} with ${String(properties.ScheduleExpression)}`,
      'the sandbox does not run scheduled rules yet',
      'leave the rule out, or teach lib/sandbox/events/rules.ts to set a timer',
    );
  }
  const bus = busName(properties.EventBusName);
  return {
    name,
    arn: `arn:aws:events:us-east-1:000000000000:rule/${bus === 'default' ? '' : `${bus}/`}${name}`,
    bus,
    pattern: patternOf(properties.EventPattern),
    targets: listOf(properties.Targets).map((target) => targetOf(logicalId, fieldsOf(target))),
  };
}

/** The bus that a name or ARN points to; without one, the default bus. */
export function busName(nameOrArn: unknown): string {
  const text = textOf(nameOrArn) ?? 'default';
  // A partner's bus has slashes in its name.
  return text.startsWith('arn:') ? lastPart(text).split('/').slice(1).join('/') || 'default' : text;
}

function patternOf(pattern: unknown): Fields {
  const read: unknown = typeof pattern === 'string' ? JSON.parse(pattern) : pattern;
  return isFields(read) ? read : {};
}

function targetOf(rule: string, target: Fields): RuleTarget {
  const arn = textOf(target.Arn) ?? '';
  if (!deliverable.test(arn)) {
    throw new AssemblyError(
      `target ${arn} of rule ${rule}`,
      'the sandbox delivers to Lambda functions, SQS queues, state machines and buses',
      'use one of these',
    );
  }
  const { Input: input, InputPath: inputPath, InputTransformer: transformer } = target;
  const template = textOf(fieldsOf(transformer).InputTemplate);
  const paths = fieldsOf(fieldsOf(transformer).InputPathsMap);
  return {
    id: textOf(target.Id) ?? '',
    arn,
    deadLetter: textOf(fieldsOf(target.DeadLetterConfig).Arn),
    ...(typeof input === 'string' && { input }),
    ...(typeof inputPath === 'string' && { inputPath }),
    ...(template !== undefined && {
      transformer: {
        template,
        paths: Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, String(path)])),
      },
    }),
  };
}
