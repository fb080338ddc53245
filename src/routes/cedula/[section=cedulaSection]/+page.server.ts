import { error, redirect } from '@sveltejs/kit';
import { findOwnCertificationNotice } from '#lib/cedula/certification-notice.server.ts';
import { SECTION_FORMS } from '#lib/cedula/answer-rules.server.ts';
import { openSubmissionOf } from '#lib/cedula/cedula.ts';
import { EDIT_OBSTACLE_MESSAGES, mayCorrectNames, obstacleToSection } from '#lib/cedula/claim-state.ts';
import { NAME_FIELDS, SECTION_FIELDS, type Field } from '#lib/cedula/fields.ts';
import { getSections } from '#lib/cedula/get-cedula.server.ts';
import { sectionOfSlug, sectionPath } from '#lib/cedula/paths.ts';
import { questionsOf } from '#lib/cedula/questions.server.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import type { AnsweredSection } from '#lib/cedula/sections.ts';
import { understandForm } from '#lib/cedula/understand-form.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { RenderOnly } from '#lib/platform/render-only.ts';
import type { Actions, PageServerLoad } from './$types';
import { answerRows, savedWords } from '../cedula-texts.server.ts';
import { identityRows } from './identity-rows.server.ts';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const section = sectionOf(params.section);
	const { sections, submission, held } = await getSections(locals.principal);
	const open = openSubmissionOf({ submission });
	const { data, version, savedAt } = sections[section];
	const obstacle = obstacleToSection(section, open);
	const withNames = section === 'identity' && mayCorrectNames(held, open);
	const fields = fieldsOf(section, withNames);
	return {
		section,
		questions: new RenderOnly(obstacle ? { fields, choices: {} } : questionsOf(fields, data)),
		answers: data,
		version,
		saved: savedWords(savedAt),
		certification: section === 'post' ? await findOwnCertificationNotice(locals.principal, sections) : null,
		locked: obstacle && EDIT_OBSTACLE_MESSAGES[obstacle],
		rows: obstacle ? answerRows(fields, data) : [],
		identity: section === 'identity' ? identityRows(data, { names: !withNames }) : [],
		remark: section === 'identity' ? (submission?.identityRemark ?? null) : null,
		here: sectionPath(section),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals, params }, values) => {
		const section = sectionOf(params.section);
		const prefix = `${section}.`;
		const asked = [...NAME_FIELDS, ...SECTION_FIELDS.identity].filter(({ name }) =>
			asksFor(values, prefix + name),
		);
		const fields = section === 'identity' ? asked : SECTION_FIELDS[section];
		const answers = understandForm({ fields, prefix, schema: SECTION_FORMS[section] }, values);
		await saveSections(locals.principal, { [section]: { ...answers, version: values.version } });
		redirect(303, '/cedula?guardado');
	}),
};

function sectionOf(slug: string): AnsweredSection {
	const section = sectionOfSlug(slug);
	if (!section || section === 'consents') error(404);
	return section;
}

function fieldsOf(section: AnsweredSection, withNames: boolean): readonly Field[] {
	return withNames ? [...NAME_FIELDS, ...SECTION_FIELDS[section]] : SECTION_FIELDS[section];
}

/** Names are asked for only while they may be corrected: a form without them must not empty them. */
function asksFor(values: Record<string, string>, name: string): boolean {
	return values[name] !== undefined;
}
