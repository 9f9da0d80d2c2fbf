import * as z from 'zod/mini';
import { iso, wholeSecond } from '../../domain/instant.ts';
import { checkWindow, weekdays } from '../../domain/window.ts';
import { evaluation, instant } from './line.ts';

export const window = evaluation(
  {
    takes: '{zone, at, open: [{days: ["mon", …], from: "08:00", to: "21:00"}]}',
    gives: '{allowed, next}',
  },
  z.strictObject({
    zone: z.string(),
    at: instant,
    open: z.array(z.strictObject({ days: z.array(z.enum(weekdays)), from: z.string(), to: z.string() })),
  }),
  ({ zone, at, open }) => {
    const { allowed } = checkWindow({ zones: [zone], at, open });
    // The answer is a whole second, so it is the second that must be inside.
    const { next } = checkWindow({ zones: [zone], at: wholeSecond(at), open });
    return { allowed, next: next === null ? null : iso(next) };
  },
);
