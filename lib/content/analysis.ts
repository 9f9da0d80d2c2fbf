import { Output, type Tag, type Template, toValueSync } from 'liquidjs';
import { engineOf, parse } from './engines.ts';
import type { Part } from './parts.ts';
import { fixedOrigin } from './url.ts';

/** A template's variable: its name and the path into it; `*` where the path is itself computed. */
export type VariablePath = readonly string[];

/** What is wrong with a template's syntax, its tags or its filters; `null` when nothing is. */
export function syntaxErrorOf({ medium, source }: Part): string | null {
  try {
    parse(medium, source);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Every variable that a template expects to be given. */
export function variablesIn({ medium, source }: Part): VariablePath[] {
  return pathsOf(parse(medium, source), medium);
}

function pathsOf(templates: Template[], medium: Part['medium']): string[][] {
  return engineOf(medium)
    .globalVariableSegmentsSync(templates)
    .map((path) => path.map((segment) => (Array.isArray(segment) ? '*' : String(segment))));
}

/**
 * Outputs of a variable that anybody may lack, written so that the message would not render for them: without a
 * `default` as the first filter, and not inside an `if` that asks for it.
 *
 * @param optional whether a person or an event may lack the variable
 */
export function fragileOutputs({ medium, source }: Part, optional: (path: VariablePath) => boolean): string[] {
  const visit = (templates: readonly Template[], asked: string): string[] =>
    templates.flatMap((template) => {
      if (!(template instanceof Output)) {
        const children = template.children ? toValueSync(template.children(false, true)) : [];
        return visit(children as Template[], `${asked} ${conditionOf(template)}`);
      }
      const names = pathsOf([template], medium)
        .filter(optional)
        .map((path) => path.join('.'));
      const spared = template.value.filters[0]?.name === 'default' ? 1 : 0;
      return names.slice(spared).filter((name) => !asked.split(/[^\w.-]+/).includes(name));
    });
  return visit(parse(medium, source), '');
}

/** Variables that every template is given, which this one sets to something else. */
export function reassignedIn({ medium, source }: Part): string[] {
  const visit = (templates: readonly Template[]): string[] =>
    templates.flatMap((template) => [
      ...[...(template.localScope?.() ?? [])].map((name) => (typeof name === 'string' ? name : name.content)),
      ...visit(template.children ? (toValueSync(template.children(false, true)) as Template[]) : []),
    ]);
  return visit(parse(medium, source)).filter((name) => given.has(name));
}

const given = new Set(['user', 'event', 'links', 'company', 'arm', 'locale', 'direction']);

function conditionOf(template: Template): string {
  const name = (template as Partial<Tag>).name;
  return name === 'if' ? template.token.getText() : '';
}

/**
 * Whether everybody who gets this sees a link to it: printed outside every condition, and in HTML as the target of an
 * anchor.
 *
 * @param name such as `links.unsubscribe`
 */
export function alwaysLinks({ medium, source }: Part, name: string): boolean {
  return parse(medium, source).some((template, at, templates) => {
    if (!(template instanceof Output) || template.value.filters.length > 1) return false;
    if (
      pathsOf([template], medium)
        .map((path) => path.join('.'))
        .join() !== name
    )
      return false;
    return medium !== 'html' || /<a\s[^<>]*href="$/i.test(templates[at - 1]?.token.getText() ?? '');
  });
}

/** Links of an HTML template that may lead elsewhere than their author meant, and those that are not safe. */
export function strayLinksIn({ source }: Part): string[] {
  const attributes = source.matchAll(/\s(?:href|src|action|background)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/gi);
  return [...attributes]
    .map(([, double, single, bare]) => double ?? single ?? bare ?? '')
    .filter((url) => !/^\{\{ links\.\w+ \}\}$/.test(url) && !/^mailto:[^{}]+$/.test(url) && !isHttps(url));
}

const isHttps = (url: string) => url.startsWith('https://') && fixedOrigin(url) !== null;
