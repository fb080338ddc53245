/** The keys of the bench, zoom and turning need script; deciding, returning and issuing do not. */
export const csr = true;
