import { expect, it } from 'vitest';
import { namesOf } from '../../lib/infra/names.ts';
import { type Routed, rulesOf } from '../../lib/infra/routing/rules.ts';
import type { StageInput } from '../../lib/infra/settings.ts';
import { environmentOf } from '../../lib/simulation/environment.ts';
import shipped from '../../polyphony.config.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { resources, synthesized } from './stand-in.ts';

const account = 'us-east-1:000000000000';
const compiled = journeys.map((journey) => compileJourney(journey, program));
const names = namesOf('default');
const executions = `arn:aws:states:${account}:execution`;

const routed: Routed = {
  names,
  journeys: compiled,
  providers: program.providers,
  orders: program.orders,
  machinePrefix: `arn:aws:states:${account}:stateMachine:polyphony-`,
  otherExecutions: [`${executions}:polyphony-prod-`, `${executions}:polyphony-approval:`],
  configurationSet: 'polyphony',
  forwards: false,
};

interface Rule {
  readonly Name: string;
  readonly EventBusName: string;
  readonly EventPattern?: object;
  readonly ScheduleExpression?: string;
  readonly State: string;
  readonly Targets: { Id: string; InputTransformer?: { InputTemplate: string; InputPathsMap: object } }[];
}

/** The template's value in one account and region. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
  if (Ref !== undefined) {
    const known = { 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': '000000000000' };
    return known[Ref as keyof typeof known] ?? (/^Bus/.test(String(Ref)) ? names.bus : Ref);
  }
  if (attribute !== undefined) return (attribute as string[])[0];
  if (join !== undefined) {
    const [between, parts] = join as [string, unknown[]];
    return parts.map(resolved).join(between);
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member)]));
}

const { app } = synthesized({
  settings: shipped.default as StageInput,
  providers: program.providers,
  journeys: compiled,
  ...(program.orders && { orders: program.orders }),
});

it('describes every rule of the template, each once', () => {
  const inTemplate = resources(app, 'AWS::Events::Rule').map(([, { Properties }]) => {
    const { Name, EventBusName, EventPattern, ScheduleExpression, State, Targets } = resolved(Properties) as Rule;
    const [target] = Targets;
    return {
      name: Name,
      bus: EventBusName,
      pattern: EventPattern,
      schedule: ScheduleExpression,
      enabled: State === 'ENABLED',
      function: target?.Id,
      input: target?.InputTransformer && {
        template: target.InputTransformer.InputTemplate,
        paths: target.InputTransformer.InputPathsMap,
      },
    };
  });
  const described = rulesOf(routed).map(({ id: _id, description: _what, enabled = true, ...rule }) => ({
    pattern: undefined,
    schedule: undefined,
    input: undefined,
    ...rule,
    enabled,
  }));
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);
  expect(inTemplate.sort(byName)).toEqual(described.sort(byName));
});

it('leaves the simulation no setting that a function is given to make up', () => {
  const simulated = environmentOf(program.orders);
  // The queue is each function's own, there is no API before there is a stack, and no report in the simulation.
  const others = ['DEAD_LETTERS', 'API_URL', 'REPORT_OPEN'];
  const given = resources(app, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => {
    const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: object };
    return Object.entries(resolved(Variables) as Readonly<Record<string, unknown>>);
  });
  const different = given.filter(([name, value]) => !others.includes(name) && simulated[name] !== value);
  expect(different).toEqual([]);
});
