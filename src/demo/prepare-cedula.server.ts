import { v7 } from 'uuid';
import { issueLink } from '#lib/accounts/account-links.server.ts';
import { confirmEmail } from '#lib/accounts/confirm-email.server.ts';
import { registerAccount } from '#lib/accounts/register-account.server.ts';
import type { Visitor } from '#lib/accounts/visitor.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import { buildRfc } from '#lib/identifiers/rfc.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { setConsents } from '#lib/privacy/set-consents.server.ts';
import { attachDocument } from './attach-document.server.ts';
import type { DeclaredClaim } from './career-plan.ts';
import { LANGUAGES, SYSTEMS } from './career-words.ts';
import { DEMO_PASSWORD, findActor, type ServantActor } from './cast.server.ts';
import { at, pass } from './demo-time.server.ts';
import { random } from './random.ts';
import type { Ending, Story } from './stories.ts';

/** How much of the cédula each of these has; the others have all of it. */
const UNFINISHED: Partial<
	Record<Ending, { sections: 'none' | 'begun' | 'all'; claims: number; files: number }>
> = {
	registered: { sections: 'none', claims: 0, files: 0 },
	sections_begun: { sections: 'begun', claims: 1, files: 0 },
	without_files: { sections: 'all', claims: 99, files: 1 },
};
const COMPLETE = { sections: 'all', claims: 99, files: 99 } as const;

/**
 * Registers a person and fills in their cédula up to the point before it is sent, at the time of the story.
 * What is there already is left as it is, so that it can be done again after a cut.
 * @param isStopped asked before each claim, since their documents take time
 */
export function prepareCedula(story: Story, isStopped: () => boolean): Promise<void> {
	return at(story.registeredAt, async () => {
		const actor = (await findActor(story)) ?? (await register(story));
		if (story.ending !== 'registered' && !actor.emailConfirmed) await confirm(story, actor);
		const extent = UNFINISHED[story.ending] ?? COMPLETE;
		if (extent.sections !== 'none') await answer(story, actor, extent.sections);
		const claims = story.career.claims.slice(0, extent.claims);
		for (const [index, claim] of claims.entries()) {
			if (isStopped()) return;
			pass(4);
			const id = claimId(story, index);
			await createClaim(actor, { id, ...claim });
			if (index < extent.files) await attachDocument(actor, story, { id, ...claim });
		}
	});
}

/** The identifier of a claim of a story: the same each time. */
export function claimId({ number, registeredAt }: Story, index: number): string {
	return v7({ msecs: registeredAt.getTime() + index, random: random(`claim/${number}/${index}`).bytes() });
}

/** A claim with its identifier. */
export type NumberedClaim = DeclaredClaim & { id: string };

async function register(story: Story): Promise<ServantActor> {
	const { curp, givenNames, firstSurname, secondSurname, email } = story.person;
	await registerAccount(visitor(story), {
		...{ curp, givenNames, firstSurname, secondSurname, email },
		password: DEMO_PASSWORD,
		noticeVersion: privacyNoticeInForce().version,
	});
	const actor = await findActor(story);
	if (!actor) throw new Error(`person ${story.number} was registered and is not there`);
	return actor;
}

/** Everybody comes from an address of their own: the limit of registrations is for one address. */
function visitor({ number }: Story): Visitor {
	return { address: `demo-${number}`, channel: 'web', client: 'Demostración' };
}

async function confirm(story: Story, actor: ServantActor): Promise<void> {
	pass(3);
	const link = await issueLink(db(), 'confirm-email', actor.accountId, { email: story.person.email });
	await confirmEmail(visitor(story), link.path.slice(link.path.lastIndexOf('/') + 1));
}

async function answer(story: Story, actor: ServantActor, extent: 'begun' | 'all'): Promise<void> {
	const { person, municipality, area, career } = story;
	const choose = random(`answers/${story.number}`);
	const contact = { phone: person.phone, municipality: municipality.key };
	pass(6);
	if (extent === 'begun') {
		await saveSections(actor, { contact, post: { entity: career.post.entity, area } });
		return;
	}
	const rfc = buildRfc(person, person.birthDate);
	await saveSections(actor, {
		...(rfc && choose.chance(0.6) && { identity: { rfc } }),
		contact,
		post: career.post,
		skills: { languages: choose.some(LANGUAGES, 1), systems: choose.some(SYSTEMS, 2) },
		interests: {
			available: choose.chance(0.5),
			areas: [area],
			municipalities: [municipality.key],
			levels: [career.post.level],
		},
	});
	pass(2);
	await setConsents(actor, {
		bank: choose.chance(0.9),
		jobAlerts: choose.chance(0.7),
		invitations: choose.chance(0.6),
		publicCv: choose.chance(0.2),
	});
}
