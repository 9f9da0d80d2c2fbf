import { type Channel, channels } from '../../../lib/domain/channel.ts';
import { type Guard, guards } from '../../../lib/domain/journey-rules.ts';
import type { AnyJourney } from '../../any-journey.ts';
import type { WholeProgram } from '../../program-form.ts';
import { oneOf, refuse } from './refuse.ts';
import { sendsOf } from './walk.ts';

/** What a channel can report back, and so what a guard can wait for. */
const answers: Readonly<Record<Channel, readonly Guard[]>> = {
  email: ['delivered', 'opened', 'clicked', 'engaged'],
  push: ['delivered', 'opened', 'clicked', 'engaged'],
  inapp: ['delivered', 'opened', 'clicked', 'engaged'],
  sms: ['delivered', 'clicked', 'engaged', 'replied'],
  whatsapp: ['delivered', 'opened', 'clicked', 'engaged', 'replied'],
};

/** Every step has a channel that somebody delivers, and every guard can be satisfied. */
export function checkChannels({ steps }: AnyJourney, { providers }: WholeProgram): void {
  for (const { send, before } of sendsOf(steps)) {
    checkChannel(send.send, providers);
    if (send.when) checkChannel(send.when.engagedWith, providers);
    const { unless } = send;
    if (unless === undefined) continue;
    if (!guards.includes(unless)) refuse(unless, `unless is ${oneOf(guards)}`, 'write one of them');
    if (!before.some((rung) => answers[rung.send]?.includes(unless))) {
      const channel = before.map((rung) => rung.send).join(', ');
      refuse(
        { step: send.name, unless },
        `no rung before (${channel}) ever reports ${unless}`,
        `wait for ${oneOf(new Set(before.flatMap((rung) => answers[rung.send] ?? [])))}`,
      );
    }
  }
}

function checkChannel(channel: Channel, providers: WholeProgram['providers']): void {
  if (!channels.includes(channel)) refuse(channel, `a channel is ${oneOf(channels)}`, 'correct it');
  if ((providers[channel] ?? []).length === 0) {
    refuse(channel, 'every channel in use has a provider', `name one in the program: providers: { ${channel}: […] }`);
  }
}
