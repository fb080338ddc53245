import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { startProblem } from '#lib/platform/start-problem.ts';
import { businessCalendar, calendarYear, type CalendarYear } from './calendar.ts';
import type { BusinessClock } from './calendar-change.ts';
import { CATALOGUE_NAMES, catalogueSchema, type CatalogueName, type Catalogues } from './catalogues.ts';
import {
	calendarProblems,
	catalogueProblems,
	mapProblems,
	missingCatalogues,
	noticeProblems,
	referenceProblems,
	sampleData,
	sectionProblems,
	settingsProblems,
} from './check-institution.ts';
import { pageDocument, privacyNotice, type PageDocument, type PrivacyNotice } from './documents.ts';
import { municipalityMap, type Institution, type WeightingFile } from './institution.ts';
import {
	MAIL_NAMES,
	mailTemplateProblems,
	parseMailTemplate,
	type MailName,
	type MailTemplate,
} from './mail-texts.ts';
import {
	addError,
	addWarning,
	listFiles,
	readJson,
	readText,
	type FolderReader,
	type Report,
} from './read-folder.server.ts';
import { settings, type Settings } from './settings.ts';

/** What the rating says about a weighting model, in Spanish, one text per problem; given by whoever may import the rating. */
export type CheckWeighting = (model: WeightingFile) => string[];

type Options = {
	/** Folder of the project, which holds `instances/`. */
	root?: string;
	checkWeighting?: CheckWeighting;
};

/**
 * Reads `instances/<key>/` and says everything that is wrong with it, not only the first thing.
 * The institution is there exactly when there are no errors.
 */
export function checkInstitution(key: string, options: Options = {}): Report & { institution?: Institution } {
	const report: Report = { errors: [], warnings: [] };
	const root = resolve(options.root ?? process.cwd());
	const shown = `instances/${key}`;
	const reader: FolderReader = { directory: join(root, shown), shown, report };
	if (!/^[a-z0-9][a-z0-9-]*$/.test(key) || !existsSync(reader.directory)) {
		report.errors.push(`${shown}: no existe la carpeta; INSTITUTION debe nombrar una carpeta de instances/`);
		return report;
	}
	const institution = readInstitution(reader, key, root, options.checkWeighting);
	return institution && report.errors.length === 0 ? { ...report, institution } : report;
}

/** Reads an institution. @throws Error (start problem) that lists all errors when its folder has any. */
export function loadInstitution(key: string, options: Options = {}): Institution {
	const { errors, institution } = checkInstitution(key, options);
	if (!institution) throw startProblem(`La carpeta de la institución tiene errores:\n${errors.join('\n')}`);
	return institution;
}

const loaded = new Map<string, Institution>();
let inForce: Institution | undefined;

/**
 * The institution of this deployment (environment `INSTITUTION`, else `edomex`), read from disk the first time only;
 * its calendar and cut-off hour are those in force, with what the administrators changed.
 * @throws Error (start problem) that lists all errors of its folder
 */
export function institution(): Institution {
	return inForce?.key === institutionKey() ? inForce : institutionOfFolder();
}

/** The institution as its folder says, without what the administrators changed in the calendar. */
export function institutionOfFolder(): Institution {
	const key = institutionKey();
	const known = loaded.get(key);
	if (known) return known;
	const fresh = loadInstitution(key);
	loaded.set(key, fresh);
	return fresh;
}

/** The clock that this process shows; what is written is counted with `holdClock` of `calendar-in-force.server.ts`. */
export function shownClock(): BusinessClock {
	const { calendar, settings: shown } = institution();
	return { calendar, cutOff: shown.deadlines.cutOff };
}

/** From now on this process counts deadlines with this clock; null: with that of the folder again. */
export function putClockInForce(clock: BusinessClock | null): void {
	const folder = institutionOfFolder();
	const deadlines = {
		...folder.settings.deadlines,
		cutOff: clock?.cutOff ?? folder.settings.deadlines.cutOff,
	};
	const settingsInForce = { ...folder.settings, deadlines };
	inForce = clock ? { ...folder, calendar: clock.calendar, settings: settingsInForce } : undefined;
}

function institutionKey(): string {
	return process.env.INSTITUTION || 'edomex';
}

function readInstitution(
	reader: FolderReader,
	key: string,
	root: string,
	checkWeighting?: CheckWeighting,
): Institution | undefined {
	const parts = {
		settings: readSettings(reader, root),
		calendar: businessCalendar(readCalendar(reader)),
		catalogues: readCatalogues(reader),
		privacyNotices: readNotices(reader),
		policies: readVersions(reader, 'policies', pageDocument).map(({ document }) => document),
		help: readPage(reader, 'help/ayuda.json'),
		accessibility: readPage(reader, 'help/accesibilidad.json'),
		mailTexts: readMailTexts(reader),
		weighting: readWeighting(reader, checkWeighting),
		map: readJson(reader, MAP_FILE, municipalityMap),
	};
	const { settings, catalogues, help, accessibility, mailTexts, map } = parts;
	if (map && catalogues)
		for (const problem of mapProblems(map, catalogues)) addError(reader, MAP_FILE, problem);
	if (!settings || !catalogues || !help || !accessibility || !mailTexts || !map) return undefined;
	const logo = readLogo(reader, settings);
	const required = { settings, catalogues, help, accessibility, mailTexts, map };
	return { ...parts, ...required, key, logo, warnings: reader.report.warnings };
}

const MAP_FILE = 'map/municipalities.topojson';
const SETTINGS_FILE = 'institution.json';
/** Default colours, against which changed ones are checked; relative to the root of the project. */
const TOKENS_FILE = 'src/lib/ui/tokens.css';

function readSettings(reader: FolderReader, root: string): Settings | undefined {
	const value = readJson(reader, SETTINGS_FILE, settings);
	if (!value) return undefined;
	const changesColours = Object.keys({ ...value.colours.light, ...value.colours.dark }).length > 0;
	const tokens = changesColours ? readFileSync(join(root, TOKENS_FILE), 'utf8') : '';
	for (const problem of settingsProblems(value, tokens)) addError(reader, SETTINGS_FILE, problem);
	for (const problem of sampleData(value)) addWarning(reader, SETTINGS_FILE, problem);
	return value;
}

function readLogo(reader: FolderReader, { logo }: Settings): Institution['logo'] {
	const svg = logo && readText(reader, logo.file);
	if (!svg) return undefined;
	if (!/<svg[\s>]/.test(svg)) addError(reader, logo.file, 'no es una imagen SVG');
	if (/<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*["'](?!#)/i.test(svg))
		addError(reader, logo.file, 'lleva programas o direcciones; guárdela como SVG simple');
	return { svg, alt: logo.alt };
}

function readCalendar(reader: FolderReader): CalendarYear[] {
	return listFiles(reader, 'calendar', '.json').flatMap((name) => {
		const file = `calendar/${name}`;
		const year = readJson(reader, file, calendarYear);
		if (!year) return [];
		const problems = calendarProblems(year, name.replace(/\.json$/, ''));
		for (const problem of problems) addError(reader, file, problem);
		if (year.status === 'provisional')
			addWarning(
				reader,
				file,
				'el calendario es provisional; escriba el que publique la Gaceta del Gobierno',
			);
		return problems.length === 0 ? [year] : [];
	});
}

function readCatalogues(reader: FolderReader): Catalogues | undefined {
	const read: Partial<Record<CatalogueName, unknown>> = {};
	for (const name of CATALOGUE_NAMES) {
		const file = `catalogues/${name}.json`;
		const catalogue = readJson(reader, file, catalogueSchema(name));
		if (!catalogue) continue;
		for (const problem of catalogueProblems(name, catalogue.items)) addError(reader, file, problem);
		read[name] = catalogue;
	}
	const catalogues = read as Partial<Catalogues>;
	if (missingCatalogues(catalogues).length > 0) return undefined;
	for (const { catalogue, problem } of referenceProblems(catalogues as Catalogues))
		addError(reader, `catalogues/${catalogue}.json`, problem);
	const unverified = catalogues.competencies?.items.filter(({ verified }) => !verified) ?? [];
	if (unverified.length > 0)
		addWarning(
			reader,
			'catalogues/competencies.json',
			`${unverified.length} normas tienen el título por confirmar (verified: false)`,
		);
	return catalogues as Catalogues;
}

function readNotices(reader: FolderReader): PrivacyNotice[] {
	return readVersions(reader, 'privacy-notice', privacyNotice).map(({ file, document }) => {
		for (const problem of noticeProblems(document)) addError(reader, file, problem);
		return document;
	});
}

/** All versions of a document, one file each, named by its version; oldest first. */
function readVersions<Document extends PageDocument | PrivacyNotice>(
	reader: FolderReader,
	subfolder: string,
	schema: z.ZodType<Document>,
): { file: string; document: Document }[] {
	const versions = listFiles(reader, subfolder, '.json').flatMap((name) => {
		const file = `${subfolder}/${name}`;
		const document = readJson(reader, file, schema);
		if (!document) return [];
		if (`${document.version}.json` !== name)
			addError(reader, file, `version: dice ${document.version} y el archivo es ${name}`);
		for (const problem of sectionProblems('sections', document.sections)) addError(reader, file, problem);
		return [{ file, document }];
	});
	return versions.sort((a, b) => (a.document.publishedOn < b.document.publishedOn ? -1 : 1));
}

function readPage(reader: FolderReader, file: string): PageDocument | undefined {
	const page = readJson(reader, file, pageDocument);
	for (const problem of sectionProblems('sections', page?.sections ?? [])) addError(reader, file, problem);
	return page;
}

function readMailTexts(reader: FolderReader): Record<MailName, MailTemplate> | undefined {
	const templates: Partial<Record<MailName, MailTemplate>> = {};
	for (const name of MAIL_NAMES) {
		const file = `texts/${name}.txt`;
		const text = readText(reader, file);
		if (text === undefined) continue;
		for (const problem of mailTemplateProblems(name, text)) addError(reader, file, problem);
		const template = parseMailTemplate(text);
		if (template) templates[name] = template;
	}
	for (const file of listFiles(reader, 'texts', '.txt'))
		if (!MAIL_NAMES.some((name) => `${name}.txt` === file))
			addError(reader, `texts/${file}`, 'el servicio no envía un mensaje con ese nombre');
	const complete = MAIL_NAMES.every((name) => templates[name]);
	return complete ? (templates as Record<MailName, MailTemplate>) : undefined;
}

function readWeighting(reader: FolderReader, check: CheckWeighting = () => []): WeightingFile[] {
	return listFiles(reader, 'weighting', '.json').flatMap((name) => {
		const file = `weighting/${name}`;
		const content = readJson(reader, file, z.record(z.string(), z.unknown()));
		if (!content) return [];
		const model = { name: name.replace(/\.json$/, ''), content };
		for (const problem of check(model)) addError(reader, file, problem);
		return [model];
	});
}
