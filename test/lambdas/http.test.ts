import type { Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { type HttpAnswer, type HttpRequest, json, notFound, onRequest, page, seeOther } from '../../lambdas/http.ts';

const context = { awsRequestId: 'i-1', getRemainingTimeInMillis: () => 1000 } as Context;
const answered = async (procedure: () => Promise<HttpAnswer>) =>
  (await onRequest(procedure)({} as HttpRequest, context)) as HttpAnswer;

describe('the headers of an answer', () => {
  const redirect: HttpAnswer = { statusCode: 302, headers: { location: 'https://example.com/' }, body: '' };
  it.each([
    ['a page', page(200, '<p>')],
    ['JSON', json(200, {})],
    ['a redirect', redirect],
    ['a form’s redirect', seeOther('?done=yes')],
    ['a 404', notFound],
    ['an answer without headers', { statusCode: 204 }],
  ])('protect whoever opens %s', async (_, answer) => {
    const { headers } = await answered(async () => answer);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}$/),
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      ...answer.headers,
    });
  });

  it('protect them when the function failed, and say nothing of why', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const answer = await answered(async () => {
      throw new Error('a secret');
    });
    written.mockRestore();
    expect(answer).toMatchObject({ statusCode: 500, headers: { 'x-content-type-options': 'nosniff' } });
    expect(answer.body).not.toContain('secret');
  });

  it('let a page have its own styles and its form', async () => {
    const { headers } = await answered(async () => page(200, '<p>'));
    expect(headers?.['content-security-policy']).toContain("form-action 'self'");
  });
});
