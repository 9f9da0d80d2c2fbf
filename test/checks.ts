/** What is true of every file, in seconds: `npm run check`, and the first part of `npm test`. */
export const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'format and lint', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of what runs in a browser', command: ['tsc', '--noEmit', '-p', 'test/browser'] },
  { name: 'rooms', command: ['node', 'test/architecture/check.ts'] },
];
