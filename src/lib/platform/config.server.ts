import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { isS3Url, s3PlaceIn, type S3Place } from './s3-place.ts';
import { startProblem } from './start-problem.ts';

/** Folder of the project: the entry points change into it before they import anything else. */
export const projectRoot = resolve(process.cwd());

/** What an installation may set (contract.md, "Settings"). Absent means: the part is not used, or its default inside `dataDir`. */
export type Settings = {
	port: number;
	/** address to listen on */
	host: string;
	/** public address, without a slash at the end */
	origin: string;
	/** whether `origin` was set by the operator rather than derived from the port */
	originGiven: boolean;
	/** absolute */
	dataDir: string;
	/** name of a folder of `instances/` */
	institution: string;
	databaseUrl?: string;
	/** replica that the bank may read */
	databaseReadUrl?: string;
	/** `file:///…`; absent: the folder `files` of the data folder, unless there is `s3` */
	filesUrl?: string;
	/** the bucket that holds the files instead of a folder */
	s3?: S3Place;
	smtpUrl?: string;
	/** `tcp://host:port` or `unix:/path` */
	clamdUrl?: string;
	/** 32 bytes in base64 */
	masterKey?: string;
	/** absolute path of a file that holds the same */
	masterKeyFile?: string;
	oidc?: { issuer: string; clientId: string; clientSecret: string };
	/** workers inside the server; 0 = a separate `shm worker` */
	workers: number;
	logLevel: (typeof LOG_LEVELS)[number];
	/** how many proxies in front of us write `X-Forwarded-For`; 0 = it is not believed */
	trustProxy: number;
	/** fictitious data, accounts listed at the sign-in, readable mail */
	demo: boolean;
	/** opens the empty page that benchmarks compare with */
	bench: boolean;
};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MASTER_KEY_BYTES = 32;

const wholeNumber = z
	.string()
	.regex(/^\d{1,5}$/)
	.transform(Number);
const url = (...protocols: string[]) =>
	z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''));

const environment = z.object({
	PORT: wholeNumber
		.pipe(z.number().min(1).max(65_535))
		.default(3000)
		.describe('un número entero de 1 a 65535'),
	HOST: z
		.string()
		.regex(/^[\w.:-]+$/)
		.default('127.0.0.1')
		.describe('un nombre o una dirección IP, por ejemplo 0.0.0.0'),
	ORIGIN: url('http:', 'https:')
		.refine((text) => /^[^/]+\/\/[^/?#@]+\/?$/.test(text))
		.transform((text) => new URL(text).origin)
		.optional()
		.describe('la dirección pública sin ruta, por ejemplo https://shm.ejemplo.gob.mx'),
	DATA_DIR: z
		.string()
		.refine((text) => !text.includes('\0'))
		.optional()
		.describe('una carpeta'),
	INSTITUTION: z
		.string()
		.regex(/^[a-z0-9][a-z0-9-]*$/)
		.default('edomex')
		.describe('el nombre de una carpeta de instances/'),
	DATABASE_URL: url('postgresql:', 'postgres:')
		.optional()
		.meta(secret('postgresql://usuario:clave@servidor:5432/base')),
	DATABASE_READ_URL: url('postgresql:', 'postgres:')
		.optional()
		.meta(secret('postgresql://usuario:clave@replica:5432/base')),
	FILES_URL: z
		.string()
		.refine((text) => text === 'file:' || /^file:\/\/\/./.test(text) || isS3Url(text))
		.transform((text) => (text === 'file:' ? undefined : text))
		.optional()
		.meta(secret('file:///carpeta o s3://llave:clave@cubeta?endpoint=https://servidor&region=us-east-1')),
	AWS_ACCESS_KEY_ID: z.string().optional().meta(secret('la llave del almacén S3 de FILES_URL')),
	AWS_SECRET_ACCESS_KEY: z.string().optional().meta(secret('la clave de esa llave')),
	SMTP_URL: url('smtp:', 'smtps:').optional().meta(secret('smtp://usuario:clave@servidor:587')),
	CLAMD_URL: z
		.string()
		.regex(/^(tcp:\/\/[^/:]+:\d+|unix:\/.+)$/)
		.optional()
		.describe('tcp://servidor:3310 o unix:/ruta/clamd.ctl'),
	MASTER_KEY: z
		.string()
		.refine(
			(text) =>
				/^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === MASTER_KEY_BYTES,
		)
		.optional()
		.meta(secret('32 bytes en base64, por ejemplo de «openssl rand -base64 32»')),
	MASTER_KEY_FILE: z
		.string()
		.transform((path) => resolve(path))
		.optional()
		.describe('la ruta de un archivo'),
	OIDC_ISSUER: url('https:', 'http:')
		.optional()
		.describe('la dirección del proveedor, por ejemplo https://acceso.ejemplo.gob.mx'),
	OIDC_CLIENT_ID: z.string().optional().describe('el identificador que dio el proveedor'),
	OIDC_CLIENT_SECRET: z.string().optional().meta(secret('la clave que dio el proveedor')),
	WORKERS: wholeNumber.pipe(z.number().max(64)).default(1).describe('un número entero de 0 a 64'),
	LOG_LEVEL: z
		.enum(LOG_LEVELS)
		.default('info')
		.describe(`una de estas palabras: ${LOG_LEVELS.join(', ')}`),
	TRUST_PROXY: z
		.union([wholeNumber.pipe(z.number().max(10)), z.stringbool().transform(Number)])
		.default(0)
		.describe('cuántos intermediarios hay delante (0 a 10), o true si es uno'),
	SHM_DEMO: z.stringbool().default(false).describe('1 o 0'),
	SHM_BENCH: z.stringbool().default(false).describe('1 o 0'),
});

type Name = keyof typeof environment.shape;

const ARGUMENTS = { port: 'PORT', data: 'DATA_DIR' } as const;

/**
 * Reads the settings from an environment and the arguments of a command (`--port`, `--data`, `--demo`), which win.
 * An empty variable counts as absent.
 * @throws Error (start problem) that names every wrong setting, what was got and what is expected; secrets are not repeated
 */
export function loadSettings(env: NodeJS.ProcessEnv, argv: readonly string[] = []): Settings {
	const { values: given, problems } = readArguments(argv);
	const raw: Partial<Record<Name, string>> = {};
	for (const name of Object.keys(environment.shape) as Name[]) {
		const value = given[name] ?? env[name]?.trim();
		if (value) raw[name] = value;
	}
	const parsed = environment.safeParse(raw);
	for (const name of new Set(parsed.error?.issues.map((issue) => issue.path[0] as Name))) {
		problems.push(`${name}: se recibió ${shown(name, raw[name])}; se espera ${expected(name)}.`);
	}
	problems.push(...contradictions(raw));
	if (problems.length > 0 || !parsed.data) {
		throw startProblem(`Hay ajustes que corregir:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
	}
	return fromEnvironment(parsed.data);
}

let memory: Settings | undefined;

/** The settings of this process, read from its environment on first use and kept; entry points complete `process.env` before. */
export function settings(): Settings {
	memory ??= loadSettings(process.env);
	return memory;
}

/** Reads the settings anew on the next use, after the environment of this process was changed (tests). */
export function forgetSettings(): void {
	memory = undefined;
}

function fromEnvironment(env: z.infer<typeof environment>): Settings {
	const isS3 = env.FILES_URL?.startsWith('s3:');
	return {
		port: env.PORT,
		host: env.HOST,
		origin: env.ORIGIN ?? `http://localhost:${env.PORT}`,
		originGiven: env.ORIGIN !== undefined,
		dataDir: resolve(env.DATA_DIR ?? (env.SHM_DEMO ? 'data-demo' : 'data')),
		institution: env.INSTITUTION,
		databaseUrl: env.DATABASE_URL,
		databaseReadUrl: env.DATABASE_READ_URL,
		filesUrl: isS3 ? undefined : env.FILES_URL,
		s3: isS3 ? s3Of(env) : undefined,
		smtpUrl: env.SMTP_URL,
		clamdUrl: env.CLAMD_URL,
		masterKey: env.MASTER_KEY,
		masterKeyFile: env.MASTER_KEY_FILE,
		oidc:
			env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET
				? { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, clientSecret: env.OIDC_CLIENT_SECRET }
				: undefined,
		workers: env.WORKERS,
		logLevel: env.LOG_LEVEL,
		trustProxy: env.TRUST_PROXY,
		demo: env.SHM_DEMO,
		bench: env.SHM_BENCH,
	};
}

function readArguments(argv: readonly string[]): {
	values: Partial<Record<Name, string>>;
	problems: string[];
} {
	const values: Partial<Record<Name, string>> = {};
	const problems: string[] = [];
	const options = { port: { type: 'string' }, data: { type: 'string' }, demo: { type: 'boolean' } } as const;
	const { tokens } = parseArgs({
		args: [...argv],
		options,
		strict: false,
		tokens: true,
		allowPositionals: true,
	});
	for (const token of tokens) {
		if (token.kind === 'option' && token.name === 'demo' && token.value === undefined) values.SHM_DEMO = '1';
		else if (token.kind === 'option' && token.name in ARGUMENTS) {
			const name = token.name as keyof typeof ARGUMENTS;
			if (token.value) values[ARGUMENTS[name]] = token.value;
			else problems.push(`--${name}: falta el valor; se espera ${expected(ARGUMENTS[name])}.`);
		} else if (token.kind !== 'option-terminator') {
			const word = token.kind === 'option' ? token.rawName : token.value;
			problems.push(`${word}: no se conoce; se esperan --port, --data o --demo.`);
		}
	}
	return { values, problems };
}

function s3Of(env: Partial<Record<Name, unknown>>): S3Place | undefined {
	const {
		FILES_URL,
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
	} = env as Record<string, string>;
	return s3PlaceIn(FILES_URL!, { accessKeyId, secretAccessKey });
}

function contradictions(raw: Partial<Record<Name, string>>): string[] {
	const problems: string[] = [];
	if (isS3Url(raw.FILES_URL ?? '') && !s3Of(raw)) {
		problems.push(
			'FILES_URL: es un almacén S3 sin credenciales; se esperan en ella (s3://llave:clave@cubeta…) o en AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY.',
		);
	}
	if (raw.MASTER_KEY && raw.MASTER_KEY_FILE) {
		problems.push('MASTER_KEY y MASTER_KEY_FILE: se recibieron las dos; se espera una sola.');
	}
	const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
	const missing = oidc.filter((name) => !raw[name]);
	if (missing.length > 0 && missing.length < oidc.length) {
		for (const name of missing) {
			problems.push(`${name}: no se recibió, y las otras de OIDC sí; se espera ${expected(name)}.`);
		}
	}
	return problems;
}

function secret(description: string) {
	return { description, secret: true };
}

function expected(name: Name): string {
	return environment.shape[name].description ?? '';
}

function shown(name: Name, value: string | undefined): string {
	return environment.shape[name].meta()?.secret
		? 'un valor que no se repite aquí por ser reservado'
		: `«${value ?? ''}»`;
}
