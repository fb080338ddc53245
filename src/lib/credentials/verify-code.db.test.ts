import { describe, expect, it } from 'vitest';
import { printAcknowledgement } from '#lib/cedula/print-acknowledgement.server.ts';
import { printCedula } from '#lib/cedula/print-cedula.server.ts';
import { withdrawSubmission } from '#lib/cedula/withdraw-submission.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';
import { listAccessLog } from '#lib/privacy/list-access-log.server.ts';
import { aCompleteCedula, aSubmission } from '../../../tests/support/cedula-factories.ts';
import { aServant, aVisitor } from '../../../tests/support/factories.ts';
import { qrOf } from '../../../tests/support/pdf.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { verifyCode } from './verify-code.server.ts';

useTestDatabase();

async function aPrintedCode() {
	const servant = await aServant();
	await aCompleteCedula(servant, ['education']);
	const { folio } = await aSubmission(servant);
	const address = await qrOf((await printAcknowledgement(servant, folio)).bytes);
	return { servant, folio, address, code: address?.split('/').at(-1) ?? '' };
}

describe('the code of a printed document', () => {
	it('is read from the acknowledgement and the cédula, and leads to what the paper must agree with', async () => {
		const { servant, folio, address, code } = await aPrintedCode();
		expect(address).toBe(`${settings().origin}/verificar/${code}`);
		expect(await qrOf((await printCedula(servant, folio)).bytes)).toBe(address);
		expect(await verifyCode(aVisitor(), code)).toMatchObject({
			folio,
			initials: 'I. X. A.',
			withdrawn: false,
		});
		expect(await verifyCode(aVisitor(), code.toLowerCase().replaceAll('-', ' '))).toMatchObject({ folio });
	});

	it('shows in what the person can see of who read their data', async () => {
		const { servant, code } = await aPrintedCode();
		await verifyCode(aVisitor(), code);
		const { items } = await listAccessLog(servant, {});
		expect(items).toMatchObject([
			{
				who: 'Alguien con el código de su documento',
				purpose: 'Comprobar que un documento impreso de usted es auténtico',
			},
		]);
	});

	it('says that the cédula was withdrawn', async () => {
		const { servant, code } = await aPrintedCode();
		await withdrawSubmission(servant);
		expect(await verifyCode(aVisitor(), code)).toMatchObject({ withdrawn: true });
	});

	it.each([newReadableCode(), 'SHM-2026-000001', '', "' or 1=1 --"])('%s was never given', async (code) => {
		await expect(verifyCode(aVisitor(), code)).rejects.toMatchObject({ reason: { kind: 'not_found' } });
	});

	it('cannot be guessed without end from one address', async () => {
		const visitor = aVisitor();
		const guesses = Array.from({ length: 301 }, () => verifyCode(visitor, newReadableCode()));
		const kinds = (await Promise.allSettled(guesses)).map(
			(guess) => guess.status === 'rejected' && guess.reason.reason.kind,
		);
		expect(kinds.filter((kind) => kind === 'not_found')).toHaveLength(300);
		expect(kinds.filter((kind) => kind === 'too_many')).toHaveLength(1);
	});
});
