import { gzipSync } from 'node:zlib';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { liveJourneys } from '../../lambdas/live.ts';
import { textOfJourney } from '../../statemachines/approved.ts';
import launch from '../../statemachines/journeys/launch/journey.ts';
import { rulesOf } from '../../statemachines/registry.ts';

/** A table in which nobody was asked about the version that is deployed, and this was approved before. */
function tableWith(text: string | null) {
  const client = {
    send: async ({ constructor: { name } }: object) => {
      if (name === 'QueryCommand') return { Items: [] };
      return text === null ? {} : { Item: { version: 'before', text: gzipSync(text) } };
    },
  };
  return { client: client as unknown as DynamoDBDocumentClient, name: 'people' };
}
const before = textOfJourney(launch);
const announcement = { journey: 'launch', content: 'announcement', version: 'before' };

describe('a journey whose version waits for its approval', () => {
  it('says what was approved last, and lets people in when the same state machine leads through both', async () => {
    const { live, catalogOf } = liveJourneys(tableWith(before.replaceAll('Heron Aloud', 'Heron Reads')));
    expect(await live('launch')).toMatchObject({
      version: 'before',
      enterable: true,
      approval: { version: 'before', approved: true },
      rules: rulesOf('launch'),
    });
    const said = JSON.stringify(catalogOf(announcement).messages.announcement);
    expect(said).toContain('Heron Reads');
    expect(JSON.stringify(catalogOf({ journey: 'launch', content: 'announcement' }))).not.toContain('Heron Reads');
  });

  it('lets nobody in when its steps have changed, and speaks on by those it had', async () => {
    const { live } = liveJourneys(tableWith(before.replaceAll('in-the-app', 'in-our-app')));
    const found = await live('launch');
    expect(found?.enterable).toBe(false);
    expect(Object.keys(found?.rules.steps ?? {})).toContain('in-our-app');
  });

  it('waits when nothing was ever approved', async () => {
    const found = await liveJourneys(tableWith(null)).live('launch');
    expect(found).toMatchObject({ enterable: false, approval: { approved: false } });
    expect(found?.version).toBeUndefined();
  });

  it('asks nothing for a journey without approvers', async () => {
    const nowhere = { client: {} as DynamoDBDocumentClient, name: 'people' };
    expect(await liveJourneys(nowhere).live('welcome')).toEqual({ rules: rulesOf('welcome'), enterable: true });
    expect(await liveJourneys(nowhere).live('gone')).toBeUndefined();
  });
});
