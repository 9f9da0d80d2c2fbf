import { createHash } from 'node:crypto';
import type { Inventory } from '../assembly/inventory.ts';
import type { VirtualClock } from '../clock.ts';
import { AwsError } from '../errors.ts';
import { type Fields, numberOf, textOf } from '../fields.ts';
import type { Service } from '../wire/call.ts';
import type { Reply } from '../wire/protocol.ts';

interface Stored {
  readonly bytes: Buffer;
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** S3 over the buckets of the assembly, in memory: whole objects in, whole ones or ranges of them out. */
export function s3(inventory: Inventory, clock: VirtualClock): Service {
  const buckets = new Map(inventory.all('AWS::S3::Bucket').map(({ name }) => [name, new Map<string, Stored>()]));
  const bucketOf = ({ Bucket }: Fields) => {
    const found = buckets.get(textOf(Bucket) ?? '');
    if (!found) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return found;
  };
  const read = (input: Fields): Reply => {
    const stored = bucketOf(input).get(textOf(input.Key) ?? '');
    if (!stored) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    return answer(stored, textOf(input.Range));
  };
  return {
    name: 'S3',
    operations: {
      PutObject(input) {
        const bytes = Buffer.isBuffer(input.Body) ? input.Body : Buffer.alloc(0);
        const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
        bucketOf(input).set(textOf(input.Key) ?? '', { bytes, etag, at: clock.now() });
        return { status: 200, headers: { etag }, body: '' } satisfies Reply;
      },
      GetObject: read,
      HeadObject: read,
      ListObjectsV2: (input) => listed(bucketOf(input), input),
    },
  };
}

function answer({ bytes, etag, at }: Stored, range: string | undefined): Reply {
  const about = { etag, 'last-modified': new Date(at).toUTCString(), 'accept-ranges': 'bytes' };
  const headers = { ...about, 'content-type': 'application/octet-stream' };
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return { status: 200, headers, body: bytes };
  const first = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
  if (first >= bytes.length || last < first) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  }
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${bytes.length}` },
    body: bytes.subarray(first, last + 1),
  };
}

function listed(objects: ReadonlyMap<string, Stored>, { Bucket, Prefix, MaxKeys, ContinuationToken }: Fields): Reply {
  const prefix = textOf(Prefix) ?? '';
  const after = Buffer.from(textOf(ContinuationToken) ?? '', 'base64url').toString();
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, Math.min(numberOf(MaxKeys) ?? 1000, 1000));
  const last = page.at(-1);
  const more = last !== undefined && page.length < keys.length;
  const contents = page.map((key) => {
    const { bytes, etag, at } = objects.get(key) as Stored;
    const modified = new Date(at).toISOString();
    return `<Contents><Key>${escaped(key)}</Key><LastModified>${modified}</LastModified><ETag>${escaped(etag)}</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const next = more ? `<NextContinuationToken>${Buffer.from(last).toString('base64url')}</NextContinuationToken>` : '';
  const body = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${escaped(String(Bucket))}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
