import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Lessons } from '../domain/lessons.ts';
import * as ambient from './ambient.ts';
import { fresh } from './fresh.ts';
import type { Table } from './table.ts';

/** They change once a day. */
const freshMs = 5 * 60_000;

/** One item each, which names nobody. */
const keyOf = (lesson: keyof Lessons) => ({ pk: lesson.toUpperCase(), sk: lesson.toUpperCase() });

/** @returns `null` before it was learned */
export async function readLesson<L extends keyof Lessons>(
  { client, name }: Table,
  lesson: L,
): Promise<Lessons[L] | null> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: keyOf(lesson) }));
  return (Item as Lessons[L] | undefined) ?? null;
}

export async function writeLesson<L extends keyof Lessons>(
  { client, name }: Table,
  lesson: L,
  learned: Lessons[L],
): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item: { ...keyOf(lesson), ...learned } }));
}

/** All of them, as of some minutes ago. */
export const lessons = (table: Table, now = ambient.now) => ({
  edges: fresh(() => readLesson(table, 'edges'), freshMs, now),
  habits: fresh(() => readLesson(table, 'habits'), freshMs, now),
  shares: fresh(() => readLesson(table, 'shares'), freshMs, now),
});
