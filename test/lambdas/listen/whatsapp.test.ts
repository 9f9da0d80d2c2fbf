import { expect, it } from 'vitest';
import { takeEntries } from '../../../lambdas/listen/whatsapp.ts';
import { household, number } from '../../engine/household.ts';

const message = (id: string, body: string, from: object = { from: number.slice(1) }) => ({
  ...from,
  id,
  type: 'text',
  text: { body },
});
const event = (...messages: object[]) => ({
  id: 'event-1',
  time: '2027-01-11T09:00:00Z',
  source: 'aws.social-messaging',
  'detail-type': 'WhatsApp Message Received',
  detail: { whatsAppWebhookEntry: JSON.stringify({ changes: [{ value: { messages }, field: 'messages' }] }) },
});

/** The ports of a household, and what takes feedback beside them. */
function heard(...users: string[]) {
  const made = household(...users);
  const softBounces = {
    read: async () => ({ users: [], inRow: [] }),
    write: async () => true,
    clear: async () => {},
    lastDelivered: async () => undefined,
  };
  const ports = { ...made.ports, clicks: made.world.clicks, softBounces, sent: { find: async () => null } };
  return { ...made, ports };
}

it('takes each message of an event by itself, and throws for what failed once all were tried', async () => {
  const { world, ports, published } = heard('ada');
  const publish = ports.appEvents.publish;
  let fails = true;
  ports.appEvents = {
    publish: async (events) => {
      if (fails) throw new Error('down');
      await publish(events);
    },
  };
  const both = event(message('a', 'hello'), message('b', 'STOP'));
  await expect(takeEntries(both, world.occasion(), ports)).rejects.toThrow('down');
  expect(world.ledgers.get('ada')?.suppressed.whatsapp).toMatchObject({ reason: 'unsubscribed' });
  fails = false;
  await takeEntries(both, world.occasion(), ports);
  expect(published).toHaveLength(1);
});

it('obeys a STOP beside a message without a number', async () => {
  const { world, ports } = heard('ada');
  await takeEntries(event(message('a', 'hi', { from_user_id: 'DE.1' }), message('b', 'STOP')), world.occasion(), ports);
  expect(world.ledgers.get('ada')?.suppressed.whatsapp).toMatchObject({ reason: 'unsubscribed' });
});
