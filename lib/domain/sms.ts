/** How an SMS is sent, and so what it costs. */
export interface SmsLength {
  /** GSM-7 when every character is in its alphabet, UCS-2 when a single one is not. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Messages that a carrier makes of it, and charges for: none for no text. */
  readonly segments: number;
  /** What counts against the limit: septets, two for a character of the extension table, or UTF-16 code units. */
  readonly characters: number;
}

/** GSM 03.38 (3GPP TS 23.038, 6.2.1), in the order of its codes, without the escape. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Its extension table: each is sent as an escape and another character. */
const extension = '\f^{}\\[~]|€';

const septets: ReadonlyMap<string, number> = new Map([
  ...[...basic].map((sign) => [sign, 1] as const),
  ...[...extension].map((sign) => [sign, 2] as const),
]);

/** How much one message holds alone, and how much each of several, which carry a header that joins them. */
const room = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

/** Measures a text as carriers do. A pair, of an escape or of surrogates, is never split over two segments. */
export function measureSms(text: string): SmsLength {
  const encoding = firstOutsideGsm(text) === undefined ? 'GSM-7' : 'UCS-2';
  const widths = [...text].map((sign) => (encoding === 'GSM-7' ? (septets.get(sign) ?? 0) : sign.length));
  const characters = widths.reduce((sum, width) => sum + width, 0);
  const { alone, joined } = room[encoding];
  if (characters <= alone) return { encoding, segments: characters === 0 ? 0 : 1, characters };
  let segments = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > joined) {
      segments += 1;
      filled = 0;
    }
    filled += width;
  }
  return { encoding, segments, characters };
}

/** The first character that forces a text into UCS-2, where a segment holds less than half. */
export function firstOutsideGsm(text: string): string | undefined {
  return [...text].find((sign) => !septets.has(sign));
}
