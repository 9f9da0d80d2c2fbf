import type { PutEventsCommandInput, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';

export type PutEvents = (
  input: PutEventsCommandInput,
) => Promise<Pick<PutEventsCommandOutput, 'Entries' | 'FailedEntryCount'>>;

/** PutEvents takes this many entries a call. */
export const batch = 10;

/** Loaded with the first event: it comes last in every procedure, and nobody waits for it. */
export async function connection(): Promise<PutEvents> {
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  const client = new EventBridgeClient({});
  return (input) => client.send(new PutEventsCommand(input));
}
