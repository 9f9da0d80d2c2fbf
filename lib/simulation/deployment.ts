import { approvalDefinition, approvalMachine } from '../../statemachines/approval.ts';
import { type CompiledJourney, compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { program } from '../../statemachines/program.ts';
import { againDefinition } from '../infra/again/definition.ts';
import { erasureDefinition } from '../infra/erasures/definition.ts';
import { launchDefinition } from '../infra/launch-definition.ts';
import { needsApprovals } from '../infra/routing/needs-approvals.ts';
import { approvalExecutions, type RoutingRule, rulesOf } from '../infra/routing/rules.ts';
import { machinePrefix, names } from './environment.ts';
import type { Definition } from './machine/states.ts';

/** What is deployed: the journeys of this checkout, compiled, with the rules and machines of their stack. */
export interface Deployment {
  readonly journeys: readonly CompiledJourney[];
  readonly rules: readonly RoutingRule[];
  /** State machines by name. */
  readonly machines: ReadonlyMap<string, Definition>;
}

let made: Deployment | undefined;

export function deployment(): Deployment {
  made ??= make();
  return made;
}

function make(): Deployment {
  const compiled = journeys.map((journey) => compileJourney(journey, program));
  const executionPrefix = machinePrefix.replace(':stateMachine:', ':execution:');
  const rules = rulesOf({
    names,
    journeys: compiled,
    providers: program.providers,
    orders: program.orders,
    machinePrefix,
    otherExecutions: needsApprovals(compiled) ? [approvalExecutions(executionPrefix)] : [],
    configurationSet: names.bus,
    forwards: false,
  });
  // Definitions are JSON: what the simulation knows of the language, it checks as it goes.
  const plain = (definition: object) => JSON.parse(JSON.stringify(definition)) as Definition;
  const machines = [
    ...compiled.map(({ name, definition }) => [`${names.bus}-${name}`, plain(definition)] as const),
    [`${names.bus}-${approvalMachine}`, plain(approvalDefinition)] as const,
    [names.launchMachine, plain(launchDefinition)] as const,
    [names.erasureMachine, plain(erasureDefinition)] as const,
    [names.againMachine, plain(againDefinition)] as const,
  ];
  return { journeys: compiled, rules, machines: new Map(machines) };
}
