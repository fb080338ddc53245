/** Zoom, turning and the keys need script; the pages of the document and the links do not. */
export const csr = true;
