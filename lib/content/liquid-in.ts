/** Liquid in a template's source: its outputs and its tags. */
const markup = /\{\{.*?\}\}|\{%.*?%\}/gs;

/** Changes a template's own words and leaves its Liquid as it is. */
export function aroundLiquid(source: string, change: (words: string) => string): string {
  let end = 0;
  let changed = '';
  for (const { 0: liquid, index } of source.matchAll(markup)) {
    changed += change(source.slice(end, index)) + liquid;
    end = index + liquid.length;
  }
  return changed + change(source.slice(end));
}

/** The Liquid of a template, put away behind signs that no Markdown and no HTML takes for its own. */
export interface Veiled {
  readonly veiled: string;
  /** Puts the Liquid of any piece of it back. */
  readonly unveil: (piece: string) => string;
}

export function veil(source: string): Veiled {
  const away: string[] = [];
  const veiled = source
    .replace(/[\uE000\uE001]/g, '')
    .replace(markup, (liquid) => `\uE000${away.push(liquid) - 1}\uE001`);
  return { veiled, unveil: (piece) => piece.replace(/\uE000(\d+)\uE001/g, (_, at) => away[Number(at)] ?? '') };
}

/** Whether each tag that opens in a piece of a template closes in it, and the other way round. */
export function isBalanced(source: string): boolean {
  let depth = 0;
  for (const [, end, name = ''] of source.matchAll(/\{%-?\s*(end)?(\w+)/g)) {
    if (!end && blocks.has(name)) depth += 1;
    if (end && --depth < 0) return false;
    if (branches.has(name) && depth === 0) return false;
  }
  return depth === 0;
}

const branches = new Set(['else', 'elsif', 'when']);
const blocks = new Set(['if', 'unless', 'case', 'for', 'tablerow', 'capture', 'comment', 'raw']);
