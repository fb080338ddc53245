import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/platform/config.server.ts';
import { readPalettes } from './colours.ts';
import { institution } from './load-institution.server.ts';

const TOKENS_FILE = 'src/lib/ui/tokens.css';

/** The colours that a printed document uses, `#rrggbb`. */
const PRINTED_COLOURS = {
	ink: '--color-ink',
	soft: '--color-ink-soft',
	primary: '--color-primary',
	line: '--color-line',
} as const;

/** What every document of the institution says of who issues it, and in which colours. */
export function letterhead() {
	const { settings, logo } = institution();
	const { name, shortName, service, operatingUnit, address, contact, website } = settings;
	return {
		name,
		shortName,
		service: service.name,
		unit: operatingUnit,
		address,
		...contact,
		website,
		logoAlt: logo?.alt ?? null,
		colours: printedColours(),
	};
}

function printedColours(): Record<keyof typeof PRINTED_COLOURS, string> {
	const { light } = readPalettes(readFileSync(join(projectRoot, TOKENS_FILE), 'utf8'));
	const own = institution().settings.colours.light;
	const colours = Object.entries(PRINTED_COLOURS).map(([name, property]) => {
		const colour = own[property] ?? light.get(property);
		if (!colour) throw new Error(`no colour ${property}`);
		return [name, colour];
	});
	return Object.fromEntries(colours) as Record<keyof typeof PRINTED_COLOURS, string>;
}
