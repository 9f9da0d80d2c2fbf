import { isScanner } from './machines/agents.ts';

/**
 * User agents that load an email's images before, or without, anybody looking.
 *
 * - Apple's Mail Privacy Protection, since iOS 15 and macOS 12, says only `Mozilla/5.0`
 *   (https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events);
 * - Gmail loads images ahead for who is signed in (https://bird.com/blog/gmail-prefetching-images).
 *
 * Google's and Yahoo's image proxies are not among them: they ask when a person opens the message.
 */
const prefetchers: ReadonlySet<string> = new Set([
  'Mozilla/5.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
]);

/** Whether an open was a machine's, as far as its user agent says. */
export const isMachineOpen = (userAgent: string | undefined): boolean =>
  userAgent !== undefined && (prefetchers.has(userAgent.trim()) || isScanner(userAgent));
