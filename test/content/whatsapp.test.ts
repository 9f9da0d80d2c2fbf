import { describe, expect, test } from 'vitest';
import type { WhatsappTemplate } from '../../lib/content/catalog.ts';
import { ContentError } from '../../lib/content/content-error.ts';
import { renderMessage } from '../../lib/content/render.ts';

const template = {
  name: 'check_in',
  text: 'Hi {{1}}, your plan is {{2}}. See https://heron.example/plans',
  variables: { '1': '{{ user.traits.firstName | default: "you" }}', '2': '{{ event.plan }}' },
};

function render(message: Omit<WhatsappTemplate, 'channel'>, more: object = {}, firstName: unknown = 'Ann') {
  const found = { channel: 'whatsapp', ...message } as WhatsappTemplate;
  const targets: string[] = [];
  const rendered = renderMessage({
    catalog: { default: 'pt-BR', messages: { m: found } },
    name: 'm',
    locale: undefined,
    variables: {
      user: { id: 'u', traits: { firstName } },
      event: { plan: 'pro' },
      company: { name: 'Heron', postalAddress: 'x' },
    },
    shorten(target, place) {
      targets[place] = target;
      return `https://s.example/${place}`;
    },
    ...more,
  });
  return { rendered, targets };
}

describe('an approved template', () => {
  test('is filled: what the person reads, and what each provider is told', () => {
    expect(render({ template }).rendered).toEqual({
      channel: 'whatsapp',
      body: 'Hi Ann, your plan is pro. See https://heron.example/plans',
      template: { name: 'check_in', language: 'pt_BR', variables: { '1': 'Ann', '2': 'pro' } },
    });
  });

  test('has the language and the id that it says', () => {
    const contentSid = `HX${'0'.repeat(32)}`;
    expect(render({ template: { ...template, language: 'pt_PT', contentSid } }).rendered).toMatchObject({
      template: { language: 'pt_PT', contentSid },
    });
  });

  test.each([
    ['Ann\n\tLee     x', 'Ann Lee x'],
    ['{{2}} $& {{ user.id }}', '{{2}} $& {{ user.id }}'],
  ])('takes %j as Meta allows, and as nothing but text', (name, filled) => {
    expect(render({ template }, {}, name).rendered).toMatchObject({
      body: `Hi ${filled}, your plan is pro. See https://heron.example/plans`,
      template: { variables: { '1': filled } },
    });
  });

  test('has short links where it is filled; its own words are approved as they are', () => {
    const linked = { ...template, variables: { '1': 'you', '2': 'https://heron.example/{{ user.id }}' } };
    expect(render({ template: linked })).toMatchObject({
      rendered: { body: 'Hi you, your plan is https://s.example/0. See https://heron.example/plans' },
      targets: ['https://heron.example/u'],
    });
  });

  test('names the place that cannot be filled', () => {
    const lacking = { ...template, variables: { ...template.variables, '2': '{{ event.color }}' } };
    expect(() => render({ template: lacking })).toThrow('m (pt-BR) variable 2: event.color is undefined');
    const blank = { ...template, variables: { ...template.variables, '2': '{% if event.color %}x{% endif %}' } };
    expect(() => render({ template: blank })).toThrow(ContentError);
  });
});

describe('in a conversation', () => {
  const body = 'Hey {{ user.traits.firstName }}, see https://heron.example/a';
  const both = { template: { ...template, variables: { '1': 'https://heron.example/b', '2': 'x' } }, body };

  test('the text that is beside a template is free', () => {
    expect(render(both, { conversation: true })).toEqual({
      rendered: { channel: 'whatsapp', body: 'Hey Ann, see https://s.example/0' },
      targets: ['https://heron.example/a'],
    });
  });

  test('a link of the one is never taken for a link of the other', () => {
    expect(render(both, { conversation: false }).targets).toEqual([undefined, 'https://heron.example/b']);
  });

  test('a template alone stays a template, and a text alone is free in any case', () => {
    expect(render({ template }, { conversation: true }).rendered).toHaveProperty('template');
    expect(render({ body: 'Hey' }).rendered).toEqual({ channel: 'whatsapp', body: 'Hey' });
  });

  test('only what is said must render', () => {
    const fragile = { template, body: '{{ event.color }}' };
    expect(render(fragile).rendered).toHaveProperty('template');
    expect(() => render(fragile, { conversation: true })).toThrow('m (pt-BR) body: event.color is undefined');
  });
});
