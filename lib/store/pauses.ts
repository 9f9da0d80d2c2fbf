import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Channel, channels } from '../domain/channel.ts';
import type { Pause, PauseScope, Pauses } from '../domain/pause.ts';
import * as ambient from './ambient.ts';
import { fresh } from './fresh.ts';
import type { Table } from './table.ts';

/** One item for the whole program: `all`, `channel:push` and `journey:welcome` are attributes of it. */
const key = { pk: 'PAUSES', sk: 'PAUSES' };

/** What an environment read stays true for so long: a pause takes hold within it. */
const freshMs = 5_000;

/** What is paused. Read at most every few seconds by one environment, however many touches ask. */
export function pauses({ client, name }: Table, now = ambient.now) {
  async function read(): Promise<Pauses> {
    const { Item = {} } = await client.send(new GetCommand({ TableName: name, Key: key }));
    return pausesOf(Item);
  }

  return {
    read,

    /** What was read last, if that was just now. */
    pauses: fresh(read, freshMs, now),

    /** Pausing what is paused changes nothing. @returns the pause that holds now */
    async pause(scope: PauseScope, pause: Pause): Promise<Pause> {
      const attribute = attributeOf(scope);
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: key,
          UpdateExpression: 'SET #scope = if_not_exists(#scope, :pause)',
          ExpressionAttributeNames: { '#scope': attribute },
          ExpressionAttributeValues: { ':pause': pause },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return (Attributes[attribute] as Pause | undefined) ?? pause;
    },

    /** @returns the pause that ended; `null` when there was none */
    async resume(scope: PauseScope): Promise<Pause | null> {
      const attribute = attributeOf(scope);
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: key,
          UpdateExpression: 'REMOVE #scope',
          ExpressionAttributeNames: { '#scope': attribute },
          ReturnValues: 'ALL_OLD',
        }),
      );
      return (Attributes[attribute] as Pause | undefined) ?? null;
    },
  };
}

function attributeOf(scope: PauseScope): string {
  if (scope.kind === 'all') return 'all';
  return scope.kind === 'channel' ? `channel:${scope.channel}` : `journey:${scope.journey}`;
}

function pausesOf(item: Readonly<Record<string, unknown>>): Pauses {
  const ofKind = (kind: string) =>
    Object.entries(item).flatMap(([attribute, pause]) =>
      attribute.startsWith(`${kind}:`) ? [[attribute.slice(kind.length + 1), pause as Pause] as const] : [],
    );
  return {
    ...(item.all !== undefined && { all: item.all as Pause }),
    channels: Object.fromEntries(ofKind('channel').filter(([name]) => channels.includes(name as Channel))),
    journeys: Object.fromEntries(ofKind('journey')),
  };
}
