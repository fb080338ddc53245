import { colourProblems } from './colours.ts';
import {
	REQUIRED_KEYS,
	CATALOGUE_NAMES,
	findItem,
	type CatalogueName,
	type Catalogues,
} from './catalogues.ts';
import { CONSENT_PURPOSES, type PrivacyNotice, type Section } from './documents.ts';
import type { CalendarYear } from './calendar.ts';
import type { MunicipalityMap } from './institution.ts';
import { addDays } from './plain-date.ts';
import type { Settings } from './settings.ts';

/** What is wrong with a calendar, as `where: what`: year that is not the file's, days outside it or given twice. */
export function calendarProblems({ year, dates }: CalendarYear, fileYear: string): string[] {
	const seen = new Set<string>();
	const problems = String(year) === fileYear ? [] : [`year: dice ${year} y el archivo es ${fileYear}.json`];
	dates.forEach(({ date, until = date }, index) => {
		if (until < date) problems.push(`dates[${index}].until: es anterior a date`);
		for (let day = date; day <= until; day = addDays(day, 1)) {
			if (!day.startsWith(`${year}-`)) {
				problems.push(`dates[${index}]: ${day} no es del año ${year}; escríbalo en el archivo de su año`);
				return;
			}
			if (seen.has(day)) problems.push(`dates[${index}]: el día ${day} está repetido`);
			seen.add(day);
		}
	});
	return problems;
}

function repeatedKeys(where: string, items: readonly { key: string }[]): string[] {
	const seen = new Set<string>();
	return items.flatMap(({ key }, index) => {
		const repeated = seen.has(key);
		seen.add(key);
		return repeated ? [`${where}[${index}].key: la clave ${key} está repetida`] : [];
	});
}

/** What is wrong inside one catalogue, as `where: what`: keys given twice or missing. */
export function catalogueProblems(name: CatalogueName, items: readonly { key: string }[]): string[] {
	const keys = items.map(({ key }) => key);
	const repeated = keys.flatMap((key, index) =>
		keys.indexOf(key) < index ? [`items[${index}].key: la clave ${key} está repetida`] : [],
	);
	const missing = (REQUIRED_KEYS[name] ?? []).filter((key) => !keys.includes(key));
	return [
		...repeated,
		...missing.map((key) => `items: falta la clave ${key}, que usan las reglas del servicio`),
	];
}

type Reference = { catalogue: CatalogueName; where: string; target: CatalogueName; key: string };

/** References from one catalogue to a key of another that does not exist, as `catalogue` and `where: what`. */
export function referenceProblems(catalogues: Catalogues): { catalogue: CatalogueName; problem: string }[] {
	return references(catalogues)
		.filter(({ target, key }) => !findItem(catalogues[target], key))
		.map(({ catalogue, where, target, key }) => ({
			catalogue,
			problem: `${where}: ${key} no está en catalogues/${target}`,
		}));
}

function references({ positions, competencies, ...catalogues }: Catalogues): Reference[] {
	const at = (catalogue: CatalogueName, target: CatalogueName) => (where: string, key: string) => ({
		catalogue,
		where,
		target,
		key,
	});
	return [
		...positions.items.flatMap(({ area, level, standard, relatedFields }, index) => [
			at('positions', 'areas')(`items[${index}].area`, area),
			at('positions', 'levels')(`items[${index}].level`, level),
			...(standard ? [at('positions', 'competencies')(`items[${index}].standard`, standard)] : []),
			...relatedFields.map((key, n) => at('positions', 'fields')(`items[${index}].relatedFields[${n}]`, key)),
		]),
		...competencies.items.flatMap(({ requiredFor }, index) =>
			requiredFor.map((key, n) => at('competencies', 'positions')(`items[${index}].requiredFor[${n}]`, key)),
		),
		...catalogues.municipalities.items.map(({ key }, index) =>
			at('municipalities', 'national-municipalities')(`items[${index}].key`, key),
		),
		...catalogues['national-municipalities'].items.map(({ state }, index) =>
			at('national-municipalities', 'states')(`items[${index}].state`, state),
		),
	];
}

/** What is wrong with a privacy notice, as `where: what`: purposes that need consent left out or given twice, and faults of the short form. */
export function noticeProblems({ consents, short }: PrivacyNotice): string[] {
	const keys = consents.map(({ key }) => key);
	return [
		...CONSENT_PURPOSES.filter((purpose) => !keys.includes(purpose)).map(
			(purpose) => `consents: falta la finalidad ${purpose}`,
		),
		...repeatedKeys('consents', consents),
		...sectionProblems('short', short),
	];
}

/** Sections with an anchor already taken, and table rows with more or fewer cells than the head, as `where: what`. */
export function sectionProblems(where: string, sections: readonly Section[]): string[] {
	const uneven = sections.flatMap(({ blocks }, index) =>
		blocks.flatMap((part, n) =>
			'table' in part && part.table.rows.some((row) => row.length !== part.table.head.length)
				? [`${where}[${index}].blocks[${n}].table: cada renglón lleva ${part.table.head.length} celdas`]
				: [],
		),
	);
	return [...repeatedKeys(where, sections), ...uneven];
}

/** What is wrong with the settings beside their own shape, as `where: what`. `tokens` is the text of `ui/tokens.css`. */
export function settingsProblems({ colours, evidence }: Settings, tokens: string): string[] {
	return [
		...colourProblems(colours, tokens),
		...(evidence.fileSizeBytes > evidence.personSizeBytes
			? ['evidence.personMegabytes: es menor que lo que puede pesar un solo archivo (fileMegabytes)']
			: []),
	];
}

/** Contact data that stand in for the true ones, as `where: what`; people would write to nobody. */
export function sampleData({ address, contact, sender, privacy }: Settings): string[] {
	const unit = privacy.transparencyUnit;
	const mails = {
		'contact.email': contact.email,
		'sender.email': sender.email,
		'privacy.transparencyUnit.email': unit.email,
	};
	const phones = { 'contact.phone': contact.phone, 'privacy.transparencyUnit.phone': unit.phone };
	const samples = [
		...Object.entries(mails).filter(([, mail]) => /[.@](example|test|invalid)$|@example\./.test(mail)),
		...Object.entries(phones).filter(([, phone]) => /0{3}\D?0{4}$/.test(phone)),
	];
	return [
		...samples.map(
			([where]) => `${where}: es un dato de muestra; escriba el verdadero antes de abrir el servicio`,
		),
		...(address.some((line) => /\b\d{5}\b/.test(line))
			? []
			: ['address: falta la calle y el código postal; el aviso de privacidad los debe llevar']),
	];
}

/** Ways in which the map and the catalogue of municipalities disagree. */
export function mapProblems(map: MunicipalityMap, { municipalities }: Catalogues): string[] {
	const drawn = new Set(
		Object.values(map.objects).flatMap(({ geometries }) => geometries.map(({ id }) => id)),
	);
	const listed = new Set(municipalities.items.map(({ key }) => key));
	return [
		...[...listed].filter((key) => !drawn.has(key)).map((key) => `falta el municipio ${key} del catálogo`),
		...[...drawn].filter((id) => !listed.has(id)).map((id) => `el municipio ${id} no está en el catálogo`),
	];
}

/** Names of the catalogues that could not be read. */
export function missingCatalogues(catalogues: Partial<Catalogues>): CatalogueName[] {
	return CATALOGUE_NAMES.filter((name) => !catalogues[name]);
}
