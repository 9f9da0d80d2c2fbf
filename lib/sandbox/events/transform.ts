import { isFields, parsed } from '../fields.ts';
import type { EventEnvelope } from './envelope.ts';
import { readPath } from './path.ts';

/** What a target receives in place of the event. */
export interface InputRule {
  readonly input?: string;
  readonly inputPath?: string;
  readonly transformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
}

/** The rule that an event matched, and when. */
export interface Matched {
  readonly ruleName: string;
  readonly ruleArn: string;
  readonly ingestedAt: string;
}

/** The payload for a target, as EventBridge makes it of an event. */
export function targetInput(event: EventEnvelope, rule: InputRule, matched: Matched): unknown {
  if (rule.input !== undefined) return parsed(rule.input);
  if (rule.inputPath !== undefined) return readPath(event, rule.inputPath) ?? null;
  if (rule.transformer === undefined) return event;
  const { paths, template } = rule.transformer;
  const value = (name: string): unknown => {
    if (name in paths) return readPath(event, paths[name] ?? '$');
    switch (name) {
      case 'aws.events.event':
        return event;
      case 'aws.events.event.json':
        return JSON.stringify(event);
      case 'aws.events.rule-arn':
        return matched.ruleArn;
      case 'aws.events.rule-name':
        return matched.ruleName;
      case 'aws.events.event.ingestion-time':
        return matched.ingestedAt;
      default:
        return undefined;
    }
  };
  const filled = fill(template, value);
  // A template that is not JSON once filled is delivered as the text it is.
  return parsed(filled) ?? filled;
}

/** Puts values in place of `<name>`: as JSON where a value is expected, as text inside a string. */
function fill(template: string, value: (name: string) => unknown): string {
  let [filled, inString] = ['', false];
  for (let at = 0; at < template.length; at += 1) {
    const char = template[at] ?? '';
    if (char === '\\' && inString) {
      filled += char + (template[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (char === '"') inString = !inString;
    const name = char === '<' ? /^<([\w.-]+)>/.exec(template.slice(at))?.[1] : undefined;
    if (name === undefined) {
      filled += char;
      continue;
    }
    filled += inString ? insideString(value(name)) : JSON.stringify(value(name) ?? '');
    at += name.length + 1;
  }
  return filled;
}

function insideString(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : isFields(value) || Array.isArray(value)
        ? JSON.stringify(value)
        : String(value ?? '');
  return JSON.stringify(text).slice(1, -1);
}
