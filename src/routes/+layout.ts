/** No page needs script unless it says so itself: forms, menus and lists work without it. */
export const csr = false;
