import * as z from 'zod/mini';
import { channels } from '../lib/domain/channel.ts';
import { userId } from './envelope.ts';

const run = { userId, run: z.string(), journey: z.string(), group: z.string(), reason: z.optional(z.string()) };
const ofTouch = z.object({
  ...run,
  touchId: z.string(),
  step: z.string(),
  channel: z.enum(channels),
  provider: z.optional(z.string()),
});
const ofRun = z.object(run);

const touches = ['sent', 'skipped', 'held', 'failed', 'delivered', 'opened', 'clicked', 'bounced', 'complained'];
const runs = ['started', 'converted', 'ended'];

/** What the orchestrator itself says on the bus, source `polyphony`, by type. */
export const announcements: Readonly<Record<string, z.ZodMiniType>> = Object.fromEntries([
  ...touches.map((what) => [`touch.${what}`, ofTouch] as const),
  ...runs.map((what) => [`run.${what}`, ofRun] as const),
]);
