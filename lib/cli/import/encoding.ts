import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { RuleError } from '../../domain/rule-error.ts';

/** A file as text, whatever its encoding. */
export interface Text {
  /** As the WHATWG calls it, such as `utf-8`, `utf-16le` or `windows-1252`. */
  readonly encoding: string;
  /** Its beginning in UTF-8, without a byte order mark. */
  readonly head: Buffer;
  /** It in UTF-8, from so many bytes of UTF-8 on. */
  from(offset: number): AsyncGenerator<Buffer>;
}

const chunkBytes = 256 * 1024;
const headBytes = 64 * 1024;

/**
 * Opens a text file. A byte order mark says its encoding; without one, the file is read to its end once: UTF-16 by its
 * zeros, UTF-8 where it is valid, else Windows-1252, of which Latin-1 is a part.
 *
 * @param encoding what somebody says that it is
 * @throws RuleError for what is no text, or text in an encoding that cannot be told
 */
export async function openText(file: string, encoding?: string): Promise<Text> {
  const start = await firstBytes(file);
  refuseForeign(start, file);
  const marked = marks.find(([mark]) => start.toString('latin1', 0, mark.length) === mark);
  const known = encoding ?? marked?.[1] ?? (await told(start, file));
  if (known !== 'utf-8') {
    const from = (offset: number) => decoded(file, known, offset);
    return { encoding: known, head: await beginning(from(0)), from };
  }
  const skip = marked?.[1] === 'utf-8' ? marked[0].length : 0;
  const from = (offset: number) => bytesOf(file, offset + skip);
  return { encoding: known, head: start.subarray(skip), from };
}

/** Whether there is an encoding of this name. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** Its one spelling: `latin1` is `windows-1252`. */
export const encodingName = (label: string): string => new TextDecoder(label).encoding;

/** By their bytes, as Latin-1 shows them. */
const marks: readonly (readonly [mark: string, encoding: string])[] = [
  ['\u00ef\u00bb\u00bf', 'utf-8'],
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
];

const unpack = 'unpack it first, with gunzip or unzip';
const asCsv = 'save it as CSV (UTF-8) first';
const again = 'export it as CSV or JSON';
/** What else people have in an export's place, by its first bytes in hexadecimal. */
const foreign: readonly (readonly [begins: RegExp, what: string, remedy: string])[] = [
  [/^1f8b/, 'gzip', unpack],
  [/^504b/, 'a ZIP archive or an Excel workbook', `${unpack}; of a workbook, ${asCsv}`],
  [/^425a68/, 'bzip2', unpack],
  [/^fd377a58/, 'xz', unpack],
  [/^28b52ffd/, 'zstd', unpack],
  [/^d0cf11e0/, 'an Excel workbook', asCsv],
  [/^25504446/, 'a PDF', again],
  [/^(?:fffe0000|0000feff|(?!00)..000000|000000(?!00)..)/, 'UTF-32', 'convert it first: iconv -f utf-32 -t utf-8'],
  // <! or <? or <h
  [/^(?:efbbbf)?(?:20|09|0a|0d)*3c(?:21|3f|68|48)/, 'HTML or XML', again],
];

function refuseForeign(start: Buffer, file: string): void {
  const found = foreign.find(([begins]) => begins.test(start.toString('hex', 0, 256)));
  if (!found) return;
  const [, what, remedy] = found;
  throw new RuleError({ value: file, rule: `an export is read as plain text, and this is ${what}`, remedy });
}

async function told(start: Buffer, file: string): Promise<string> {
  const wide = wideOf(start);
  if (wide !== null) return wide;
  const { valid, invalid, isMac, isWindows } = await foundIn(file);
  if (invalid === 0 || valid > invalid) return 'utf-8';
  if (isWindows && !isMac) return 'windows-1252';
  throw new RuleError({
    value: file,
    rule: `an export is UTF-8, UTF-16 or Windows-1252; this one may be ${isMac ? 'macintosh' : 'in any of several encodings'}`,
    remedy: 'say which it is, such as --encoding macintosh or --encoding windows-1250, or export it as UTF-8',
  });
}

/** UTF-16 without a mark: every other byte of ASCII is zero. */
function wideOf(start: Buffer): string | null {
  const zeros = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = start.length / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
  return null;
}

/** Bytes that Windows-1252 leaves without a meaning. */
const unassigned = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Counts the characters beyond ASCII that are UTF-8, and the bytes that are not. */
async function foundIn(file: string) {
  let [valid, invalid, missing] = [0, 0, 0];
  let isWindows = true;
  let [returns, feeds] = [0, 0];
  for await (const chunk of bytesOf(file, 0)) {
    if (feeds === 0) {
      feeds += chunk.includes('\n') ? 1 : 0;
      returns += chunk.includes('\r') ? 1 : 0;
    }
    if (missing === 0 && isAscii(chunk)) continue;
    for (const byte of chunk) {
      if (unassigned.has(byte)) isWindows = false;
      const continues = (byte & 0xc0) === 0x80;
      if (missing > 0 && continues) {
        if (--missing === 0) valid++;
        continue;
      }
      if (missing > 0) invalid++;
      missing = byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : 0;
      if (byte >= 0x80 && missing === 0) invalid++;
    }
  }
  if (missing > 0) invalid++;
  return { valid, invalid, isWindows, isMac: returns > 0 && feeds === 0 };
}

async function* bytesOf(file: string, start: number): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file, { start, highWaterMark: chunkBytes })) yield chunk as Buffer;
}

/** Text in UTF-8 from an offset in it: what lies before is decoded too, since no other encoding's bytes tell where that is. */
async function* decoded(file: string, encoding: string, offset: number): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  let left = offset;
  const cut = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'utf8');
    const skipped = Math.min(left, bytes.length);
    left -= skipped;
    return bytes.subarray(skipped);
  };
  for await (const chunk of bytesOf(file, 0)) {
    const bytes = cut(decoder.decode(chunk, { stream: true }));
    if (bytes.length > 0) yield bytes;
  }
  const bytes = cut(decoder.decode());
  if (bytes.length > 0) yield bytes;
}

async function beginning(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const { value } = await chunks.next();
  await chunks.return(undefined);
  return value instanceof Buffer ? value.subarray(0, headBytes) : Buffer.alloc(0);
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
