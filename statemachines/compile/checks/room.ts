import { whenCapped as ways } from '../../../lib/domain/journey-rules.ts';
import type { AnyJourney } from '../../any-journey.ts';
import { checkHoldouts, type WholeProgram } from '../../program-form.ts';
import { oneOf, refuse } from './refuse.ts';

/** What only marketing says of itself: what to do without room, what it is about, and whom it leaves out. */
export function checkRoom(journey: AnyJourney, { topics }: WholeProgram): void {
  const { purpose, whenCapped, topic, holdouts } = journey;
  const said = { ...(whenCapped && { whenCapped }), ...(topic && { topic }), ...(holdouts && { holdouts }) };
  if (purpose === 'transactional' && Object.keys(said).length > 0) {
    refuse(
      said,
      'a transactional journey has neither caps, topic nor holdouts: its messages are needed',
      'remove them',
    );
  }
  if (whenCapped !== undefined && !ways.includes(whenCapped)) {
    refuse(whenCapped, `whenCapped is ${oneOf(ways)}`, 'write one of them, or leave it out to skip');
  }
  if (topic !== undefined && !Object.hasOwn(topics, topic)) {
    refuse(topic, `a topic is ${oneOf(Object.keys(topics))}`, 'correct it, or declare it in topics.ts');
  }
  if (holdouts) checkHoldouts(holdouts);
}

/** People switch topics off on their page: what is about none of them could not be switched off. */
export function checkTopic({ name, purpose, topic }: AnyJourney, { topics }: WholeProgram): void {
  const names = Object.keys(topics);
  if (purpose !== 'marketing' || topic !== undefined || names.length === 0) return;
  refuse(
    name,
    'a marketing journey says its topic where the program has topics, so that people can switch it off on their page',
    `write topic: ${oneOf(names)}, or declare another in topics.ts`,
  );
}
