import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { identify } from '#lib/accounts/identify.server.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { aList, aListedPerson } from '#lib/roster/roster.factory.ts';
import { buildProgram } from '../../cli/program.ts';
import { errorText } from '../../cli/spanish.ts';
import { aServant, aStaffMember, PASSWORD } from '../support/factories.ts';
import { startShm, useShm, type Ended } from '../support/command-line.ts';
import { useTestDatabase } from '../support/test-database.ts';

/** Each test starts whole processes, and a busy machine takes its time for that. */
vi.setConfig({ testTimeout: 60_000 });

useTestDatabase();
const shm = useShm();

const lastLine = ({ out }: Ended) => JSON.parse(out.trim().split('\n').at(-1) ?? '');
const findAccount = async (email: string) =>
	(await db().select().from(account).where(eq(account.email, email)))[0];

describe('user create', () => {
	it('takes the password from the standard input', async () => {
		const { code, out } = await startShm(
			['user', 'create', '--email', 'ana@instituto.example', '--name', 'Ana Prueba', '--role', 'reviewer'],
			{ input: `${PASSWORD}\n` },
		);
		expect({ code, out }).toEqual({ code: 0, out: 'Cuenta creada; ya puede entrar con esa contraseña.\n' });
		expect(await findAccount('ana@instituto.example')).toMatchObject({
			name: 'Ana Prueba',
			roles: ['reviewer'],
		});
	});

	it('prints a one-time link when there is no password', async () => {
		const ended = await shm([
			...[
				'user',
				'create',
				'--email',
				'luz@instituto.example',
				'--name',
				'Luz Prueba',
				'--role',
				'admin',
				'--json',
			],
		]);
		const { id, link } = lastLine(ended);
		expect(link).toMatch(/^http:\/\/localhost:\d+\/invitacion\/[\w-]{43}$/);
		expect(await findAccount('luz@instituto.example')).toMatchObject({ id, passwordHash: null });
	});

	it('names what is wrong and ends with 1', async () => {
		const { code, out, err } = await startShm(
			['user', 'create', '--email', 'luz', '--name', 'Luz', '--role', 'jefa'],
			{ input: 'corta' },
		);
		expect({ code, out }).toEqual({ code: 1, out: '' });
		for (const path of ['email', 'role', 'password']) expect(err).toContain(`  ${path}: `);
	});

	it('says in Spanish which option is missing', async () => {
		const { code, err } = await shm(['user', 'create', '--name', 'Luz', '--role', 'admin']);
		expect(code).toBe(1);
		expect(err).toContain('Falta la opción --email <correo>.');
	});
});

describe('user grant', () => {
	it('adds a role to those that an account has', async () => {
		await shm(['user', 'grant', '--email', 'ana@instituto.example', '--role', 'privacy']);
		expect(await findAccount('ana@instituto.example')).toMatchObject({ roles: ['reviewer', 'privacy'] });
	});

	it('ends with 1 for an unknown address', async () => {
		const { code, err } = await shm([
			'user',
			'grant',
			'--email',
			'nadie@instituto.example',
			'--role',
			'privacy',
		]);
		expect(code).toBe(1);
		expect(err).toContain('No hay una cuenta con ese correo');
	});
});

describe('user reclaim', () => {
	it('frees a CURP that was never sent', async () => {
		const { curp, profileId } = await aServant();
		const { code } = await shm(['user', 'reclaim', '--curp', curp]);
		expect(code).toBe(0);
		const [left] = await db().select().from(profile).where(eq(profile.id, profileId));
		expect(left?.curpHash ?? null).toBeNull();
	});
});

describe('import', () => {
	const people = [aListedPerson(1), { ...aListedPerson(2), email: 'sin arroba' }];

	it('says what it would do, does it, and does nothing the second time', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'shm-list-'));
		const path = join(folder, 'padron.csv');
		writeFileSync(path, aList(people));
		const errors = [{ line: 3, problems: [expect.stringContaining('Correo electrónico')] }];
		const plan = await shm(['import', path, '--dry-run', '--json']);
		expect(lastLine(plan)).toMatchObject({
			import: null,
			dryRun: true,
			total: 2,
			added: 1,
			refused: 1,
			errors,
		});
		const first = await shm(['import', path, '--json']);
		expect(lastLine(first)).toMatchObject({ dryRun: false, added: 1, unchanged: 0, refused: 1, errors });
		const second = await shm(['import', path]);
		expect(second).toMatchObject({ code: 0, out: 'Ya estaba, sin cambios: 1\nNo se importó: 1\n' });
		expect(second.err).toContain('Línea 3. Correo electrónico');
		rmSync(folder, { recursive: true });
	});

	it('names a file that is not there', async () => {
		const { code, err } = await shm(['import', 'no-hay-tal.csv']);
		expect(code).toBe(1);
		expect(err).toContain('No encontramos el archivo no-hay-tal.csv');
	});
});

describe('apikey create', () => {
	it('prints the key as its last line, and the key acts as its owner', async () => {
		const { name } = await aStaffMember('reviewer');
		const [owner] = await db().select().from(account).where(eq(account.name, name));
		const ended = await shm(['apikey', 'create', '--email', owner!.email!, '--scope', 'review', '--json']);
		expect(ended.code).toBe(0);
		const { id, key, expiresAt } = lastLine(ended);
		expect(id).toMatch(/^[0-9a-f-]{36}$/);
		expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
		expect(await identify({ authorization: `Bearer ${key}` })).toMatchObject({
			accountId: owner!.id,
			scope: 'review',
		});
	});

	it('ends with 1 and prints nothing for an unknown e-mail', async () => {
		const { code, out } = await shm([
			...['apikey', 'create', '--email', 'nadie@instituto.example', '--scope', 'review', '--json'],
		]);
		expect({ code, out }).toEqual({ code: 1, out: '' });
	});
});

describe('seed', () => {
	it('adds what is missing of a seed and tells how much', async () => {
		const first = await shm(['seed', '--profiles', '12', '--seed', 'orden']);
		expect(first).toMatchObject({ code: 0, out: 'Se agregaron 12 personas inventadas.\n' });
		expect(first.err).toContain('Personas 12 de 12');
		const second = await shm(['seed', '--profiles', '15', '--seed', 'orden']);
		expect(second.out).toBe('Se agregaron 3 personas inventadas.\n');
	});
});

describe('simulate', () => {
	it('answers what was asked, always the same, and says what it takes for granted', async () => {
		const line = ['simulate', '--per-month', '50', '--reviewers', '2', '--runs', '3', '--observed', '0'];
		const [first, second] = [await shm([...line, '--json']), await shm([...line, '--json'])];
		expect(first.code).toBe(0);
		expect(first.out).toBe(second.out);
		const { answers, assumptions } = lastLine(first);
		expect(assumptions).toMatchObject({ observed: 0, minutes: 12 });
		expect(answers).toMatchObject([{ perYear: 600, reviewers: 2, figures: { withinAnswer: { mean: 1 } } }]);
		const table = await shm(line);
		expect(table.out).toMatch(/^ *Cédulas +Validan +En 3 días +En 5 días/);
		expect(table.out).toContain('12 minutos de atención');
	});

	it('says that too little was measured', async () => {
		const { out, code } = await shm(['simulate', '--measured', '--per-year', '10', '--runs', '1']);
		expect(code).toBe(0);
		expect(out).toContain('hay 0 cédulas con tiempos medidos');
	});

	it('names what an option does not admit', async () => {
		const { code, err } = await shm(['simulate', '--reviewers', '0']);
		expect(code).toBe(1);
		expect(err).toContain('no admite «0». Se espera un número entero de 1 a 100.');
	});
});

describe('help', () => {
	it.each([[['user', 'create']], [['apikey', 'create']], [['seed']], [['simulate']], [['rerate']]])(
		'of %j is in Spanish',
		(verb) => {
			let command = buildProgram();
			for (const name of verb) command = command.commands.find((each) => each.name() === name)!;
			const help = command.helpInformation();
			expect(help).toMatch(/^Uso: shm /);
			expect(help).toContain('Opciones:');
			expect(help).not.toMatch(/Usage|Options:|display help|default:/);
		},
	);
});

describe('what is wrong with a command line', () => {
	it.each([
		[
			"error: option '--profiles <n>' argument 'x' is invalid. Se espera.",
			'La opción --profiles <n> no admite «x». Se espera.',
		],
		[
			"error: unknown command 'craete'\n(Did you mean create?)",
			'No se conoce la orden craete.\n¿Quiso decir create?',
		],
		['error: too many arguments. Expected 0 arguments but got 1: a.', 'Sobran argumentos.'],
	])('is said in Spanish: %s', (english, spanish) => {
		expect(errorText(english)).toBe(spanish);
	});
});
