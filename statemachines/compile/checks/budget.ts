import type { MessageTemplate } from '../../../lib/content/catalog.ts';
import { firstOutsideGsm, measureSms } from '../../../lib/domain/sms.ts';
import { refuse } from './refuse.ts';

export interface Wording {
  readonly content: string;
  readonly locale: string;
  readonly message: MessageTemplate;
}

/** An SMS has no more segments than it may cost. */
export function checkBudget(body: string, { content, locale, message }: Wording, smsSegments: number): void {
  const budget = message.channel === 'sms' ? (message.segments ?? smsSegments) : smsSegments;
  const { encoding, segments, characters } = measureSms(body);
  if (segments <= budget) return;
  const culprit = firstOutsideGsm(body);
  const because = culprit === undefined ? '' : `, because of ${JSON.stringify(culprit)}`;
  refuse(
    { content, locale, encoding, segments, characters },
    `an SMS has at most ${budget} segments; with its links and values at their longest this one has ${segments} in ${encoding}${because}: ${JSON.stringify(previewOf(body))}`,
    culprit === undefined
      ? 'shorten it, or allow it more: segments'
      : `shorten it, write ${JSON.stringify(culprit)} otherwise, or allow it more: segments`,
  );
}

/** The first 160 characters. */
export const previewOf = (body: string): string => [...body].slice(0, 160).join('');
