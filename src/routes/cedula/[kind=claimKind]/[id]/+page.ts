/** Files go up in pieces, with progress, and go on after a cut; without script they are attached with the plain form. */
export const csr = true;
