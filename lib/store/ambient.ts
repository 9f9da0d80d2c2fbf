import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/*
 * The one place from which domain, engine and store take time, chance and timers that nobody passes to them: the
 * architecture check refuses these anywhere else in their rooms, so that whoever simulates them replaces them all.
 */

/** Epoch milliseconds. */
export const now = (): number => Date.now();

/** From 0 up to but not including 1. */
export const random = (): number => Math.random();

/** A name that nothing else has. */
export const newToken = (): string => randomUUID();

/** Waits before another attempt, with full jitter. @param attempt from 1 */
export const pause = (attempt: number): Promise<void> => wait(random() * Math.min(1_000, 20 * 2 ** attempt));
