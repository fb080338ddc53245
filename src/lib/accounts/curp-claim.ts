const DAY_MS = 86_400_000;

/** What decides whether a CURP is still claimed by whoever typed it. */
export type ClaimSituation = {
	/** since when the CURP is held: first submission or validation; null = never */
	heldAt: Date | null;
	/** since when a desk that saw the person's identification vouches for it; null = it never did */
	deskAt: Date | null;
	/** null: a profile that was imported or made at a desk, which nobody typed in */
	account: { createdAt: Date; emailConfirmedAt: Date | null } | null;
};

/**
 * Whether a claim on a CURP has lapsed: nobody can lock a person out by typing their CURP (rules.md, "Who is who").
 * @param claimDays days that an unconfirmed account which never submitted keeps it
 */
export function hasLapsed({ heldAt, deskAt, account }: ClaimSituation, at: Date, claimDays: number): boolean {
	if (heldAt || deskAt || !account || account.emailConfirmedAt) return false;
	return at.getTime() - account.createdAt.getTime() >= claimDays * DAY_MS;
}

/**
 * Whether a profile waits for whoever registers with its CURP: it came from a list and holds nothing but what the list
 * said. One that a desk began may hold a whole cédula: it is opened with the code of the desk only (decision 16).
 */
export function awaitsOwner({ heldAt, deskAt, account }: ClaimSituation): boolean {
	return !heldAt && !deskAt && !account;
}
