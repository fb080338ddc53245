import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalidField, notAllowed } from '#lib/platform/refusal.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { consentDecisions, decideConsents } from '#lib/privacy/set-consents.server.ts';
import { SECTION_FORMS } from './answer-rules.server.ts';
import { mergeAnswers, type Answers } from './answers.ts';
import { EDIT_OBSTACLE_MESSAGES, obstacleToSection, type OpenSubmission } from './claim-state.ts';
import type { SectionView } from './cedula.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { birthOf, readSections } from './read-cedula.server.ts';
import { refuseOtherBirthDate, saveNames } from './save-identity.server.ts';
import {
	cedulaPatch,
	DERIVED_ANSWERS,
	NAME_ANSWERS,
	SEALED_ANSWERS,
	sectionState,
	type AnsweredSection,
	type SectionName,
} from './sections.ts';
import { writeSection } from './store.server.ts';
import { staleVersion, versionOf } from './versions.ts';

/** The sections that were saved, as they stand now. */
export type SavedSections = Partial<Record<SectionName, SectionView>>;

const CONSENTS_ARE_PERSONAL =
	'Los permisos sobre sus datos los da solo la persona, desde su cuenta. En el módulo no se pueden cambiar.';

/**
 * Saves one or several sections, all or none; fields that were not sent stay as they are.
 * @throws Refusal invalid (paths like `post.since`), conflict `stale_version` with both values, `not_editable`, `names_locked`
 */
export async function saveSections(principal: Principal | null, input: unknown): Promise<SavedSections> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const patch = parse(cedulaPatch, input);
	if (patch.consents && owner.assists) throw notAllowed(CONSENTS_ARE_PERSONAL);
	return inTransaction(async (tx) => {
		const open = await lockCedula(tx, owner.profileId);
		const present = await readSections(tx, owner.profileId);
		const { consents, ...sections } = patch;
		const sent = Object.entries(sections).map(([section, { version, ...answers }]) => ({
			section: section as AnsweredSection,
			version: versionOf(`${section}.version`, version),
			answers,
		}));
		refuseStale(sent, present.sections);
		const saved: SavedSections = {};
		for (const { section, answers } of sent) {
			const situation = { ...present, open };
			saved[section] = await saveSection(tx, owner.profileId, section, answers, situation);
		}
		const names = Object.keys(saved);
		if (consents) saved.consents = await saveConsents(tx, owner, consents);
		await recordAll(
			tx,
			actor(owner, 'cedula.own'),
			names.map((section) => ({
				action: 'cedula.save-section',
				profileId: owner.profileId,
				details: { section },
			})),
		);
		if (names.length > 0) await emit(tx, 'profile-changed', { profileId: owner.profileId });
		return saved;
	});
}

async function saveConsents(tx: Transaction, owner: Owner, sent: Answers): Promise<SectionView> {
	const { version: _, ...answers } = sent;
	const { consents } = parse(z.object({ consents: consentDecisions }), { consents: answers });
	const data = await decideConsents(tx, actor(owner, 'cedula.own'), owner.profileId, consents);
	return { state: 'complete', version: 0, data, savedAt: null };
}

type Owner = Principal & { profileId: string };

type Situation = Awaited<ReturnType<typeof readSections>> & { open: OpenSubmission };

async function saveSection(
	tx: Transaction,
	profileId: string,
	section: AnsweredSection,
	sent: Answers,
	situation: Situation,
): Promise<SectionView> {
	const obstacle = obstacleToSection(section, situation.open);
	if (obstacle) throw conflict('not_editable', EDIT_OBSTACLE_MESSAGES[obstacle], { section, obstacle });
	const present = situation.sections[section];
	const shown = section === 'identity' ? await shownIdentity(tx, profileId, sent, situation) : present.data;
	refuseDerived(section, shown, sent);
	const own = without(section, mergeAnswers(present.data, sent));
	const checked = parse(z.object({ [section]: SECTION_FORMS[section] }), { [section]: own })[
		section
	] as Answers;
	if (section === 'identity') refuseOtherBirthDate(checked.rfc, shown.curp);
	const version = present.version + 1;
	const savedAt = now();
	await writeSection(tx, {
		profileId,
		section,
		version,
		savedAt,
		...splitSealed(section, checked, situation.key),
	});
	const data = { ...onlyShown(section, shown), ...checked };
	return { state: sectionState(section, data, version), version, data, savedAt };
}

/** The identity as it will show: names as corrected, and what the CURP says of the birth. */
async function shownIdentity(
	tx: Transaction,
	profileId: string,
	sent: Answers,
	{ sections, held, open }: Situation,
): Promise<Answers> {
	const present = sections.identity.data;
	const { names } = await saveNames(tx, profileId, { present, sent, held, open });
	return { ...names, ...birthOf(String(names.curp)) };
}

/** Answers that come from elsewhere may be sent back as they were read, not otherwise. */
function refuseDerived(section: AnsweredSection, shown: Answers, sent: Answers): void {
	for (const [field, message] of Object.entries(DERIVED_ANSWERS[section] ?? {})) {
		const value = sent[field];
		if (value !== undefined && value !== null && value !== shown[field])
			throw invalidField(`${section}.${field}`, 'derived', message);
	}
}

/** Names of the answers that a section only shows. */
function shownNames(section: AnsweredSection): string[] {
	const names = section === 'identity' ? NAME_ANSWERS : [];
	return [...names, ...Object.keys(DERIVED_ANSWERS[section] ?? {})];
}

function without(section: AnsweredSection, answers: Answers): Answers {
	const shown = shownNames(section);
	return Object.fromEntries(Object.entries(answers).filter(([field]) => !shown.includes(field)));
}

function onlyShown(section: AnsweredSection, answers: Answers): Answers {
	const shown = shownNames(section);
	return Object.fromEntries(Object.entries(answers).filter(([field]) => shown.includes(field)));
}

/** Parts the answers into those stored as they are and those encrypted with the person's key. */
function splitSealed(section: AnsweredSection, answers: Answers, key: PersonKey) {
	const secret = SEALED_ANSWERS[section] ?? [];
	const entries = Object.entries(answers);
	const hidden = entries.filter(([field]) => secret.includes(field));
	return {
		data: Object.fromEntries(entries.filter(([field]) => !secret.includes(field))),
		sealed: hidden.length > 0 ? key.seal(Object.fromEntries(hidden)) : null,
	};
}

type Sent = { section: AnsweredSection; version: number | undefined; answers: Answers };

/** Refuses what was written over an older version than the present one, with both values of each section. */
function refuseStale(sent: Sent[], present: Record<AnsweredSection, SectionView>): void {
	const stale = sent.filter(
		({ section, version }) => version !== undefined && version !== present[section].version,
	);
	if (stale.length === 0) return;
	const conflicts = stale.map(({ section, answers }) => ({
		section,
		version: present[section].version,
		yours: answers,
		current: present[section].data,
	}));
	throw staleVersion(conflicts);
}
