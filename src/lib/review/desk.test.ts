import { describe, expect, it } from 'vitest';
import {
	change,
	changeZoom,
	choose,
	emptyDesk,
	moveFile,
	neighbour,
	nextMark,
	nextToDecide,
	remember,
	showMark,
	turn,
	withChanges,
} from './desk.ts';

const claims = [
	{ id: '1', state: 'submitted', files: [{ id: 'a' }, { id: 'b' }] },
	{ id: '2', state: 'submitted', files: [{ id: 'c' }] },
	{ id: '3', state: 'submitted', files: [] },
];

const ACCEPTED = { state: 'accepted', reason: null, note: null } as const;

describe('a decision on the desk', () => {
	it('stands over what was loaded until it is taken back', () => {
		const desk = emptyDesk();
		expect(change(desk, '1', ACCEPTED)).toBeUndefined();
		expect(withChanges(claims, desk).map((claim) => claim.state)).toEqual([
			'accepted',
			'submitted',
			'submitted',
		]);
		expect(change(desk, '1', undefined)).toEqual(ACCEPTED);
		expect(withChanges(claims, desk)).toEqual(claims);
	});
});

describe('what can be undone', () => {
	const undecided = { state: 'submitted', reason: null, note: null } as const;

	it('is every decision that changed something, the newest last', () => {
		const desk = emptyDesk();
		remember(desk, [{ id: '1', before: undecided, after: ACCEPTED }]);
		remember(desk, [
			{ id: '2', before: undecided, after: ACCEPTED },
			{ id: '3', before: ACCEPTED, after: ACCEPTED },
		]);
		expect(desk.past.map((step) => step.map(({ id }) => id))).toEqual([['1'], ['2']]);
	});

	it('is no decision that was given again as it stood, but is another note', () => {
		const desk = emptyDesk();
		remember(desk, [{ id: '1', before: ACCEPTED, after: ACCEPTED }]);
		expect(desk.past).toEqual([]);
		remember(desk, [{ id: '1', before: ACCEPTED, after: { ...ACCEPTED, note: 'Otra' } }]);
		expect(desk.past).toHaveLength(1);
	});
});

describe('a place on a page', () => {
	const box: [number, number, number, number] = [0.1, 0.1, 0.5, 0.2];
	const row = (field: string, place: typeof box | null = box) => ({ field, page: 1, box: place });
	const read = [
		{
			id: '1',
			files: [
				{ id: 'a', reading: { rows: [row('name'), row('curp', null)] } },
				{ id: 'b', reading: { rows: [row('name')] } },
			],
		},
		{ id: '2', files: [{ id: 'c', reading: { rows: [row('curp', null)] } }] },
	];

	it('follows the marked one through all documents of the claim, and begins again', () => {
		const desk = emptyDesk();
		choose(desk, read, '1');
		const places = [];
		for (let i = 0; i < 3; i++) {
			const mark = nextMark(read, desk)!;
			showMark(desk, read, '1', mark);
			places.push([desk.file, desk.mark?.field]);
		}
		expect(places).toEqual([
			['a', 'name'],
			['b', 'name'],
			['a', 'name'],
		]);
	});

	it('is gone with the claim or the document that it is on', () => {
		const desk = emptyDesk();
		showMark(desk, read, '1', { fileId: 'a', field: 'name', page: 1, box });
		moveFile(desk, read, 1);
		expect(desk).toMatchObject({ file: 'b', mark: null });
		showMark(desk, read, '1', { fileId: 'b', field: 'name', page: 1, box });
		choose(desk, read, '2');
		expect(desk).toMatchObject({ file: 'c', mark: null });
		expect(nextMark(read, desk)).toBeNull();
	});
});

describe('what is looked at', () => {
	it('is the first document of the chosen claim, straight and in full width', () => {
		const desk = emptyDesk();
		choose(desk, claims, '1');
		changeZoom(desk, 1);
		turn(desk);
		choose(desk, claims, '2');
		expect(desk).toMatchObject({ current: '2', file: 'c', zoom: 0, turns: 0 });
	});

	it('stays as it is when the same claim is chosen again', () => {
		const desk = emptyDesk();
		choose(desk, claims, '1');
		moveFile(desk, claims, 1);
		choose(desk, claims, '1');
		expect(desk.file).toBe('b');
	});

	it('moves among the documents of the claim alone', () => {
		const desk = emptyDesk();
		choose(desk, claims, '1');
		moveFile(desk, claims, 1);
		moveFile(desk, claims, 1);
		expect(desk.file).toBe('b');
		choose(desk, claims, '3');
		moveFile(desk, claims, -1);
		expect(desk.file).toBeNull();
	});

	it('comes nearer in three steps, and turns round in four', () => {
		const desk = emptyDesk();
		for (let i = 0; i < 5; i++) changeZoom(desk, 1);
		for (let i = 0; i < 5; i++) turn(desk);
		expect([desk.zoom, desk.turns]).toEqual([3, 1]);
		for (let i = 0; i < 5; i++) changeZoom(desk, -1);
		expect(desk.zoom).toBe(0);
	});
});

describe('where the work goes on', () => {
	const claims = [
		{ id: '1', state: 'submitted' },
		{ id: '2', state: 'accepted' },
		{ id: '3', state: 'submitted' },
	];

	it('is the next claim to decide', () => {
		expect(nextToDecide(claims, '1')).toBe('3');
	});

	it('begins again at the top after the last one', () => {
		expect(nextToDecide(claims, '3')).toBe('1');
	});

	it('is nowhere when everything is decided', () => {
		expect(nextToDecide([{ id: '1', state: 'accepted' }], '1')).toBeNull();
	});

	it('stays on the page at both ends', () => {
		expect([neighbour(claims, '3', 1), neighbour(claims, '1', -1), neighbour(claims, null, 1)]).toEqual([
			'3',
			'1',
			'1',
		]);
	});
});
