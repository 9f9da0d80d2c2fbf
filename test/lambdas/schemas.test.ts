import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventSchemas } from '../../lambdas/schemas.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'schemas');
const schemas = eventSchemas();

it('are in docs/schemas as the rules have them now; else run npm run schemas', () => {
  const written = readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    readFileSync(join(folder, file), 'utf8'),
  ]);
  const made = Object.entries(schemas).map(([type, schema]) => [type, `${JSON.stringify(schema, null, 2)}\n`]);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(made));
});

it('cover every event of the contract', () => {
  const told = ['profile.updated', 'consent.changed', 'touch.engaged', 'score.updated', 'user.erased'];
  const said = ['sent', 'skipped', 'held', 'failed', 'delivered', 'opened', 'clicked', 'bounced', 'complained'];
  const types = Object.keys(schemas);
  expect(types).toEqual(expect.arrayContaining([...told, ...said.map((what) => `touch.${what}`)]));
  expect(types).toEqual(expect.arrayContaining(['user.signed_up', 'run.started', 'run.converted', 'run.ended']));
});

it('say of a field what the functions check', () => {
  expect(schemas['profile.updated']?.properties).toMatchObject({
    userId: { type: 'string', minLength: 1, maxLength: 128 },
    occurredAt: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
    country: { anyOf: [{ type: 'string', description: 'a country is ISO 3166-1, like DE' }, { type: 'null' }] },
  });
  expect(schemas['subscription.canceled']?.properties).toMatchObject({
    reason: { type: 'string', enum: ['price', 'features', 'unused'] },
  });
});
