/**
 * How every client that sends is made. A send is never repeated by a client: only the touch protocol may decide to.
 * The request gives up well before the touch function does, so that its doubt is still recorded.
 */
export const sendOnce = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;
