import { readFileSync } from 'node:fs';
import type { Answer, Json } from './api.ts';
import { expect, test } from './fixtures.ts';
import { expectStatus, register, type Registered } from './journeys.ts';
import { NEEDED_SECTIONS } from './people.ts';
import type { Service } from './service.ts';

type Sample = {
	id: string;
	field: string;
	value: string;
	expected: 'aceptar' | 'normalizar' | 'literal' | 'rechazar';
	normalized?: string;
	why: string;
};

/** A field that a sample is typed into: its page, and its name in a section or in a kind of claim. */
type Target = { page: string; name: string } & ({ section: string } | { kind: string });

const TARGETS: Record<string, Target> = {
	curp: { page: 'identidad', section: 'identity', name: 'curp' },
	nombre: { page: 'identidad', section: 'identity', name: 'givenNames' },
	apellido: { page: 'identidad', section: 'identity', name: 'firstSurname' },
	apellido2: { page: 'identidad', section: 'identity', name: 'secondSurname' },
	puesto: { page: 'puesto', section: 'post', name: 'position' },
	domicilio: { page: 'puesto', section: 'post', name: 'entity' },
	empleador: { page: 'experiencia', kind: 'experience', name: 'employer' },
	numero_cedula: { page: 'formacion', kind: 'education', name: 'licenceNumber' },
	fecha: { page: 'formacion', kind: 'education', name: 'finishedOn' },
	codigo_estandar: { page: 'certificaciones', kind: 'certification', name: 'title' },
	horas: { page: 'capacitacion', kind: 'training', name: 'hours' },
};

const { strings } = JSON.parse(readFileSync('tests/fixtures/strings.json', 'utf8')) as { strings: Sample[] };

let me: Registered;
const claims = new Map<string, string>();

test.beforeAll(async ({ service }) => {
	me = await register(service);
	expectStatus(await me.api.patch('/me/cedula', NEEDED_SECTIONS), 200);
	for (const target of Object.values(TARGETS)) {
		if (!('kind' in target) || claims.has(target.kind)) continue;
		claims.set(target.kind, expectStatus(await me.api.post('/me/claims', { kind: target.kind }), 201).id);
	}
});

function sendByApi(target: Target, value: unknown): Promise<Answer> {
	const answers = { [target.name]: value };
	if ('section' in target) return me.api.patch('/me/cedula', { [target.section]: answers });
	return me.api.patch(`/me/claims/${claims.get(target.kind)}`, { data: answers });
}

/** Sends the form of the page with what is kept in all its other fields, as a browser does. */
async function sendByForm({ origin }: Service, target: Target, value: string): Promise<Response> {
	const kept = await answersOf(target);
	const inSection = 'section' in target;
	const prefix = inSection ? `${target.section}.` : 'data.';
	const form = new URLSearchParams(inSection ? {} : { version: '1' });
	for (const [name, answer] of Object.entries({ ...kept.data, [target.name]: value }))
		for (const [part, text] of partsOf(name, String(answer))) form.set(prefix + part, text);
	form.set('version', String(kept.version));
	return fetch(origin + pageOf(target, inSection ? '' : '?/save'), {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html', cookie: `shm_session=${me.token}` },
		body: form,
	});
}

const pageOf = (target: Target, action = '') =>
	`/cedula/${target.page}${'kind' in target ? `/${claims.get(target.kind)}` : ''}${action}`;

/** Dates are asked for in parts, which people fill in as they say them. */
function partsOf(name: string, text: string): [string, string][] {
	if (!['finishedOn', 'since'].includes(name)) return [[name, text]];
	const parts = text.includes('/') ? text.split('/').toReversed() : text.split('-');
	return ['year', 'month', 'day'].map((part, index) => [`${name}.${part}`, parts[index] ?? '']);
}

async function answersOf(target: Target): Promise<{ data: Record<string, Json>; version: number }> {
	const cedula = expectStatus(await me.api.get('/me/cedula'), 200);
	if ('section' in target) return cedula.sections[target.section];
	return cedula.claims.find(({ id }: Json) => id === claims.get(target.kind));
}

/** Control characters and what cannot be stored may go, and blanks at the ends; everything else stays as it was typed. */
function isAsTyped(kept: string, typed: string): boolean {
	const bare = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffd\s]+/gu, '').normalize('NFC');
	return bare(kept) === bare(typed);
}

async function expectKept(target: Target, sample: Sample): Promise<string> {
	const kept = String((await answersOf(target)).data[target.name] ?? '');
	if (sample.expected === 'literal') expect(isAsTyped(kept, sample.value), kept).toBe(true);
	else expect(kept).toBe(sample.normalized ?? sample.value);
	return kept;
}

/** A page shows what is kept as text, whatever it looks like. */
async function expectShown({ origin }: Service, target: Target, kept: string): Promise<void> {
	const page = await fetch(origin + pageOf(target), { headers: { cookie: `shm_session=${me.token}` } });
	const html = await page.text();
	const escaped = kept.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
	expect(html).toContain(`value="${escaped}"`);
}

for (const sample of strings) {
	const target = TARGETS[sample.field]!;
	const { id, value, expected, why } = sample;

	test(`${id} by the API: ${expected}, ${why}`, async () => {
		const { status, body } = await sendByApi(target, value);
		if (expected === 'rechazar' || (expected === 'literal' && status === 422)) {
			expect(status).toBe(422);
			const [owner] = 'section' in target ? [target.section] : ['data'];
			expect(body.errors.map(({ path }: Json) => path)).toEqual([`${owner}.${target.name}`]);
		} else {
			expectStatus({ status, body }, 200);
			await expectKept(target, sample);
		}
	});

	test(`${id} by the form: ${expected}, ${why}`, async ({ service }) => {
		const response = await sendByForm(service, target, value);
		if (expected === 'rechazar' || (expected === 'literal' && response.status === 422)) {
			expect(response.status).toBe(422);
			const html = await response.text();
			expect(html).toMatch(/Hay un problema/);
			expect(html).toContain('aria-invalid="true"');
			for (const dangerous of ['<script>alert', '<img src=x']) expect(html).not.toContain(dangerous);
		} else {
			expect(response.status).toBe(303);
			await expectShown(service, target, await expectKept(target, sample));
		}
	});
}
