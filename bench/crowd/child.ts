import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A process of its own, so that its memory is nobody else's. */
export interface Child {
  /** Says something and waits for the answer; without words, for what it says first. */
  ask<T>(word?: string): Promise<T>;
  end(): Promise<void>;
}

/** @param module a file in this folder that talks over `process.send` */
export function child(module: string, args: readonly string[] = []): Child {
  const forked = fork(join(import.meta.dirname, module), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const gone = new Promise<void>((resolve) => forked.once('exit', () => resolve()));
  return {
    ask: <T>(word?: string) =>
      new Promise<T>((resolve, reject) => {
        forked.once('message', (answer) => resolve(answer as T));
        void gone.then(() => reject(new Error(`${module} ended before it answered; run it alone to see why`)));
        if (word !== undefined) forked.send(word);
      }),
    async end() {
      if (forked.connected) forked.disconnect();
      await gone;
    },
  };
}

/** The most memory this process ever had at once, in MB (1,048,576 bytes). */
export const peakMemory = (): number => process.resourceUsage().maxRSS / 1_024;
