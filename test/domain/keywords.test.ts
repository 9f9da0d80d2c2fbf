import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsByLanguage } from '../../lib/domain/keywords/words.ts';
import { keywordOf, keywordOfPayload, mentionsStop } from '../../lib/domain/keywords.ts';

describe('keywords', () => {
  it.each([
    ['STOP', 'stop'],
    ['  stop.  ', 'stop'],
    ['Stop please!', 'stop'],
    ['please stop', 'stop'],
    ['"StopAll"', 'stop'],
    ['Opt-Out', 'stop'],
    ['opt out', 'stop'],
    ['OPTOUT', 'stop'],
    ['quit', 'stop'],
    ['END', 'stop'],
    ['revoke', 'stop'],
    ['Cancel, thanks', 'stop'],
    ['UNSUBSCRIBE 🙏', 'stop'],
    ['ＳＴＯＰ', 'stop'],
    ['STOP STOP stop', 'stop'],
    ['Stop promotions', 'stop'],
    ['Stopp', 'stop'],
    ['Bitte abmelden!', 'stop'],
    ['Arrêt', 'stop'],
    ['ARRET', 'stop'],
    ["Arrêter, s'il vous plaît", 'stop'],
    ['Baja', 'stop'],
    ['parar', 'stop'],
    ['Sair', 'stop'],
    ['Cancelar, por favor', 'stop'],
    ['Disiscrivi', 'stop'],
    ['Afmelden aub', 'stop'],
    ['start', 'start'],
    ['Unstop', 'start'],
    ['HELP', 'help'],
    ['info?', 'help'],
    ['Hilfe', 'help'],
    ['Aide', 'help'],
  ] as const)('%s is %s', (text, keyword) => {
    expect(keywordOf(text)).toBe(keyword);
  });

  it.each([
    "Please don't stop texting me",
    'never stop!',
    'bitte nicht stoppen',
    'yes',
    'when does it end?',
    'unsub',
    'remove me',
    'S T O P',
    'please stop texting me',
    'help me stop',
    'Anmelden',
    'Iniciar',
    'top',
    '',
    '👍',
  ])('%j is none', (text) => {
    expect(keywordOf(text)).toBeNull();
  });

  it('has the words of each language without accents and in any case', () => {
    for (const { stop } of Object.values(wordsByLanguage)) {
      for (const word of stop) {
        expect(keywordOf(`${word.toUpperCase()}.`), word).toBe('stop');
        expect(keywordOf(word.normalize('NFKD').replace(/\p{M}/gu, '')), word).toBe('stop');
      }
    }
  });

  it('unsubscribes nobody who says the opposite, whatever the keyword', () => {
    const stops = Object.values(wordsByLanguage).flatMap(({ stop }) => stop);
    const negations = ["don't", 'do not', 'nicht', 'ne pas', 'no', 'não', 'non', 'niet'];
    fc.assert(
      fc.property(fc.constantFrom(...stops), fc.constantFrom(...negations), (word, not) => {
        expect(keywordOf(`${not} ${word}`)).not.toBe('stop');
      }),
    );
  });

  it.each([
    ["Please don't stop texting me", true],
    ['I want you to STOP this now', true],
    ['how do I opt out of these?', true],
    ['unsub', true],
    ['remove me', true],
    ['S T O P', true],
    ['s.t.o.p', true],
    ['stpo', true],
    ['st0p', true],
    ['STOOOOP', true],
    ['unsubscirbe', true],
    ['take me off this list', true],
    ['Hört auf!', true],
    ['🛑', true],
    ['Para', true],
    ['Alto', true],
    ['unstoppable offer', false],
    ['thanks, see you at the weekend', false],
    ['top!', false],
    ['Shop', false],
    ['Wir sehen uns am Ende der Woche', false],
    ['It is fine', false],
  ])('%j mentions stopping: %s', (text, expected) => {
    expect(mentionsStop(text)).toBe(expected);
  });

  it('reads of a button’s payload an opt-out, and nothing that would give consent or is another business', () => {
    expect(['STOP', 'stop_promotions', 'Unsubscribe'].map(keywordOfPayload)).toEqual(['stop', 'stop', 'stop']);
    expect(['START', 'cancel', 'HELP', 'order-17', ''].map(keywordOfPayload)).toEqual([null, null, null, null, null]);
  });
});
