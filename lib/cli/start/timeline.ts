import type { EventEnvelope, OutboxRow } from '../../sandbox/index.ts';
import { escapedIn } from '../output.ts';
import { cast } from './cast.ts';

const colours = { push: 35, email: 36, inapp: 33, sms: 32, whatsapp: 32 } as const;

/** Writes what happens as a timeline, each line in the local time of the person it is about. */
export class Timeline {
  private readonly write: (text: string) => void;
  private readonly paint: (code: number, text: string) => string;

  constructor(write: (text: string) => void, coloured: boolean) {
    this.write = write;
    this.paint = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  }

  touch(row: OutboxRow): void {
    const { at, userId, channel, provider, content } = escapedIn(row);
    const said = content.subject ?? content.title ?? content.text ?? '';
    const colour = colours[channel as keyof typeof colours] ?? 0;
    this.line(
      at,
      userId ?? '',
      `${this.paint(colour, channel.padEnd(7))} “${said}”  ${this.paint(2, `via ${provider}`)}`,
    );
  }

  event(event: EventEnvelope): void {
    const { time, 'detail-type': type, detail } = escapedIn(event);
    const { reason, journey, group } = detail as Readonly<Record<string, string | undefined>>;
    // An app may publish anything: what is malformed belongs to the dead-letter queue, and to nobody here.
    const { userId } = detail as { readonly userId?: unknown };
    const text = {
      'user.signed_up': 'signs up',
      'onboarding.completed': 'completes the onboarding',
      'run.converted': `reached the goal of ${journey}${group === 'control' ? ', without a single message' : ''}`,
      'run.ended': `${journey} is over: ${reason}`,
      'touch.held': `held: ${spoken(reason)}`,
      'touch.skipped':
        reason === 'control' ? 'in the control: gets nothing, is measured all the same' : `skipped: ${spoken(reason)}`,
      'touch.failed': `failed: ${spoken(reason)}`,
    }[type];
    if (text === undefined || typeof userId !== 'string') return;
    const loud = type === 'run.converted' ? 32 : type.startsWith('touch.') || type === 'run.ended' ? 2 : 1;
    this.line(time, userId, this.paint(loud, text));
  }

  private line(at: string, userId: string, text: string): void {
    const who = cast.find((character) => character.userId === userId);
    const place = who?.city ?? 'UTC';
    const time = localTime(at, who?.timezone ?? 'UTC');
    this.write(`${time}  ${this.paint(2, place.padEnd(9))} ${(who?.name ?? userId).padEnd(7)} ${text}\n`);
  }
}

const spoken = (reason = 'no reason given') => reason.replaceAll('-', ' ');

function localTime(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')}`;
}
