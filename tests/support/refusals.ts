import { Refusal, statusOf } from '#lib/platform/refusal.ts';

/** The refusal that a use case throws; fails the test when it does not refuse. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
	try {
		await work;
	} catch (thrown) {
		if (thrown instanceof Refusal) return thrown;
		throw thrown;
	}
	throw new Error('the use case did not refuse');
}

/** Status and code of a refusal, e.g. `409 curp_held`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
	const refusal = await refusalOf(work);
	const code = 'code' in refusal.reason ? refusal.reason.code : refusal.reason.kind;
	return `${statusOf(refusal)} ${code}`;
}

/** Why a use case refuses, as data to compare. */
export async function reasonOf(work: Promise<unknown>): Promise<Refusal['reason']> {
	return (await refusalOf(work)).reason;
}
