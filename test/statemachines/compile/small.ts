import type { Catalog } from '../../../lib/content/catalog.ts';
import type { AnyJourney, AnyStep } from '../../../statemachines/any-journey.ts';
import { type CompiledJourney, compileJourney } from '../../../statemachines/compile/index.ts';
import type { WholeProgram } from '../../../statemachines/program-form.ts';
import { everyChannel } from '../win-back.ts';

export const content: Catalog = {
  default: 'en',
  messages: {
    mail: { channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 't' },
    ping: { channel: 'push', title: 't', body: 'b' },
    note: { channel: 'inapp', title: 't', body: 'b' },
    txt: { channel: 'sms', body: 'b' },
    chat: { channel: 'whatsapp', template: { name: 'chat', text: 'b', variables: {} } },
  },
};

/** The smallest journey around the steps given. */
export const small = (steps: readonly AnyStep[], more: Partial<AnyJourney> = {}): AnyJourney => ({
  content,
  name: 'small',
  purpose: 'marketing',
  control: 0,
  ...(more.purpose !== 'transactional' && { topic: 'tips' }),
  enter: { on: 'subscription.canceled', again: 'once' },
  steps,
  ...more,
});

export const mail = (name: string) => ({ name, send: 'email', content: 'mail' }) as const;
export const ping = (name: string) => ({ name, send: 'push', content: 'ping' }) as const;

export const compile = (journey: AnyJourney, program: WholeProgram = everyChannel): CompiledJourney =>
  compileJourney(journey, program);

/** The states of a compiled journey without what every touch has alike: only where it leads and what it carries. */
export function outline(journey: AnyJourney): Record<string, unknown> {
  const { States } = compile(journey).definition;
  return Object.fromEntries(
    Object.entries(States)
      .filter(([name]) => !/^(read )?hold |^until |^over$/.test(name))
      .map(([name, state]) => {
        if (state.Type === 'Choice') return [name, state];
        const { channel: _channel, ...Payload } = (state.Parameters as { Payload: Record<string, unknown> }).Payload;
        return [name, { ...Payload, ...(state.Next ? { Next: state.Next } : { End: state.End }) }];
      }),
  );
}
