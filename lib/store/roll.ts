import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Audience, askedOf, type Described } from '../domain/audience.ts';
import { personKey, profileSort } from './keys.ts';
import { projection } from './projection.ts';
import type { Table } from './table.ts';

/** Items looked at in one read, so that what it answers stays small whatever lies between the profiles. */
const looked = 500;

/** Everybody with a profile, by parallel scan. Eventually consistent: whoever acts on a person reads them again. */
export function roll({ client, name }: Table) {
  return {
    async read({ number, of, audience, after }: { number: number; of: number; audience: Audience; after?: string }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName: name,
          Segment: number,
          TotalSegments: of,
          Limit: looked,
          FilterExpression: 'sk = :profile',
          ExpressionAttributeValues: { ':profile': profileSort },
          // Only what the audience asks for travels.
          ...projection(askedOf(audience)),
          ...(after !== undefined && { ExclusiveStartKey: keyAt(after) }),
        }),
      );
      const people = Items.map(({ pk, sk: _sk, ...profile }) => ({
        user: String(pk).slice(personKey('').length),
        profile: { traits: {}, scores: {}, engaged: {}, ...profile } as Described,
        place: JSON.stringify([pk, profileSort]),
      }));
      const next = LastEvaluatedKey && JSON.stringify([LastEvaluatedKey.pk, LastEvaluatedKey.sk]);
      return { people, next };
    },
  };
}

function keyAt(place: string): { pk: string; sk: string } {
  const [pk, sk] = JSON.parse(place) as [string, string];
  return { pk, sk };
}
