import { getBankProfile } from '#lib/bank/get-bank-profile.server.ts';
import { label } from '#lib/institution/catalogues.server.ts';
import { formatDateShort } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import type { ElementKey } from '#lib/rating/model/model.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const person = await getBankProfile(locals.principal, params.id);
	return {
		name: person.name,
		stars: person.stars,
		points: person.points,
		declared: person.declared,
		facts: [
			{ label: 'Puesto', value: person.position },
			{ label: 'Área', value: person.area && label('areas', person.area) },
			{ label: 'Nivel', value: person.level && label('levels', person.level) },
			{ label: 'Municipio', value: person.municipality && label('municipalities', person.municipality) },
			{ label: 'Estudios', value: person.education && label('academic-levels', person.education) },
			{ label: 'Certificaciones', lines: person.competencies.map((key) => label('competencies', key)) },
			{ label: 'Actualizado', value: formatDateShort(person.updatedOn) },
		].filter((row) => row.value || row.lines?.length),
		elements: person.elements.map((element) => ({
			...element,
			title: ELEMENT_TITLES[element.key as ElementKey],
		})),
	};
});
