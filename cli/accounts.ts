import type { Command } from 'commander';
import { API_SCOPES } from '#lib/access/access.ts';
import { API_KEY_DAYS } from '#lib/accounts/api-keys.ts';
import { createApiKey } from '#lib/accounts/create-api-key.server.ts';
import { createUser } from '#lib/accounts/create-user.server.ts';
import { grantRole } from '#lib/accounts/grant-role.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { reclaimCurp } from '#lib/accounts/reclaim-curp.server.ts';
import { STAFF_ROLES } from '#lib/access/roles.ts';
import { readInput, withApplication } from './application.ts';

type Json = { json?: boolean };
type UserOptions = Json & { email: string; name: string; role: string };
type GrantOptions = { email: string; role: string };
type KeyOptions = Json & { email: string; scope: string; days?: string };

const EMAIL = ['--email <correo>', 'correo electrónico de la cuenta'] as const;
const ROLE = ['--role <rol>', `uno de: ${STAFF_ROLES.join(', ')}`] as const;
const JSON_OPTION = ['--json', 'responde en JSON, en el último renglón'] as const;

/** `user create`, `user grant`, `user reclaim` and `apikey create`: what is done at the console of the server. */
export function accountCommands(program: Command): void {
	const user = program.command('user').description('cuentas del personal y de las personas');
	user
		.command('create')
		.description(
			'crea la cuenta de alguien del personal; la contraseña se lee de la entrada estándar y, si no hay, se imprime un enlace de un solo uso para elegirla',
		)
		.requiredOption(...EMAIL)
		.requiredOption('--name <nombre>', 'nombre completo, como aparecerá en lo que firme')
		.requiredOption(...ROLE)
		.option(...JSON_OPTION)
		.action((options: UserOptions) => withApplication(() => addUser(options)));
	user
		.command('grant')
		.description('da un rol a una cuenta que ya existe')
		.requiredOption(...EMAIL)
		.requiredOption(...ROLE)
		.action((options: GrantOptions) =>
			withApplication(async () => {
				await grantRole(OPERATOR, options);
				console.log(`La cuenta ${options.email} ya tiene el rol ${options.role}.`);
			}),
		);
	user
		.command('reclaim')
		.description(
			'libera una CURP que alguien registró sin enviar su cédula; antes, compruebe la identidad del titular',
		)
		.requiredOption('--curp <curp>', 'la CURP que se libera')
		.action(({ curp }: { curp: string }) =>
			withApplication(async () => {
				await reclaimCurp(OPERATOR, { curp });
				console.log('La CURP quedó libre: su titular ya puede registrarse.');
			}),
		);
	program
		.command('apikey')
		.description('llaves con las que un programa actúa en nombre de una cuenta')
		.command('create')
		.description('crea una llave; se muestra una sola vez')
		.requiredOption(...EMAIL)
		.requiredOption('--scope <alcance>', `uno de: ${API_SCOPES.join(', ')}`)
		.option(
			'--days <días>',
			`días que vive (${API_KEY_DAYS.usual} si no se dice; ${API_KEY_DAYS.longest} como máximo)`,
		)
		.option(...JSON_OPTION)
		.action((options: KeyOptions) => withApplication(() => addApiKey(options)));
}

async function addUser({ email, name, role, json }: UserOptions): Promise<void> {
	const password = await readInput();
	const { id, link } = await createUser(OPERATOR, { email, name, role, ...(password && { password }) });
	if (json) console.log(JSON.stringify({ id, link }));
	else if (link) console.log(`Cuenta creada. Enlace de un solo uso para elegir la contraseña: ${link}`);
	else console.log('Cuenta creada; ya puede entrar con esa contraseña.');
}

async function addApiKey({ email, scope, days, json }: KeyOptions): Promise<void> {
	const { id, key, expiresAt } = await createApiKey(OPERATOR, { email, scope, days });
	if (json) console.log(JSON.stringify({ id, key, expiresAt }));
	else
		console.log(
			`Llave ${id}, vence el ${expiresAt.toISOString()}. Guárdela ya, no se vuelve a mostrar:\n${key}`,
		);
}
