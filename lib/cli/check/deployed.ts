import {
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  paginateListStateMachines,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { approvalMachine } from '../../../statemachines/approval.ts';
import type { PinnedDefinition } from '../../domain/in-flight.ts';
import type { Account } from '../account.ts';

/** The journeys that people may be inside of, and about how many are. */
export interface Before {
  readonly definitions: ReadonlyMap<string, PinnedDefinition>;
  /** By journey; `null` when nobody counted. */
  readonly inside: ReadonlyMap<string, string>;
}

/** As many as one question counts. */
const counted = 1_000;

/** The state machines of a deployed stage, those of journeys removed since included. */
export async function deployedJourneys({ names, client }: Account): Promise<Before> {
  const states = new SFNClient(client);
  const definitions = new Map<string, PinnedDefinition>();
  const inside = new Map<string, string>();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: states }, {})) {
    for (const { name = '', stateMachineArn } of stateMachines) {
      if (!name.startsWith(`${names.bus}-`) || name === `${names.bus}-${approvalMachine}`) continue;
      const journey = name.slice(names.bus.length + 1);
      const { definition = '{}' } = await states.send(new DescribeStateMachineCommand({ stateMachineArn }));
      const { executions = [], nextToken } = await states.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: counted }),
      );
      definitions.set(journey, JSON.parse(definition) as PinnedDefinition);
      inside.set(journey, `${nextToken ? 'more than ' : ''}${executions.length} inside`);
    }
  }
  return { definitions, inside };
}
