import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Launch, type ListRef, launchName } from '../domain/launch.ts';

/** Bytes of one read: some more than a page of lines usually has. */
const chunk = 32 * 1024;
const newline = 0x0a;

/**
 * Lists of people in S3, read by ranges, so that memory does not grow with them; and what became of their lines.
 *
 * @param results the bucket that results go to
 */
export function lists(
  results: string,
  client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined }),
) {
  const write = (launch: Launch, name: string, Body: string) =>
    client.send(new PutObjectCommand({ Bucket: results, Key: `results/${launchName(launch)}/${name}`, Body }));
  return {
    async read({ bucket, key }: ListRef, from: number, most: number) {
      const { bytes, total } = await range(client, bucket, key, from);
      const lines: string[] = [];
      let next = 0;
      while (lines.length < most && next < bytes.length) {
        const end = bytes.indexOf(newline, next);
        const last = from + bytes.length >= total;
        if (end < 0 && !last) break;
        const stop = end < 0 ? bytes.length : end;
        lines.push(Buffer.from(bytes.subarray(next, stop)).toString('utf8'));
        next = Math.min(stop + 1, bytes.length);
      }
      if (lines.length === 0 && bytes.length > 0) {
        throw new Error(`${key} at byte ${from}: a line of a list has less than ${chunk} bytes; write one user a line`);
      }
      return { lines, next: from + next, done: from + next >= total };
    },

    /** Named by the first line of its page, so that a page that is tried again writes over itself. */
    async report(launch: Launch, line: number, refused: readonly { readonly line: number; readonly reason: string }[]) {
      const part = `refused-${String(line).padStart(12, '0')}.jsonl`;
      await write(launch, part, refused.map((each) => `${JSON.stringify(each)}\n`).join(''));
    },

    async close(launch: Launch, counts: Readonly<Record<string, number>>) {
      await write(
        launch,
        'summary.json',
        `${JSON.stringify({ journey: launch.journey, launch: launch.id, counts })}\n`,
      );
    },
  };
}

async function range(client: S3Client, Bucket: string, Key: string, from: number) {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=${from}-${from + chunk - 1}` }));
    const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
    return { bytes, total: Number(answer.ContentRange?.split('/')[1] ?? from + bytes.length) };
  } catch (error) {
    // An empty object has no range at all.
    if (error instanceof Error && error.name === 'InvalidRange') return { bytes: new Uint8Array(), total: from };
    throw error;
  }
}
