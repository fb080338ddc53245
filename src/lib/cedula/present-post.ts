import type { ClaimKind } from './claims.ts';

/** Where somebody works now; `declared` when no accepted claim says so. */
export type PresentPost = {
	municipality: string;
	area: string;
	level: string;
	position: string;
	declared: boolean;
};

/** The newest accepted post still held; else the declared one, marked so (rules.md, "Scoring map"). */
export function presentPost(
	claims: readonly { kind: ClaimKind; data: Record<string, unknown> }[],
	declared: Record<string, unknown>,
): PresentPost {
	const current = claims
		.filter(({ kind, data }) => kind === 'experience' && !data.to)
		.sort((a, b) => (text(a.data.from) < text(b.data.from) ? 1 : -1))[0];
	const source = current?.data ?? declared;
	return {
		municipality: text(source.municipality),
		area: text(source.area),
		level: text(source.level),
		position: text(source.position),
		declared: current === undefined,
	};
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
