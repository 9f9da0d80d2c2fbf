import { AwsError, LostAnswer } from '../../sandbox/errors.ts';

/** An error as an SDK's client throws it, of what an emulator answers. */
export function toSdkError(error: unknown): unknown {
  if (error instanceof AwsError) {
    const $metadata = { httpStatusCode: error.status };
    return Object.assign(new Error(error.message), error.more, { name: error.code, $metadata });
  }
  if (error instanceof LostAnswer) {
    return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
  }
  return error;
}
