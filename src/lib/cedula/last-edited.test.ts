import { expect, it } from 'vitest';
import { aCedulaView, aClaimView, aSection } from './cedula.factory.ts';
import { lastEditedOf } from './last-edited.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 5, 15, 16, minute));
const unsaved = { ...aSection(), version: 0, savedAt: null };
const { sections } = aCedulaView();
const none = { identity: unsaved, contact: unsaved, post: unsaved, skills: unsaved, interests: unsaved };

it('is the section or the claim that was saved last', () => {
	const contact = { ...aSection(), savedAt: at(10) };
	const post = { ...aSection(), savedAt: at(20) };
	const claim = aClaimView({ savedAt: at(15) });
	const cedula = { sections: { ...sections, ...none, contact, post }, claims: [claim] };
	expect(lastEditedOf(cedula)).toEqual({ section: 'post', savedAt: at(20) });
	const later = aClaimView({ savedAt: at(30) });
	expect(lastEditedOf({ ...cedula, claims: [claim, later] })).toEqual({ claim: later, savedAt: at(30) });
});

it('is nothing before anything was saved', () => {
	expect(lastEditedOf({ sections: { ...sections, ...none }, claims: [] })).toBeNull();
});
