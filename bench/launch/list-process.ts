import type { S3Client } from '@aws-sdk/client-s3';
import { lists } from '../../lib/aws/lists.ts';
import { heldMemory } from '../held-memory.ts';

// Reads a list of so many people page by page, as a launch does, from a bucket that makes up what is asked for; says how
// many there were and how much memory it held: what is garbage is collected before it is asked, or V8's patience would be measured.

const people = Number(process.argv[2]);
const width = 15;
const page = 585;

/** The bytes of lines `user-000000001`, from one byte to another. */
function bytesOf(from: number, to: number): Buffer {
  const first = Math.floor(from / width);
  const count = Math.ceil(to / width) - first;
  const lines = Array.from({ length: count }, (_, n) => `user-${String(first + n).padStart(9, '0')}\n`).join('');
  return Buffer.from(lines).subarray(from - first * width, to - first * width);
}

const bucket = {
  async send({ input: { Range = '' } }: { input: { Range?: string } }) {
    const [from = 0, last = 0] = Range.replace('bytes=', '').split('-').map(Number);
    const bytes = bytesOf(from, Math.min(last + 1, people * width));
    return {
      Body: { transformToByteArray: async () => bytes },
      ContentRange: `bytes ${from}-${last}/${people * width}`,
    };
  },
} as unknown as S3Client;

let read = 0;
let most = heldMemory();
for (let from = 0, done = false; !done; ) {
  const turned = await lists('results', bucket).read({ bucket: 'b', key: 'k' }, from, page);
  read += turned.lines.length;
  from = turned.next;
  done = turned.done;
  if (done || (from / width) % (page * 100) === 0) most = Math.max(most, heldMemory());
}
process.send?.({ read, most });
process.disconnect?.();
