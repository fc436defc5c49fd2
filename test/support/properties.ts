import * as fc from '../../node_modules/fast-check/lib/fast-check.js';

/** Properties draw the same examples in every run; `PROPERTY_SEED=random` or a number draws others, and a failure prints its seed. */
const wanted = process.env['PROPERTY_SEED'] ?? '20260101';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fc;
