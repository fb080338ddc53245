import { getBankProfile } from '#lib/bank/get-bank-profile.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const GET = endpoint(
	{
		summary:
			'Perfil de una persona del banco, hasta donde ella consiente; queda en la bitácora y la persona lo ve',
		who: 'reviewer, admin, recruiter',
		answers: { 200: 'El perfil', 403: 'Sin permiso', 404: 'No está en el banco' },
	},
	async ({ event }) => [200, await getBankProfile(event.locals.principal, event.params.id ?? '')],
);
