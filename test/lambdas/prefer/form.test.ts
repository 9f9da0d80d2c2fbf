import { describe, expect, it } from 'vitest';
import { readForm } from '../../../lambdas/prefer/form.ts';
import { monday } from '../../engine/surroundings.ts';

const read = (body: string) => readForm(body, 'en', monday);
const changeIn = (body: string) => {
  const chosen = read(body);
  return 'refused' in chosen ? chosen : chosen.change;
};

describe('the form', () => {
  it('changes only what differs from what the page showed', () => {
    const page = 'do=save&language=en&shown.email=on&shown.push=off&shown.topic.tips=on&shown.frequency=as-it-comes';
    expect(changeIn(`${page}&email=on&topic.tips=on&frequency=as-it-comes`)).toEqual({ channels: {}, topics: {} });
    expect(changeIn(`${page}&push=on&frequency=weekly`)).toEqual({
      channels: { email: false, push: true },
      topics: { tips: false },
      frequency: 'weekly',
    });
  });

  it('takes a bare field at its word, and goes back to as it comes', () => {
    expect(changeIn('sms=off&topic.offers=on&frequency=as-it-comes')).toEqual({
      channels: { sms: false },
      topics: { offers: true },
      frequency: null,
    });
  });

  it('pauses, resumes and leaves', () => {
    expect(changeIn('do=pause')).toEqual({ pausedUntil: monday + 30 * 86_400_000 });
    expect(changeIn('do=resume')).toEqual({ pausedUntil: null });
    const off = { email: false, push: false, sms: false, whatsapp: false, inapp: false };
    expect(changeIn('do=leave')).toEqual({ channels: off });
  });

  it('keeps the words that were read, in the language of the page that was read', () => {
    expect(read('language=de&shown.email=off&email=on')).toMatchObject({
      wording: { email: 'Heron Notes darf mir Neuigkeiten und Angebote per E-Mail schicken.' },
    });
    expect(read('do=leave&language=en')).toMatchObject({ wording: { sms: 'Unsubscribe from everything' } });
  });

  it.each([
    ['email=maybe', 'email=maybe'],
    ['fax=on', 'fax=on'],
    ['topic.gossip=on', 'topic.gossip=on'],
    ['frequency=hourly', 'frequency=hourly'],
    ['do=delete', 'do=delete'],
    ['language=xx', 'language=xx'],
    ['shown.do=save', 'shown.do=save'],
    ['email=off&email=on', 'email=off'],
    ['sms=off&push=perhaps', 'push=perhaps'],
    ['constructor=on', 'constructor=on'],
    ['{"email":"off"}', '{"email":"off"}='],
  ])('refuses %s whole', (body, refused) => {
    expect(read(body)).toEqual({ refused });
  });
});
