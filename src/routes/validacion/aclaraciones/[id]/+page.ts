/** The keys and what is said of the answer so far need script; deciding and answering do not. */
export const csr = true;
