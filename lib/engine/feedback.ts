import { type ClickPorts, noteClick } from './click.ts';
import { type Feedback, type ListenPorts, listen, sentTo } from './listen.ts';
import type { Occasion } from './ports.ts';
import { countSoftBounce, liftSoftBounces, type SoftBouncePorts } from './soft-bounce.ts';

export interface FeedbackPorts extends ListenPorts, Pick<ClickPorts, 'clicks'>, Pick<SoftBouncePorts, 'softBounces'> {
  readonly program: ListenPorts['program'] & SoftBouncePorts['program'];
}

/**
 * Takes what a provider or an app tells of a touch: notes it, tells a machine's click from a person's, and counts what an
 * address turned away.
 *
 * @throws Unusable when there is no such touch, and nothing was said of an address either
 */
export async function takeFeedback(feedback: Feedback, occasion: Occasion, ports: FeedbackPorts): Promise<void> {
  const { touch, at, event, click, softBounce } = feedback;
  const kind = click ? await noteClick({ touch, at, event, click }, occasion, ports) : feedback.kind;
  if (!click) await listen(feedback, occasion, ports);
  if (kind === 'opened' || kind === 'clicked') await liftSoftBounces(touch, at, occasion, ports);
  if (!softBounce) return;
  const { channel } = softBounce;
  const addresses = softBounce.addresses ?? (await sentTo(touch, channel, await ports.touches.read(touch), ports));
  for (const address of addresses) await countSoftBounce({ channel, address, touch, at }, occasion, ports);
}
