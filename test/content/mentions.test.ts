import { expect, it } from 'vitest';
import { linksToPreferences } from '../../lib/content/mentions.ts';

it.each([
  ['Choose: {{ links.preferences }}', true],
  ['Choose: {{links . preferences}}', true],
  ['{% if user.traits.plan %}{{ links.preferences }}{% endif %}', true],
  ['Choose in the app', false],
  ['{{ links.preferences_page }}', false],
])('tells whether %j leads to the preferences', (body, expected) => {
  expect(linksToPreferences({ channel: 'sms', body })).toBe(expected);
});
