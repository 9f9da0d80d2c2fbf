import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Countable } from '../../lib/domain/headcount.ts';
import { emptyLedger } from '../../lib/domain/ledger.ts';
import { census } from '../../lib/store/census.ts';
import { encodeLedger } from '../../lib/store/ledger-codec.ts';
import type { Table } from '../../lib/store/table.ts';
import { type Rig, startRig } from '../sandbox/rig.ts';

let rig: Rig;
let table: Table;
const at = Date.parse('2027-01-11T09:00:00Z');

/** Consents as many days old as the person's number, so that a ledger under the wrong profile shows. */
const ledgerOf = (n: number) => ({
  ...emptyLedger,
  consents: { 'email.marketing': { granted: { express: at - n * 86_400_000 } } } as const,
  entries: { welcome: at },
});

beforeAll(async () => {
  rig = await startRig();
  table = { client: DynamoDBDocumentClient.from(rig.tables), name: 'chorus-data-PeopleTable0A1B2C3D' };
  const put = (user: string, sk: string, item: object) =>
    table.client.send(new PutCommand({ TableName: table.name, Item: { pk: `USER#${user}`, sk, ...item } }));
  for (let n = 0; n < 30; n++) {
    const user = `p${n}`;
    await put(user, 'CONSENT#2027', { channel: 'email' });
    await put(user, 'TOUCH#r#s', { channel: 'email' });
    // Some have no ledger yet, others no profile any more.
    if (n % 5 !== 1) await put(user, 'LEDGER', encodeLedger(ledgerOf(n)));
    if (n % 5 !== 2) await put(user, 'PROFILE', { v: 1, email: `${user}@example.com`, country: 'DE', traits: { n } });
  }
});
afterAll(() => rig.close());

/** The table as one whose pages hold so few items. */
const readBy = (limit: number): Table => {
  const send = ({ input }: ScanCommand) => table.client.send(new ScanCommand({ ...input, Limit: limit }));
  return { ...table, client: { send } as unknown as Table['client'] };
};

const audience = { traits: { n: { atLeast: 0 } } };

/** Everybody, going on after every page as another invocation does. @returns email and days since they agreed */
async function everybody(limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let number = 0; number < 2; number++) {
    let after: string | undefined;
    do {
      for await (const { people, next } of census(readBy(limit)).pages({ number, of: 2, audience, after })) {
        for (const { profile, ledger } of people) {
          const agreed = ledger.consents['email.marketing']?.granted.express;
          found.push(`${profile.email} ${agreed === undefined ? 'never' : (at - agreed) / 86_400_000}`);
        }
        after = next;
        break;
      }
    } while (after !== undefined);
  }
  return found.sort();
}

it.each([1, 2, 3, 7, 500])('reads everybody once, with their own ledger, by pages of %i', async (limit) => {
  const expected = Array.from({ length: 30 }, (_, n) => n)
    .filter((n) => n % 5 !== 2)
    .map((n) => `p${n}@example.com ${n % 5 === 1 ? 'never' : n}`);
  expect(await everybody(limit)).toEqual(expected.sort());
});

it('carries what reaches a person and what is asked for, and nothing else', async () => {
  const people: Countable[] = [];
  for await (const page of census(table).pages({ number: 0, of: 1, audience })) people.push(...page.people);
  const { profile, ledger } = people.find(({ profile }) => profile.email === 'p3@example.com') ?? {};
  expect(profile).toEqual({
    email: 'p3@example.com',
    country: 'DE',
    traits: { n: 3 },
    scores: {},
    engaged: {},
    told: {},
  });
  expect(ledger?.entries).toEqual({});
});
