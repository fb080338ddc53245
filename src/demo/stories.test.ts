import { describe, expect, it } from 'vitest';
import { claimForms, type ClaimKind } from '#lib/cedula/claims.ts';
import { findItem } from '#lib/institution/catalogues.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addDays, localDate } from '#lib/institution/plain-date.ts';
import { SHM_V1 } from '#lib/rating/rating.factory.ts';
import { scoreProfile } from '#lib/rating/score.ts';
import { titleFor } from './career.ts';
import { storiesOf, type StoryWorld } from './stories.ts';

const { settings, calendar, catalogues } = institution();
const world: StoryWorld = {
	seed: 'demo',
	present: new Date('2026-11-20T17:00:00Z'),
	timeZone: settings.timeZone,
	calendar,
	municipalities: catalogues.municipalities.items,
	areas: catalogues.areas.items.map(({ key }) => key).filter((key) => key !== 'OTHER'),
	catalogues: { positions: catalogues.positions.items, competencies: catalogues.competencies.items },
};
const stories = storiesOf(60, world);

describe('the stories of the demonstration', () => {
	it('end in every state', () => {
		expect(new Set(stories.map(({ ending }) => ending)).size).toBe(16);
		expect(stories.filter(({ ending }) => ending === 'rated').length).toBeGreaterThan(20);
		expect(stories.filter(({ ending }) => ending === 'in_review')).toHaveLength(3);
	});

	it('are spread over municipalities, areas and levels', () => {
		expect(new Set(stories.map(({ municipality }) => municipality.key)).size).toBe(25);
		expect(new Set(stories.map(({ area }) => area)).size).toBe(15);
		expect(new Set(stories.map(({ career }) => career.post.level)).size).toBe(5);
	});

	it('happen in order, in the last weeks and not after the present', () => {
		const earliest = addDays('2026-11-20', -80);
		for (const { registeredAt, acts } of stories) {
			const times = [registeredAt, ...acts.map(({ at }) => at), world.present];
			expect(times).toEqual(times.toSorted((a, b) => a.getTime() - b.getTime()));
			expect(localDate(registeredAt, world.timeZone) > earliest).toBe(true);
		}
	});

	it('are the same for the same seed and present', () => {
		expect(storiesOf(60, world)).toEqual(stories);
	});

	it('begin with one of each when there are fewer people', () => {
		expect(new Set(storiesOf(16, world).map(({ ending }) => ending)).size).toBe(16);
	});

	it('declare only claims that can be sent', () => {
		const forms = claimForms({
			today: () => '2026-11-20',
			has: (name, key) => findItem<{ key: string }>(catalogues[name], key) !== undefined,
		});
		for (const { career } of stories)
			for (const { kind, data } of career.claims)
				expect(forms[kind as ClaimKind].complete.safeParse(data).error?.issues ?? []).toEqual([]);
	});

	it('rate from less than two stars to more than four and a half', () => {
		const competencies = Object.fromEntries(catalogues.competencies.items.map((item) => [item.key, item]));
		const stars = stories
			.filter(({ acts }) => acts.some(({ step }) => step === 'rate'))
			.map(({ career }) => {
				const claims = career.claims.map((claim, place) => ({ id: String(place), ...claim }));
				return scoreProfile({ claims, identityAttested: true, competencies }, SHM_V1, '2026-11-20').stars!;
			});
		expect(Math.min(...stars)).toBeLessThan(20);
		expect(Math.max(...stars)).toBeGreaterThan(45);
		expect(new Set(stars).size).toBeGreaterThan(12);
	});
});

describe('the title of a post', () => {
	it.each([
		['Tesorera(o) municipal', 'Tesorera municipal', 'Tesorero municipal'],
		['Jefa(e) de nómina', 'Jefa de nómina', 'Jefe de nómina'],
		['Contralora(or) interna(o) municipal', 'Contralora interna municipal', 'Contralor interno municipal'],
		[
			'Jefa(e) de comercialización (padrón y cobro)',
			'Jefa de comercialización (padrón y cobro)',
			'Jefe de comercialización (padrón y cobro)',
		],
	])('%s is that of a woman or of a man', (label, woman, man) => {
		expect([titleFor(label, true), titleFor(label, false)]).toEqual([woman, man]);
	});
});
