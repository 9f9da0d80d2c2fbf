import { AssemblyError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import { invocations } from './rewrite.ts';

const common = ['Type', 'Comment', 'QueryLanguage'];
const paths = ['InputPath', 'OutputPath'];
const flow = ['Next', 'End'];
const results = ['Parameters', 'ResultSelector', 'ResultPath'];

/** Fields that the sandbox runs, by type of state. Everything else is refused: ignored silently it would mislead. */
const known: Readonly<Record<string, readonly string[]>> = {
  Task: [...paths, ...flow, ...results, 'Resource', 'TimeoutSeconds', 'Retry', 'Catch'],
  Wait: [...flow, 'OutputPath', 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Pass: [...paths, ...flow, 'Result', 'Parameters', 'ResultPath'],
  Choice: [...paths, 'Choices', 'Default'],
  Succeed: paths,
  Fail: ['Error', 'Cause', 'ErrorPath', 'CausePath'],
  Parallel: [...paths, ...flow, ...results, 'Branches', 'Catch'],
  Map: [
    ...paths,
    ...flow,
    ...results,
    'ItemsPath',
    'ItemSelector',
    'ItemProcessor',
    'Iterator',
    'MaxConcurrency',
    'Catch',
  ],
};

/** Context object paths whose values are right here; the library's times are real ones. */
const contextPaths =
  /^\$\$\.(Execution\.(Id|Name|Input|RoleArn)|StateMachine\.(Id|Name)|Task\.Token|Map\.Item\.(Index|Value))\b/;

/**
 * Refuses what the sandbox would run differently from Step Functions.
 *
 * @throws AssemblyError naming machine, state and field
 */
export function lintDefinition(machine: string, definition: Fields): void {
  const refuse = (what: string, rule: string, remedy: string) => {
    throw new AssemblyError(`${what} of state machine ${machine}`, rule, remedy);
  };
  if (definition.QueryLanguage === 'JSONata') refuse('QueryLanguage', 'JSONata does not run here', 'use JSONPath');
  for (const [name, value] of statesOf(definition)) {
    const state = fieldsOf(value);
    const type = textOf(state.Type) ?? '';
    const allowed = known[type];
    if (!allowed)
      refuse(`type ${type} of state "${name}"`, `known types are ${Object.keys(known).join(', ')}`, 'use one');
    if (state.QueryLanguage === 'JSONata') refuse(`state "${name}"`, 'JSONata does not run here', 'use JSONPath');
    for (const field of Object.keys(state)) {
      if (common.includes(field) || allowed?.includes(field)) continue;
      refuse(`${field} of ${type} "${name}"`, 'the sandbox does not run this field', `use ${allowed?.join(', ')}`);
    }
    if (type === 'Task' && !isLambda(textOf(state.Resource) ?? '')) {
      refuse(
        `Resource ${state.Resource} of "${name}"`,
        'tasks invoke Lambda functions',
        'use arn:aws:states:::lambda:invoke',
      );
    }
    for (const text of strings(state)) {
      if (text.startsWith('$$') && !contextPaths.test(text)) {
        refuse(`${text} in "${name}"`, 'the sandbox does not have this of the context object', 'pass it in the input');
      }
    }
  }
}

function isLambda(resource: string): boolean {
  return invocations.includes(resource) || /^arn:aws:lambda:[^:]+:\d+:function:/.test(resource);
}

/** Every state with its name, those inside Parallel and Map included. */
export function statesOf(definition: Fields): [name: string, state: Fields][] {
  return Object.entries(fieldsOf(definition.States)).flatMap(([name, value]) => {
    const state = fieldsOf(value);
    const inner = [...listOf(state.Branches), state.ItemProcessor, state.Iterator].filter(isFields);
    return [[name, state] as [string, Fields], ...inner.flatMap(statesOf)];
  });
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
