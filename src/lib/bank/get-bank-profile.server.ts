import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { acceptedClaims } from '#lib/cedula/settle-claims.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { findCurrentRating } from '#lib/rating/current-rating.server.ts';
import type { BankItem } from './bank.ts';
import { findEntry } from './store.server.ts';

/** A person of the bank as far as their consent lets others see: no CURP, no contact data, no documents. */
export type BankProfile = BankItem & {
	points: number;
	elements: { key: string; points: number; cap: number }[];
	/** accepted claims, without the numbers of licences and certificates */
	claims: { kind: string; data: Record<string, unknown> }[];
};

const HIDDEN_FIELDS = ['licenceNumber', 'licenceIssuer', 'folio'];

/**
 * Opens the profile of a person who is in the bank. Every opening is recorded, and the person sees it.
 * @throws Refusal not_found also when the consent was withdrawn a moment ago
 */
export async function getBankProfile(principal: Principal | null, profileId: string): Promise<BankProfile> {
	const reader = authorize(principal, 'bank.read');
	if (!isId(profileId)) throw notFound();
	const [item, rating, claims] = await Promise.all([
		findEntry(db(), profileId),
		findCurrentRating(db(), profileId),
		acceptedClaims(db(), profileId),
	]);
	if (!item || !rating) throw notFound('Esta persona no está en el banco, o retiró su consentimiento.');
	await record(db(), actor(reader, 'bank.read'), {
		action: 'bank.read',
		profileId,
		purpose: 'Consulta del Banco de Capital Humano Hacendario',
	});
	return {
		...item,
		points: rating.points,
		elements: rating.elements.map(({ key, points, cap }) => ({ key, points, cap })),
		claims: claims.map(({ kind, data }) => ({ kind, data: withoutHidden(data) })),
	};
}

function withoutHidden(data: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(data).filter(([name]) => !HIDDEN_FIELDS.includes(name)));
}
