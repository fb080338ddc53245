/*
 * What `npm start`, `npm test` and the rest run first, on a machine that has only git, Node 20 and npm: installs the
 * dependencies when they do not match the lock, builds when a source changed (`--build`). No dependency of its own;
 * syntax that an old Node can read, so that it can say that it is too old.
 */
import { spawn, spawnSync } from 'child_process';
import { createHash } from 'crypto';
import fs from 'fs';
import { delimiter, dirname, join, sep } from 'path';
import { fileURLToPath } from 'url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const BUILDS = join(ROOT, 'build');
const CURRENT = join(BUILDS, 'current');
const LOCK = join(BUILDS, '.preparing');
const MODULES = join(ROOT, 'node_modules');
const OLDEST_NODE = 20;
const RUNTIME_NODE = 24;
const KEPT_BUILDS = 3;
const PROGRESS_MS = 10000;
const RETRY_MS = 200;

/** What a build is made of; tests are not. */
const SOURCES = ['src', 'static', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** npm settings of the operator that the installation must keep; the rest describes the npm that called us. */
const KEPT_NPM_SETTINGS =
	/^npm_config_(.*registry|.*proxy|noproxy|ca|cafile|cert|key|cache|userconfig|globalconfig|strict_ssl|fetch_.*|offline|prefer_offline|maxsockets)$/i;

/** Reasons that a person can mend, by what npm or the build wrote. */
const REASONS = [
	[/ENOSPC|no space left/i, 'El disco está lleno. Libere espacio y vuelva a intentarlo.'],
	[
		/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT/i,
		'No hay conexión con el registro de paquetes de npm. Revise la red o el proxy y vuelva a intentarlo.',
	],
	[
		/EACCES|EPERM|EROFS/,
		'Esta cuenta no puede escribir en la carpeta del proyecto. Déle permiso o use otra cuenta.',
	],
	[
		/EINTEGRITY/,
		'Un paquete llegó alterado o incompleto. Ejecute «npm cache clean --force» y vuelva a intentarlo.',
	],
	[
		/EUSAGE/,
		'package-lock.json no corresponde a package.json. Recupere los dos con «git checkout package.json package-lock.json».',
	],
	[/ENOMEM|heap out of memory/i, 'No alcanza la memoria de esta máquina. Se necesitan unos 2 GB libres.'],
];

main().catch((error) => stopWith(reasonFor(error.output || String(error.stack))));

async function main() {
	process.chdir(ROOT);
	if (majorOf(process.version) < OLDEST_NODE) {
		stopWith(
			`Se necesita Node ${OLDEST_NODE} o posterior y esta máquina tiene ${process.version}. Instálelo de nodejs.org.`,
		);
	}
	const build = process.argv.includes('--build');
	if (isInstalled() && (!build || isBuilt(fingerprint()))) return;
	await takeLock();
	try {
		if (!isInstalled()) await install();
		const node = runtimeNode();
		if (build && !isBuilt(fingerprint())) await buildWith(node);
	} finally {
		fs.rmSync(LOCK, { force: true });
	}
}

/** Every package that the lock asks for is there in its version; those of other platforms may be absent. */
function isInstalled() {
	const wanted = readJson('package-lock.json');
	const found = readJson('node_modules/.package-lock.json');
	if (!wanted || !found) return false;
	return Object.entries(wanted.packages).every(([path, want]) => {
		const have = found.packages[path];
		if (!path) return true;
		if (!have) return Boolean(want.extraneous || (want.optional && !isForThisMachine(want)));
		return have.version === want.version && have.integrity === want.integrity;
	});
}

/** Optional packages say which machines they are for; those that do not (WebAssembly variants) are never needed. */
function isForThisMachine({ os, cpu, libc }) {
	if (!os || !cpu) return false;
	const isGlibc = fs.existsSync('/lib64/ld-linux-x86-64.so.2') || fs.existsSync('/lib/ld-linux-aarch64.so.1');
	const fitsLibc = !libc || libc.includes(isGlibc ? 'glibc' : 'musl');
	return os.includes(process.platform) && cpu.includes(process.arch) && fitsLibc;
}

async function install() {
	const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
	await step('Instalando dependencias', npmCommand().concat(options), cleanEnvironment());
	if (!isInstalled()) {
		stopWith(
			'La instalación terminó sin todos sus paquetes; suele ser un corte de red. Vuelva a intentarlo.',
		);
	}
}

/** npm by the Node that runs it, but never by the one in node_modules, which `npm ci` deletes. */
function npmCommand() {
	if (!process.env.npm_execpath) return ['npm'];
	const inPath = (process.env.PATH || '').split(delimiter).map((folder) => join(folder, 'node'));
	const node = [process.env.npm_node_execpath, process.execPath, ...inPath].find(
		(path) => path && fs.existsSync(path) && !fs.realpathSync(path).startsWith(MODULES + sep),
	);
	return node ? [node, process.env.npm_execpath] : ['npm'];
}

function cleanEnvironment() {
	const isKept = ([name]) => (!/^npm_/i.test(name) || KEPT_NPM_SETTINGS.test(name)) && name !== 'NODE_ENV';
	return Object.fromEntries(Object.entries(process.env).filter(isKept));
}

/** The Node that runs the service: the one that npm installed, else this one when it is new enough. */
function runtimeNode() {
	const ours = join(MODULES, '.bin/node');
	const answer = spawnSync(ours, ['--version'], { encoding: 'utf8' });
	if (answer.status === 0 && majorOf(answer.stdout) >= RUNTIME_NODE) return ours;
	if (majorOf(process.version) >= RUNTIME_NODE) return process.execPath;
	return stopWith(
		`El servicio corre con Node ${RUNTIME_NODE}, que se instala solo en Linux de 64 bits (x64 o arm64, con glibc). ` +
			`Este sistema es ${process.platform} ${process.arch} con Node ${process.version}. ` +
			`Instale Node ${RUNTIME_NODE} y vuelva a intentarlo; fuera de Linux indique además un PostgreSQL con DATABASE_URL.`,
	);
}

function isBuilt(hash) {
	try {
		return fs.readlinkSync(CURRENT) === hash && fs.existsSync(join(CURRENT, 'handler.js'));
	} catch {
		return false;
	}
}

/** Builds aside and puts a link in place, so that a build cut short leaves nothing and a running server keeps its own. */
async function buildWith(node) {
	const hash = fingerprint();
	const target = join(BUILDS, hash);
	if (!fs.existsSync(join(target, 'handler.js'))) {
		const aside = join(BUILDS, `.new-${process.pid}`);
		const environment = { ...cleanEnvironment(), SHM_BUILD_DIR: aside };
		await step(
			'Construyendo',
			[node, 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'],
			environment,
		);
		fs.rmSync(target, { recursive: true, force: true });
		fs.renameSync(aside, target);
	}
	fs.utimesSync(target, new Date(), new Date());
	pointTo(hash);
	removeOldBuilds(hash);
}

function pointTo(hash) {
	const link = join(BUILDS, `.link-${process.pid}`);
	fs.symlinkSync(hash, link);
	const isFolder = fs.existsSync(CURRENT) && !fs.lstatSync(CURRENT).isSymbolicLink();
	if (isFolder) fs.rmSync(CURRENT, { recursive: true });
	fs.renameSync(link, CURRENT);
}

/** Keeps the newest builds, which a server of another terminal may still be serving; what a killed build left goes. */
function removeOldBuilds(current) {
	const ageOf = (name) => -fs.lstatSync(join(BUILDS, name)).mtimeMs;
	const names = fs.readdirSync(BUILDS).filter((name) => name !== current);
	const old = names.filter((name) => /^[0-9a-f]{16}$/.test(name)).sort((a, b) => ageOf(a) - ageOf(b));
	const remains = names.filter((name) => /^\.(new|link)-/.test(name));
	for (const name of old.slice(KEPT_BUILDS - 1).concat(remains)) {
		fs.rmSync(join(BUILDS, name), { recursive: true, force: true });
	}
}

function fingerprint() {
	const hash = createHash('sha256');
	for (const path of SOURCES.flatMap(filesOf))
		hash.update(`${path}\0`).update(fs.readFileSync(path)).update('\0');
	return hash.digest('hex').slice(0, 16);
}

function filesOf(path) {
	if (!fs.existsSync(path) || /\.test\.ts$/.test(path)) return [];
	if (!fs.statSync(path).isDirectory()) return [path];
	const names = fs.readdirSync(path).sort();
	return names.flatMap((name) => filesOf(join(path, name)));
}

/** Runs a command quietly, tells how long it takes, and keeps what it wrote for the case that it fails. */
function step(title, [program, ...options], environment) {
	const began = Date.now();
	const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
	console.log(`${title}…`);
	const progress = setInterval(() => console.log(`  ${title.toLowerCase()}, ${seconds()}`), PROGRESS_MS);
	return new Promise((resolve, reject) => {
		const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
		let output = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code !== 0) return reject(Object.assign(new Error(`${program} terminó con ${code}`), { output }));
			console.log(`  listo en ${seconds()}.`);
			resolve();
		});
	}).finally(() => clearInterval(progress));
}

/** Only one process prepares at a time; the lock, a link to the number of its process, is taken over from one that was killed. */
async function takeLock() {
	fs.mkdirSync(BUILDS, { recursive: true });
	for (let told = false; !tryLock(); told = true) {
		const holder = holderOfLock();
		if (holder === process.pid || !isAlive(holder)) fs.rmSync(LOCK, { force: true });
		else if (!told)
			console.log(`Otra terminal prepara el proyecto (proceso ${holder}); esperando a que acabe…`);
		await new Promise((done) => setTimeout(done, RETRY_MS));
	}
}

function tryLock() {
	try {
		fs.symlinkSync(String(process.pid), LOCK);
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		return false;
	}
}

function holderOfLock() {
	try {
		return Number(fs.readlinkSync(LOCK));
	} catch {
		return NaN;
	}
}

function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
}

function reasonFor(output) {
	const known = REASONS.find(([pattern]) => pattern.test(output));
	if (known) return known[1];
	const lines = output.split('\n').filter((line) => line.trim() && !/^\s+at /.test(line));
	return `No se pudo preparar el proyecto:\n${lines.slice(0, 40).join('\n')}`;
}

function stopWith(message) {
	console.error(message);
	process.exit(1);
}

function majorOf(version) {
	return Number(version.replace(/^v/, '').split('.')[0]);
}

function readText(path) {
	try {
		return fs.readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

function readJson(path) {
	const text = readText(path);
	return text ? JSON.parse(text) : undefined;
}
