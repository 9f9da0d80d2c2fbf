import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { StateMachine } from 'aws-local-stepfunctions';
import { peakMemory } from './child.ts';

// The sandbox's engines without anything of ours: a state machine of four Tasks, each of which puts one item through a
// real client into dynalite, all in this process. Says how long a crowd took and how much memory.

const people = Number(process.argv[2]);
const sends = ['first', 'second', 'third', 'fourth'];
const table = 'sends';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
const server = dynalite({ createTableMs: 0 });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'probe', secretAccessKey: 'probe' },
});
await client.send(
  new CreateTableCommand({
    TableName: table,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
while ((await client.send(new DescribeTableCommand({ TableName: table }))).Table?.TableStatus !== 'ACTIVE');

const machine = new StateMachine({
  StartAt: sends[0] ?? '',
  States: Object.fromEntries(
    sends.map((name, index) => {
      const next = sends[index + 1];
      const way = next === undefined ? { End: true as const } : { Next: next };
      return [name, { Type: 'Task' as const, Resource: 'arn:aws:lambda:us-east-1:000000000000:function:send', ...way }];
    }),
  ) as never,
});
const taskOf = (name: string) => async (input: { readonly user: string }) => {
  const Item = { pk: { S: `USER#${input.user}` }, sk: { S: `SEND#${name}` }, text: { S: 'Hello!' } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  return input;
};
const handlers = Object.fromEntries(sends.map((name) => [name, taskOf(name)]));

const began = performance.now();
await Promise.all(
  Array.from({ length: people }, (_, index) => {
    const options = { overrides: { taskResourceLocalHandlers: handlers as never } };
    return machine.run({ user: `user-${index}` }, options).result;
  }),
);
const seconds = (performance.now() - began) / 1_000;
process.send?.({ seconds, sends: people * sends.length, peak: peakMemory() });
client.destroy();
server.close();
process.disconnect?.();
