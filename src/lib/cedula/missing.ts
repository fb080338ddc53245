/** One thing that keeps a cédula from being sent; `href` is the page where it is mended. */
export type Missing = { code: MissingCode; message: string; href: string };

/** What can keep a cédula from being sent (rules.md, "What is needed to send a cédula"). */
export type MissingCode =
	| 'email_unconfirmed'
	| 'contact_incomplete'
	| 'post_incomplete'
	| 'no_education_or_experience'
	| 'claim_incomplete'
	| 'claim_without_evidence'
	| 'evidence_pending';
