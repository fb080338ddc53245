import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalid } from '#lib/platform/refusal.ts';
import { modelFileText, readModelFile } from './file.ts';
import { appendMove, findDraft, insertDraft, listMoves, lockModels } from './store.server.ts';
import { nextVersion } from './versions.ts';
import { WeightingModel } from './model.ts';
import { knownVersion } from './read-models.server.ts';

const FromVersion = z.object({
	from: z
		.string({ error: 'Elija de qué versión parte el borrador.' })
		.min(1, 'Elija de qué versión parte el borrador.'),
});

/**
 * Begins a draft that says the same as an existing version, under the next free name. The same form sent twice begins one.
 * @param input `from`: the version to begin with
 * @returns the name of the draft
 * @throws Refusal not_found
 */
export async function createModelDraft(principal: Principal | null, input: unknown): Promise<string> {
	const admin = authorize(principal, 'rating.models');
	const { from } = parse(FromVersion, input);
	return inTransaction(async (tx) => {
		await lockModels(tx);
		const { model } = await knownVersion(tx, from);
		const begun = { ...WeightingModel.parse(model), status: 'proposed' as const, approvedOn: null };
		return begin(tx, admin, {
			model: begun,
			basedOn: from,
			stem: from,
			reason: `Se creó a partir de ${from}.`,
		});
	});
}

/**
 * Takes a model from a file as a draft, once it is sound; under the name that it carries when that is free.
 * @param text the file
 * @returns the name of the draft
 * @throws Refusal invalid with everything that is wrong with the file, in words
 */
export async function importModel(principal: Principal | null, text: string): Promise<string> {
	const admin = authorize(principal, 'rating.models');
	const { model, problems } = readModelFile(text);
	if (!model) throw invalid(problems);
	return inTransaction(async (tx) => {
		await lockModels(tx);
		const reason = 'Se importó de un archivo JSON.';
		return begin(tx, admin, { model, basedOn: null, stem: model.version, reason });
	});
}

type Beginning = { model: WeightingModel; basedOn: string | null; stem: string; reason: string };

async function begin(tx: Transaction, admin: Principal, beginning: Beginning): Promise<string> {
	const { model, basedOn, stem, reason } = beginning;
	const taken = [...new Set((await listMoves(tx)).map(({ version }) => version))];
	const same = await untouchedTwin(tx, admin, beginning, taken);
	if (same) return same;
	const free = basedOn === null && !taken.includes(stem);
	const version = free ? stem : nextVersion(stem, taken);
	const title = basedOn === null ? model.title : titleAfter(model.title, basedOn, version);
	await insertDraft(tx, {
		model: { ...model, version, title },
		basedOn,
		savedById: admin.accountId,
		savedByName: admin.name,
	});
	const at = now();
	await appendMove(tx, {
		version,
		number: 1,
		to: 'draft',
		reason,
		madeById: admin.accountId,
		madeByName: admin.name,
		madeAt: at,
		effectiveFrom: at,
	});
	await record(tx, actor(admin, 'rating.models'), {
		action: 'rating.create-model-draft',
		subject: version,
		details: { basedOn, reason },
	});
	return version;
}

/** The name of a copy: «Modelo, versión 1» of shm-v1 is «Modelo, versión 2» as shm-v2. */
function titleAfter(title: string, from: string, version: string): string {
	const [was, is] = [from, version].map((name) => /\d+$/.exec(name)?.[0]);
	return was && is && /\d+$/.exec(title)?.[0] === was ? title.replace(/\d+$/, is) : title;
}

/** A draft of the same person that came the same way and was not touched since: the form was sent twice. */
async function untouchedTwin(
	tx: Transaction,
	admin: Principal,
	{ model, basedOn, stem }: Beginning,
	taken: readonly string[],
): Promise<string | undefined> {
	const wanted = modelFileText({ ...model, version: 'same' });
	const nameIsFree = basedOn === null && !taken.includes(stem);
	if (nameIsFree) return undefined;
	for (const version of taken) {
		const draft = await findDraft(tx, version);
		if (draft?.revision !== 1 || draft.savedById !== admin.accountId || draft.basedOn !== basedOn) continue;
		const moves = (await listMoves(tx)).filter((move) => move.version === version);
		if (moves.length > 1) continue;
		const kept = WeightingModel.parse({ ...draft.document, version: 'same' });
		if (basedOn !== null || modelFileText(kept) === wanted) return version;
	}
	return undefined;
}
