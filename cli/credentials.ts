import type { Command } from 'commander';
import { OPERATOR } from '#lib/accounts/operator.ts';
import type { IssuerKey } from '#lib/credentials/did.ts';
import { createIssuerKey, listIssuerKeys, rotateIssuerKey } from '#lib/credentials/manage-keys.server.ts';
import { revokeCertificate } from '#lib/credentials/revoke-certificate.server.ts';
import { withApplication } from './application.ts';

type Json = { json?: boolean };
type RevokeOptions = { code: string; reason: string };

const JSON_OPTION = ['--json', 'responde en JSON'] as const;

/** `credentials keys new|rotate|list` and `credentials revoke`: the keys that sign credentials, and taking one back. */
export function credentialCommands(program: Command): void {
	const credentials = program.command('credentials').description('constancias y credenciales verificables');
	const keys = credentials.command('keys').description('llaves con las que la institución las firma');
	keys
		.command('new')
		.description('crea la primera llave; si no se hace, se crea al firmar la primera credencial')
		.option(...JSON_OPTION)
		.action(({ json }: Json) =>
			withApplication(async () => tellKey(await createIssuerKey(OPERATOR), 'Se creó la llave', json)),
		);
	keys
		.command('rotate')
		.description('firma desde ahora con una llave nueva; lo firmado con las anteriores sigue siendo válido')
		.option(...JSON_OPTION)
		.action(({ json }: Json) =>
			withApplication(async () =>
				tellKey(await rotateIssuerKey(OPERATOR), 'Desde ahora firma la llave', json),
			),
		);
	keys
		.command('list')
		.description('dice qué llaves hay y desde cuándo')
		.option(...JSON_OPTION)
		.action(({ json }: Json) => withApplication(() => list(json)));
	credentials
		.command('revoke')
		.description(
			'revoca la constancia de un dictamen que se emitió por error; la persona lo ve, con el motivo',
		)
		.requiredOption('--code <código>', 'el código impreso en la constancia')
		.requiredOption('--reason <motivo>', 'por qué se revoca, sin datos personales')
		.action((options: RevokeOptions) =>
			withApplication(async () => {
				await revokeCertificate(OPERATOR, options);
				console.log('La constancia quedó revocada: quien la compruebe lo sabrá desde ahora.');
			}),
		);
}

type NumberedKey = IssuerKey & { number: number };

function tellKey(key: NumberedKey, what: string, json?: boolean): void {
	if (json) console.log(JSON.stringify(key));
	else
		console.log(`${what} número ${key.number} (${key.thumbprint}). La anterior, si la había, solo verifica.`);
}

async function list(json?: boolean): Promise<void> {
	const keys = await listIssuerKeys(OPERATOR);
	if (json) console.log(JSON.stringify(keys));
	else if (keys.length === 0) console.log('Todavía no hay llaves: la primera se crea al firmar.');
	else for (const key of keys) console.log(inWords(key));
}

function inWords({ number, thumbprint, createdAt, retiredAt }: NumberedKey): string {
	const until = retiredAt ? `hasta ${retiredAt.toISOString()}, ya solo verifica` : 'en uso';
	return `${number}  ${thumbprint}  desde ${createdAt.toISOString()}, ${until}`;
}
