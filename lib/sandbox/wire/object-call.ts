import type { IncomingHttpHeaders } from 'node:http';
import type { Fields } from '../fields.ts';

/** A request to S3 in path style, as an operation with its input. What is not read here is named as it came. */
export function objectCall(method: string, url: string, headers: IncomingHttpHeaders, bytes: Buffer) {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const [, Bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
  const Key = rest.join('/');
  // The SDK names the operation in x-id; everything else in the query asks for another one.
  const asked = [...searchParams.keys()].filter((name) => name !== 'x-id');
  const call = (operation: string, input: Fields) => ({ service: 'S3', operation, input: { Bucket, ...input } });
  if (Bucket !== '' && Key === '' && method === 'GET' && searchParams.get('list-type') === '2') {
    const { prefix, 'max-keys': MaxKeys, 'continuation-token': ContinuationToken } = Object.fromEntries(searchParams);
    return call('ListObjectsV2', { Prefix: prefix ?? '', MaxKeys, ContinuationToken });
  }
  if (Key !== '' && asked.length === 0) {
    if (method === 'GET' || method === 'HEAD') {
      return call(method === 'GET' ? 'GetObject' : 'HeadObject', { Key, Range: headers.range });
    }
    if (method === 'PUT' && headers['x-amz-copy-source'] === undefined) {
      return call('PutObject', { Key, Body: plain(headers, bytes) });
    }
  }
  return call(`${method} ${pathname}${asked.length > 0 ? `?${asked.join('&')}` : ''}`, {});
}

/** The body without the framing that SDKs put around one whose checksum follows it: `<size in hex>\r\n<bytes>\r\n`. */
function plain(headers: IncomingHttpHeaders, bytes: Buffer): Buffer {
  if (!String(headers['x-amz-content-sha256']).startsWith('STREAMING-')) return bytes;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || !(size > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
