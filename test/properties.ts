import fc from 'fast-check';

/**
 * Properties are tried on the same examples wherever the tests run, so that a change fails by what it changed. `SEED=7`
 * tries others, `RUNS=5000` more of them; what they find becomes a vector.
 */
const { SEED, RUNS } = process.env;
fc.configureGlobal({ seed: Number(SEED ?? 20_260_101), ...(RUNS !== undefined && { numRuns: Number(RUNS) }) });
