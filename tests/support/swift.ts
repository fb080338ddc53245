import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { s3PlaceIn, type S3Place } from '#lib/platform/s3-place.ts';
import { freePort } from './running-server.ts';

const PYTHON = '/usr/bin/python3';
const NEEDED = { '/usr/lib/python3/dist-packages/swift': 'python3-swift', '/usr/bin/memcached': 'memcached' };
const SCRIPT = fileURLToPath(new URL('./swift-server.py', import.meta.url));
const BUCKET = 'archivo';

/** Debian's OpenStack Swift with its S3 door: a real object store, on this machine only. */
export type Swift = {
	/** for FILES_URL, credentials included */
	url: string;
	place: S3Place;
	/** its client, for what a person with the credentials could do behind our back */
	client: S3Client;
	/** Kills it, as when its machine fails; its data stay. */
	halt(): Promise<void>;
	/** Starts it again on the same port. */
	resume(): Promise<void>;
	/** Stops it and takes everything away. */
	stop(): Promise<void>;
};

/** Starts a store with one empty bucket. */
export async function startSwift(): Promise<Swift> {
	for (const [path, name] of Object.entries(NEEDED)) {
		if (!existsSync(path)) throw new Error(`${path} is missing. Install it: apt-get install ${name}`);
	}
	const folder = mkdtempSync(join(tmpdir(), 'shm-swift-'));
	const [port, cachePort] = [await freePort(), await freePort()];
	const url = `s3://shm%3Aarchivo:clave-de-prueba@${BUCKET}?endpoint=http://127.0.0.1:${port}`;
	const place = s3PlaceIn(url, {})!;
	const { endpoint, region, accessKeyId, secretAccessKey } = place;
	const credentials = { accessKeyId, secretAccessKey };
	const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
	const asSelf = ['-u', userInfo().username, '-l', '127.0.0.1', '-p', String(cachePort)];
	const cache = spawn('/usr/bin/memcached', asSelf, { stdio: 'ignore' });
	let child: ChildProcess | undefined;
	const resume = async () => {
		const options = { stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'], cwd: folder };
		const started = spawn(PYTHON, [SCRIPT, folder, String(port), String(cachePort)], options);
		child = started;
		const failed = once(started, 'exit').then(() => Promise.reject(new Error('Swift did not start')));
		await Promise.race([once(started.stdout!, 'data'), failed]);
		failed.catch(() => undefined);
	};
	const halt = () => kill(child);
	await resume();
	await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
	return {
		...{ url, place, client, halt, resume },
		async stop() {
			await Promise.all([halt(), kill(cache)]);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function kill(child: ChildProcess | undefined): Promise<void> {
	if (!child || child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	await ended;
}
