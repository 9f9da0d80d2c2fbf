/** How many checks or tests ended how. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

interface TestFile {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

/**
 * Sums up vitest's JSON report. What fails without a test of its own counts as one: a file that does not load, a hook,
 * an error that nobody caught, a runner that broke.
 *
 * @param report the parsed report; `null` when there is none
 * @param exitCode vitest's own
 */
export function talliesOf(report: unknown, exitCode: number): Tally {
  const files = (report as { testResults?: readonly TestFile[] } | null)?.testResults ?? [];
  const total = files.map(tallyOf).reduce(add, none);
  return exitCode !== 0 && total.failed === 0 ? { ...total, failed: 1 } : total;
}

function tallyOf({ status, assertionResults }: TestFile): Tally {
  const count = (of: string) => assertionResults.filter((result) => result.status === of).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return {
    passed,
    failed: status === 'failed' ? Math.max(failed, 1) : failed,
    skipped: assertionResults.length - passed - failed,
  };
}

/** @returns "N passed, N failed", and the skipped only if there are any */
export const lastLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
