import { createRequire } from 'node:module';
import type argon2 from '@node-rs/argon2';

const real = createRequire(import.meta.url)('@node-rs/argon2') as typeof argon2;

/** As little memory and as few passes as the algorithm allows: what is tested beside the database is not its strength. */
const LEAST = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** In place of the library in the database tests, which register over a thousand people: the same hash at the least cost. */
export const hash: typeof argon2.hash = (password) => real.hash(password, LEAST);

/** As the library does it: the cost stands in the hash. */
export const verify: typeof argon2.verify = real.verify;
