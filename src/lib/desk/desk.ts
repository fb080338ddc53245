/** Days that the code on the sheet of the desk serves. */
export const CODE_DAYS = 30;

/** Wrong codes after which one is void: nobody gets far by guessing. */
export const MOST_WRONG_CODES = 10;

/** How long an administrator may act for a person before saying again that the person is there. */
export const ASSISTANCE_MINUTES = 60;

/** Page on which the code is typed. */
export const CODE_PATH = '/alta/codigo';
