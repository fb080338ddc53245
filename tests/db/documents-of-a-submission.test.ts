import { isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { GET as getAcknowledgement } from '../../src/routes/cedula/acuse/[folio]/acuse.pdf/+server.ts';
import { GET as getCedula } from '../../src/routes/cedula/acuse/[folio]/cedula.pdf/+server.ts';
import { aCompleteCedula, aSubmission } from '../support/cedula-factories.ts';
import { aServant, aStaffMember } from '../support/factories.ts';
import { useTestDatabase } from '../support/test-database.ts';

useTestDatabase();

const DOCUMENTS = [
	['acuse', getAcknowledgement],
	['cedula', getCedula],
] as const;

type Handler = (event: RequestEvent) => Response | Promise<Response>;

let folio: string;
let owner: Principal;

beforeAll(async () => {
	const servant = await aServant();
	await aCompleteCedula(servant);
	({ folio } = await aSubmission(servant));
	owner = servant;
});

describe.each(DOCUMENTS)('the address of %s.pdf', (name, handler) => {
	const ask = (principal: Principal | null) => {
		const url = new URL(`http://localhost/cedula/acuse/${folio}/${name}.pdf`);
		const event = { locals: { principal }, params: { folio }, url, request: new Request(url) };
		return (handler as unknown as Handler)(event as unknown as RequestEvent);
	};
	const refusal = async (principal: Principal | null): Promise<unknown> => {
		try {
			return await ask(principal);
		} catch (thrown) {
			if (isHttpError(thrown)) return thrown.status;
			if (isRedirect(thrown)) return thrown.location;
			throw thrown;
		}
	};

	it('gives the owner a file to save, which no cache keeps and no browser runs', async () => {
		const response = await ask(owner);
		const headers = Object.fromEntries(response.headers);
		expect(headers).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': expect.stringContaining(`attachment; filename="${name}-${folio}.pdf"`),
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
			'content-security-policy': expect.stringContaining('sandbox'),
		});
		const bytes = new Uint8Array(await response.arrayBuffer());
		expect(new TextDecoder().decode(bytes.slice(0, 8))).toBe('%PDF-1.7');
		expect(headers['content-length']).toBe(String(bytes.length));
	});

	it('does not exist for another person', async () => {
		expect(await refusal(await aServant())).toBe(404);
	});

	it('is not for a reviewer', async () => {
		expect(await refusal(await aStaffMember('reviewer'))).toBe(403);
	});

	it('sends a visitor to sign in, and back', async () => {
		const back = encodeURIComponent(`/cedula/acuse/${folio}/${name}.pdf`);
		expect(await refusal(null)).toBe(`/entrar?volver=${back}`);
	});
});
