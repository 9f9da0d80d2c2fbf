import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Audience, askedOf, belongs, countriesOf, type Described } from '../../lib/domain/audience.ts';

const day = 86_400_000;
const now = 100 * day;
const nobody: Described = { traits: {}, scores: {}, engaged: {} };
const ada: Described = {
  country: 'DE',
  locale: 'de-AT',
  traits: { plan: 'pro', seats: 12, beta: true },
  scores: { churn: 0.5 },
  engaged: { email: now - 30 * day },
  rfm: { segment: 'champions' },
};

describe('an audience', () => {
  it.each<[Audience, boolean]>([
    ['everybody', true],
    [{ country: ['US', 'de'] }, true],
    [{ country: ['US'] }, false],
    [{ locale: ['de'] }, true],
    [{ locale: ['de_at'] }, true],
    [{ locale: ['de-DE', 'd'] }, false],
    [{ traits: { plan: ['team', 'pro'], beta: [true] } }, true],
    [{ traits: { plan: ['pro'], beta: ['true'] } }, false],
    [{ traits: { seats: { atLeast: 12, below: 13 } } }, true],
    [{ traits: { seats: { below: 12 } } }, false],
    [{ traits: { plan: { atLeast: 0 } } }, false],
    [{ traits: { constructor: ['x'] } }, false],
    [{ scores: { churn: { atLeast: 0.5 } } }, true],
    [{ scores: { churn: { below: 0.5 } } }, false],
    [{ engaged: { email: { withinMs: 90 * day } } }, true],
    [{ engaged: { email: { withinMs: 30 * day } } }, false],
    [{ engaged: { email: { withinMs: 90 * day }, push: { withinMs: 90 * day } } }, false],
    [{ rfm: ['champions', 'loyal'] }, true],
    [{ rfm: ['loyal'] }, false],
    [{ country: ['DE'], traits: { plan: ['free'] } }, false],
    [{ any: [{ country: ['US'] }, { all: [{ country: ['DE'] }, { not: { rfm: ['loyal'] } }] }] }, true],
  ])('%j', (audience, expected) => {
    expect(belongs(audience, ada, now)).toBe(expected);
  });

  it('takes what it does not know of somebody for not so', () => {
    const asked: Audience[] = [
      { country: ['DE'] },
      { locale: ['de'] },
      { traits: { plan: ['pro'] } },
      { scores: { churn: { atLeast: 0 } } },
      { engaged: { push: { withinMs: day } } },
      { rfm: ['champions'] },
    ];
    for (const each of asked) {
      expect(belongs(each, nobody, now)).toBe(false);
      expect(belongs({ not: each }, nobody, now)).toBe(true);
    }
  });

  it('asks for no more of a profile than it needs to decide', () => {
    const leaf = fc.constantFrom<Audience>(
      'everybody',
      { country: ['DE'] },
      { locale: ['en'] },
      { traits: { plan: ['pro'] } },
      { scores: { churn: { below: 0.9 } } },
      { engaged: { email: { withinMs: 60 * day } } },
      { rfm: ['champions'] },
    );
    const { tree } = fc.letrec<{ tree: Audience }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('tree') }),
      ),
    }));
    const only = (paths: readonly (readonly string[])[]): Described => {
      const kept: Record<string, Record<string, unknown> | unknown> = { traits: {}, scores: {}, engaged: {} };
      for (const [field = '', name] of paths) {
        // A segment is never read: it follows from somebody's orders.
        const read = field === 'orders' ? 'rfm' : field;
        const whole = ada[read as keyof Described];
        kept[read] =
          name === undefined ? whole : { ...(kept[read] as object), [name]: (whole as Record<string, unknown>)[name] };
      }
      return kept as unknown as Described;
    };
    fc.assert(
      fc.property(tree, (audience) => {
        expect(belongs(audience, only(askedOf(audience)), now)).toBe(belongs(audience, ada, now));
      }),
    );
  });
});

it.each<[Audience, string[]]>([
  ['everybody', []],
  [{ traits: { plan: ['pro'] } }, []],
  [{ country: ['de', 'US', 'DE'] }, ['DE', 'US']],
  [{ any: [{ country: ['US'] }, { all: [{ country: ['DE'] }, { locale: ['de'] }] }] }, ['US', 'DE']],
  [{ all: [{ country: ['US'] }, { not: { country: ['GB'] } }] }, ['US']],
])('%j asks for the countries %j', (audience, expected) => {
  expect(countriesOf(audience)).toEqual(expected);
});
