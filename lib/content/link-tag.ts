import {
  type Context,
  type Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs';
import { escapeHtml, unescapeHtml } from './escape.ts';
import { leadsHome } from './url.ts';

/** What a link of the author's becomes: the address that the person gets, given the rendered one and its place. */
export type LinkChange = (url: string, place: number) => string;

/** Where a scope keeps its `LinkChange`: no template can name a symbol. */
const change = Symbol('change of links');

/** A scope under which links change. */
export const changingLinks = (scope: object, by: LinkChange): object => ({ ...scope, [change]: by });

/** A link that would lead elsewhere than its author wrote. */
export class StrayLink extends Error {}

/**
 * `{% link 0 %}https://…{% endlink %}`: how a link is marked before its template is parsed (links.ts); nobody writes it. It
 * renders what is in it, sees that it leads where the author meant, and asks what becomes of it.
 */
class LinkTag extends Tag {
  readonly place: number;
  readonly source: string;
  readonly templates: Template[] = [];

  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, rest, liquid);
    this.place = Number(token.args);
    const inside: string[] = [];
    for (let next = rest.shift(); next && !isEnd(next); next = rest.shift()) {
      inside.push(next.getText());
      // A block takes its own inside from the rest.
      const before = rest.length;
      const taken = rest.slice();
      this.templates.push(parser.parseToken(next, rest));
      inside.push(...taken.slice(0, before - rest.length).map((each) => each.getText()));
    }
    this.source = inside.join('');
  }

  *render(context: Context): Generator<unknown, string, string> {
    const rendered = yield this.liquid.renderer.renderTemplates(this.templates, context);
    const url = this.read(rendered);
    if (!leadsHome(this.source, url))
      throw new StrayLink('a link leads to the fixed https://host/ that it begins with');
    const changes = (context.environments as { readonly [change]?: LinkChange })[change];
    const changed = changes ? changes(url, this.place) : url;
    return changed === url ? rendered : this.write(changed);
  }

  read(rendered: string): string {
    return rendered;
  }

  write(url: string): string {
    return url;
  }
}

/** In HTML, a link is the value of an attribute. */
class HtmlLinkTag extends LinkTag {
  override read(rendered: string): string {
    return unescapeHtml(rendered);
  }

  override write(url: string): string {
    return escapeHtml(url);
  }
}

export const linkTags = { html: HtmlLinkTag, text: LinkTag } as const;

const isEnd = (token: TopLevelToken) => 'name' in token && token.name === 'endlink';
