/** What a page shows, as far as a test asks. Runs inside the page: it may use nothing from outside itself. */
export interface Look {
  readonly overflow: number;
  readonly lang: string;
  readonly dir: string;
  readonly headings: readonly number[];
  readonly links: readonly { readonly href: string; readonly words: string }[];
  readonly imagesWithoutAlt: number;
  readonly tablesWithoutRole: number;
  /** Text whose contrast with what is behind it is below 4.5:1, as shown and, in light, with every lightness turned round. */
  readonly faint: readonly string[];
  /** Text of the message smaller than 16 px. */
  readonly small: readonly string[];
  /** Heights of what is touched and does not stand in a sentence, in px. */
  readonly targets: readonly number[];
  readonly unsubscribe: { readonly visible: boolean } | null;
}

export function look(scheme: 'light' | 'dark'): Look {
  type Colour = readonly [number, number, number, number];
  const read = (css: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, a];
  };
  const luminance = (colour: Colour) => {
    const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: Colour, b: Colour) => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  };
  /** The same hue with its lightness turned round: what a program does that darkens every email itself. */
  const inverted = ([r, g, b, a]: Colour): Colour => {
    const shift = 255 - Math.max(r, g, b) - Math.min(r, g, b);
    return [r + shift, g + shift, b + shift, a];
  };
  const behind = (element: Element | null): Colour => {
    for (let each = element; each; each = each.parentElement) {
      const colour = read(getComputedStyle(each).backgroundColor);
      if (colour[3] > 0) return colour;
    }
    return [255, 255, 255, 1];
  };
  const shown = (element: Element) => element.getClientRects().length > 0 && getComputedStyle(element).opacity !== '0';
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

  const faint: string[] = [];
  const small: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent?.trim() ?? '';
    if (!element || words === '' || !shown(element)) continue;
    const [ink, paper] = [read(getComputedStyle(element).color), behind(element)];
    const ratios = [contrast(ink, paper), ...(scheme === 'light' ? [contrast(inverted(ink), inverted(paper))] : [])];
    if (Math.min(...ratios) < 4.5) faint.push(`${words}: ${ratios.map((ratio) => ratio.toFixed(2)).join(' and ')}`);
    if (element.closest('.message') && Number.parseFloat(getComputedStyle(element).fontSize) < 16) small.push(words);
  }

  const root = document.documentElement;
  const leave = document.querySelector('a[href*="unsubscribe"]');
  leave?.scrollIntoView({ block: 'center' });
  const box = leave?.getBoundingClientRect();
  const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    overflow: root.scrollWidth - root.clientWidth,
    lang: root.lang,
    dir: root.dir,
    headings: all('h1,h2,h3,h4,h5,h6').map(({ tagName }) => Number(tagName[1])),
    links: all('a').map((link) => ({ href: (link as HTMLAnchorElement).href, words: link.textContent.trim() })),
    imagesWithoutAlt: all('img:not([alt])').length,
    tablesWithoutRole: all('table:not([role="presentation"])').length,
    faint,
    small,
    targets: all('.button a, a.preferences, a.unsubscribe').map((target) => target.getBoundingClientRect().height),
    unsubscribe: leave && { visible: shown(leave) && leave.contains(top ?? null) },
  };
}
