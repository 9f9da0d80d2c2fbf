import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lists } from '../../lib/aws/lists.ts';
import { credentials } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
const Bucket = 'polyphony-lists-000000000000-us-east-1';

describe('buckets', () => {
  let s3: S3Client;
  beforeAll(() => {
    s3 = new S3Client({ endpoint: stack.client.url, region: 'us-east-1', credentials, forcePathStyle: true });
  });
  afterAll(() => s3.destroy());
  const put = (Key: string, Body: string | Buffer | Readable, more = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const text = async (Key: string, Range?: string) => {
    const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }));
    return [await Body?.transformToString('latin1'), ContentRange];
  };

  it('give back what was put, whole and in ranges, bytes as they were', async () => {
    await put('a file/ü.bin', Buffer.from([0, 255, 13, 10, 128]));
    expect(await text('a file/ü.bin')).toEqual(['\u0000\u00ff\r\n\u0080', undefined]);
    expect(await text('a file/ü.bin', 'bytes=1-2')).toEqual(['\u00ff\r', 'bytes 1-2/5']);
    expect(await text('a file/ü.bin', 'bytes=3-99')).toEqual(['\n\u0080', 'bytes 3-4/5']);
    expect(await text('a file/ü.bin', 'bytes=-2')).toEqual(['\n\u0080', 'bytes 3-4/5']);
    const { ContentLength, ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a file/ü.bin' }));
    expect([ContentLength, ETag]).toEqual([5, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
  });

  it('take the framing off a streamed body', async () => {
    await put('stream', Readable.from(['one ', 'two']), { ContentLength: 7 });
    expect(await text('stream')).toEqual(['one two', undefined]);
  });

  it('list by prefix, in pages', async () => {
    for (const key of ['p/1', 'p/2', 'p/3', 'q/<&>']) await put(key, key);
    const keys = async (Prefix: string) => {
      const found: (string | undefined)[] = [];
      for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix })) {
        found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      }
      return found;
    };
    expect(await keys('p/')).toEqual(['p/1', 'p/2', 'p/3']);
    expect(await keys('q')).toEqual(['q/<&>']);
    expect(await keys('none')).toEqual([]);
  });

  it('answer with errors of their own: no bucket, no key, no such range, no such operation', async () => {
    await put('empty', '');
    const fails = (name: string, call: Promise<unknown>) => expect(call).rejects.toMatchObject({ name });
    await fails('NoSuchBucket', s3.send(new GetObjectCommand({ Bucket: 'theirs', Key: 'a' })));
    await fails('NoSuchKey', s3.send(new GetObjectCommand({ Bucket, Key: 'none' })));
    await fails('NotFound', s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })));
    await fails('InvalidRange', text('empty', 'bytes=0-9'));
    await fails(
      'UnknownOperationException',
      s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` })),
    );
  });

  it('hold lists, which are read line by line over their pages, whatever ends them', async () => {
    const reader = lists(Bucket, s3);
    const readAll = async (key: string, most: number) => {
      const lines: string[] = [];
      for (let from = 0; ; ) {
        const page = await reader.read({ bucket: Bucket, key }, from, most);
        lines.push(...page.lines);
        if (page.done) return lines;
        from = page.next;
      }
    };
    const users = Array.from({ length: 40_000 }, (_, n) => `person-number-ü-${n}`);
    await put('long.csv', users.join('\n'));
    expect(await readAll('long.csv', 5_000)).toEqual(users);
    await put('ended.csv', 'a\nb\n');
    expect(await readAll('ended.csv', 1)).toEqual(['a', 'b']);
    await put('empty.csv', '');
    expect(await readAll('empty.csv', 10)).toEqual([]);
    await put('endless.csv', 'x'.repeat(300_000));
    await expect(readAll('endless.csv', 10)).rejects.toThrow(/a line of a list has less than 32768 bytes/);
  });
});
