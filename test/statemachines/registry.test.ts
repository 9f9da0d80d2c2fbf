import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { localeChain } from '../../lib/content/locale.ts';
import { renderMessage } from '../../lib/content/render.ts';
import { evaluatedContent } from '../../lib/infra/evaluated-content.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import { journeys } from '../../statemachines/journeys/index.ts';
import { contentOf, program, rules, rulesOf } from '../../statemachines/registry.ts';
import { sampleOf } from './sample-event.ts';

describe.each(journeys.map((journey) => [journey.name, journey] as const))('the journey %s', (name, journey) => {
  test('compiles under the program', () => {
    expect(compileJourney(journey, program).rules).toEqual(rulesOf(name));
  });

  const content = contentOf(name) ?? journey.content;
  const locales = [content.default, ...Object.keys(content.translations ?? {})];
  const people = {
    'with a first name': { firstName: 'Ann' },
    'without one': {},
  };

  for (const [who, traits] of Object.entries(people)) {
    test.each(locales)(`renders for somebody ${who} in %s, wholly in that language`, (locale) => {
      for (const message of Object.keys(content.messages)) {
        const rendered = renderMessage({
          catalog: content,
          name: message,
          locale,
          variables: {
            user: { id: 'u', traits },
            event: 'on' in journey.enter ? sampleOf(journey.enter.on) : {},
            arm: 'arm',
            company: program.company,
            links: { preferences: 'https://acme.example/p', unsubscribe: 'https://acme.example/u' },
          },
        });
        const text = JSON.stringify(rendered);
        expect(text).not.toMatch(/\{\{|\{%|undefined|\[object/);
        if (rendered.channel === 'email') {
          expect(rendered.html).toContain(`<html lang="${locale}" dir="ltr"`);
          expect(rendered.html).toContain('href="https://acme.example/u"');
          expect(rendered.text).toContain('https://acme.example/u');
          expect(rendered.text).toContain(program.company.postalAddress);
        }
        expect(localeChain(content, locale)[0]).toBe(locale);
        expect(
          Object.hasOwn(
            locale === content.default ? content.messages : (content.translations?.[locale] ?? {}),
            message,
          ),
        ).toBe(true);
      }
    });
  }
});

test('each journey has a name of its own', () => {
  expect(new Set(journeys.map(({ name }) => name)).size).toBe(journeys.length);
});

test('a journey that is not deployed is unknown', () => {
  expect(rulesOf('constructor')).toBeUndefined();
  expect(contentOf('constructor')).toBeUndefined();
  expect(rules.journeys.all().map(({ name }) => name)).toEqual(journeys.map(({ name }) => name));
});

test('what Lambdas import carries no lowering, no checks, no Liquid and no Markdown', async () => {
  const { metafile } = await build({
    entryPoints: ['statemachines/registry.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [evaluatedContent],
    metafile: true,
    write: false,
  });
  const inputs = Object.keys(metafile.inputs);

  expect(inputs).toContain('statemachines/compile/rules.ts');
  expect(
    inputs.filter((path) => /liquidjs|marked|markdown|mjml|checks\/|definition|touch-states|analysis/.test(path)),
  ).toEqual([]);
});
