import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings } from './config.server.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

function refusalOf(env: NodeJS.ProcessEnv, argv: string[] = []): string {
	try {
		loadSettings(env, argv);
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('the settings were accepted');
}

describe('settings', () => {
	it('have a default for everything', () => {
		expect(loadSettings({})).toEqual({
			port: 3000,
			host: '127.0.0.1',
			origin: 'http://localhost:3000',
			originGiven: false,
			dataDir: resolve('data'),
			institution: 'edomex',
			workers: 1,
			logLevel: 'info',
			trustProxy: 0,
			demo: false,
			bench: false,
		});
	});

	it('take an empty variable for an absent one', () => {
		expect(loadSettings({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({
			port: 3000,
			databaseUrl: undefined,
		});
	});

	it.each([[['--port', '4000', '--data', '/srv/shm']], [['--port=4000', '--data=/srv/shm']]])(
		'let the arguments %j win over the environment',
		(argv) => {
			const { port, origin, dataDir } = loadSettings({ PORT: '5000', DATA_DIR: '/elsewhere' }, argv);
			expect({ port, origin, dataDir }).toEqual({
				port: 4000,
				origin: 'http://localhost:4000',
				dataDir: '/srv/shm',
			});
		},
	);

	it('keep the demonstration in a folder of its own unless one is named', () => {
		expect(loadSettings({}, ['--demo'])).toMatchObject({ demo: true, dataDir: resolve('data-demo') });
		expect(loadSettings({ SHM_DEMO: '1', DATA_DIR: 'x' })).toMatchObject({
			demo: true,
			dataDir: resolve('x'),
		});
	});

	it('take the public address without its last slash and remember that it was given', () => {
		expect(loadSettings({ ORIGIN: 'https://shm.gob.mx/' })).toMatchObject({
			origin: 'https://shm.gob.mx',
			originGiven: true,
		});
	});

	it('read the plain word file: as the default store', () => {
		expect(loadSettings({ FILES_URL: 'file:' }).filesUrl).toBeUndefined();
	});

	it.each([
		['true', 1],
		['false', 0],
		['2', 2],
	])('count TRUST_PROXY=%s as %i proxies', (text, count) => {
		expect(loadSettings({ TRUST_PROXY: text }).trustProxy).toBe(count);
	});

	it('take the three settings of the sign-in provider together', () => {
		const oidc = { OIDC_ISSUER: 'https://id.gob.mx', OIDC_CLIENT_ID: 'shm', OIDC_CLIENT_SECRET: 's' };
		expect(loadSettings(oidc).oidc).toEqual({
			issuer: 'https://id.gob.mx',
			clientId: 'shm',
			clientSecret: 's',
		});
		expect(refusalOf({ OIDC_ISSUER: 'https://id.gob.mx' })).toMatch(
			/OIDC_CLIENT_ID: no se recibió[^]*OIDC_CLIENT_SECRET:/,
		);
	});

	describe('name a bucket', () => {
		const endpoint = 'endpoint=http://swift:8080';

		it('with its credentials in the address, where letters with a meaning are escaped', () => {
			const url = `s3://shm%3Aarchivo:a%2Fb@expedientes?${endpoint}&region=mx-1`;
			const { s3, filesUrl } = loadSettings({
				FILES_URL: url,
				AWS_ACCESS_KEY_ID: 'x',
				AWS_SECRET_ACCESS_KEY: 'y',
			});
			expect(filesUrl).toBeUndefined();
			expect(s3).toEqual({
				bucket: 'expedientes',
				endpoint: 'http://swift:8080',
				region: 'mx-1',
				accessKeyId: 'shm:archivo',
				secretAccessKey: 'a/b',
			});
		});

		it('with its credentials in the environment, at Amazon when no other place is named', () => {
			const given = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' };
			expect(loadSettings({ FILES_URL: 's3://expedientes', ...given }).s3).toEqual({
				bucket: 'expedientes',
				endpoint: undefined,
				region: 'us-east-1',
				accessKeyId: 'x',
				secretAccessKey: 'y',
			});
		});

		it('without credentials, and say so', () => {
			expect(refusalOf({ FILES_URL: `s3://expedientes?${endpoint}` })).toContain('sin credenciales');
			expect(refusalOf({ FILES_URL: `s3://expedientes?${endpoint}`, AWS_ACCESS_KEY_ID: 'x' })).toContain(
				'sin credenciales',
			);
		});

		it.each([
			's3://',
			's3://Expedientes',
			's3://a',
			's3://llave@expedientes',
			's3://expedientes/carpeta',
			's3://expedientes:9000',
			's3://expedientes?endpoint=swift:8080',
			's3://expedientes?endpoint=http://swift:8080/ruta',
			's3://expedientes?regoin=mx-1',
		])('only in the way that is known, not %s', (url) => {
			expect(refusalOf({ FILES_URL: url })).toContain('FILES_URL: se recibió');
		});
	});

	it('take one master key, of 32 bytes', () => {
		expect(loadSettings({ MASTER_KEY: KEY }).masterKey).toBe(KEY);
		expect(refusalOf({ MASTER_KEY: KEY, MASTER_KEY_FILE: '/key' })).toContain('MASTER_KEY y MASTER_KEY_FILE');
	});
});

describe('wrong settings', () => {
	it.each([
		['PORT', '0'],
		['PORT', '70000'],
		['PORT', 'tres mil'],
		['HOST', 'a b'],
		['ORIGIN', 'shm.gob.mx'],
		['ORIGIN', 'https://shm.gob.mx/ruta'],
		['ORIGIN', 'https://user@shm.gob.mx'],
		['INSTITUTION', '../otra'],
		['CLAMD_URL', 'localhost:3310'],
		['WORKERS', '-1'],
		['LOG_LEVEL', 'mucho'],
		['TRUST_PROXY', 'quizá'],
		['SHM_DEMO', 'tal vez'],
	])('name %s=%s with what came and what is expected', (name, value) => {
		expect(refusalOf({ [name]: value })).toMatch(new RegExp(`${name}: se recibió «.*»; se espera .{5,}`));
		expect(refusalOf({ [name]: value })).toContain(`«${value}»`);
	});

	it('are all told at once', () => {
		const message = refusalOf({ PORT: 'x', LOG_LEVEL: 'x', MASTER_KEY: 'x', OIDC_CLIENT_ID: 'x' }, [
			'--verbose',
			'y',
		]);
		for (const name of [
			'PORT',
			'LOG_LEVEL',
			'MASTER_KEY',
			'OIDC_ISSUER',
			'OIDC_CLIENT_SECRET',
			'--verbose',
			'y',
		]) {
			expect(message).toContain(`  ${name}:`);
		}
	});

	it.each(['DATABASE_URL', 'DATABASE_READ_URL', 'FILES_URL', 'SMTP_URL', 'MASTER_KEY'])(
		'never repeat the value of %s, which may hold a secret',
		(name) => {
			const message = refusalOf({ [name]: 'mysql://shm:hunter2@host' });
			expect(message).toContain(`${name}: `);
			expect(message).not.toContain('hunter2');
		},
	);

	it('ask for the value of an argument that lacks it', () => {
		expect(refusalOf({}, ['--port'])).toContain('--port: falta el valor');
	});
});
