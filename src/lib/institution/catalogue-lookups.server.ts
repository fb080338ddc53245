import { catalogue, findCatalogueItem, label } from './catalogues.server.ts';
import type { Catalogue, CatalogueName } from './catalogues.ts';
import { lookupOf, type Lookup, type LookupSource } from './lookup.ts';

const lookups = new WeakMap<object, Lookup>();

/**
 * A catalogue as people look for its items by typing. That of the municipalities also has those of other states, which
 * are meant when none of the own ones is: people live and worked elsewhere.
 */
export function lookupIn(name: CatalogueName): Lookup {
	const { items } = catalogue(name);
	let lookup = lookups.get(items);
	if (!lookup) lookups.set(items, (lookup = lookupOf(sourcesOf(name))));
	return lookup;
}

/** How an item is shown, and means this very one when it is written; the key when there is no such item. */
export function lookupText(name: CatalogueName, key: string): string {
	return lookupIn(name).byKey.get(key.toLowerCase())?.text ?? key;
}

function sourcesOf(name: CatalogueName): LookupSource[] {
	if (name === 'municipalities') return [...ownMunicipalities(), ...otherMunicipalities()];
	if (name === 'national-municipalities') return ownFirst(nationalMunicipalities());
	if (name === 'competencies') return competencies();
	const { items } = catalogue(name) as Catalogue;
	return items.map((item) => ({ key: item.key, text: item.label, names: [item.label] }));
}

function ownMunicipalities(): LookupSource[] {
	return catalogue('municipalities').items.map((item) => ({
		key: item.key,
		text: item.label,
		names: [item.label, ...within(item.label, item.key.slice(0, 2))],
		local: true,
	}));
}

function otherMunicipalities(): LookupSource[] {
	return nationalMunicipalities().filter(({ key }) => !findCatalogueItem('municipalities', key));
}

function nationalMunicipalities(): LookupSource[] {
	return catalogue('national-municipalities').items.map((item) => ({
		key: item.key,
		text: `${item.label}, ${label('states', item.state)}`,
		names: [item.label, ...within(item.label, item.state)],
	}));
}

function ownFirst(sources: LookupSource[]): LookupSource[] {
	const isOwn = ({ key }: LookupSource) => findCatalogueItem('municipalities', key) !== undefined;
	return [...sources.filter(isOwn), ...sources.filter((source) => !isOwn(source))];
}

/** A municipality with its state behind, as people call the state and as the law does. */
function within(name: string, stateKey: string): string[] {
	const state = findCatalogueItem('states', stateKey);
	return state ? [`${name} ${state.label}`, `${name} ${state.officialName}`] : [];
}

function competencies(): LookupSource[] {
	return catalogue('competencies').items.map(({ key, label: title, code }) => {
		const text = code ? `${code} ${title}` : title;
		return { key, text, names: [title, text] };
	});
}
