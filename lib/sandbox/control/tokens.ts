import { signToken } from '../../domain/token.ts';
import { AwsError } from '../errors.ts';
import { findSecret } from '../secrets.ts';
import type { World } from '../world.ts';

/** The tokens that a user's app would hold. */
export async function tokensFor(world: World, userId: string | null): Promise<object> {
  if (!userId) throw new AwsError('BadRequest', 'say whose: GET token?userId=…');
  const secret = findSecret(world.secrets, world.tokenSecretId ?? '')?.value;
  if (secret === undefined) {
    throw new AwsError('NotFound', 'no function of the stack has a TOKEN_SECRET that names one of its secrets', 404);
  }
  const now = world.clock.now();
  return {
    inbox: await signToken({ user: userId, use: 'inbox' }, secret, now),
    preferences: await signToken({ user: userId, use: 'preferences' }, secret, now),
  };
}
