import type { FormValues } from '#lib/platform/forms.ts';
import type { Problem } from '#lib/platform/refusal.ts';
import { cleanLine } from '#lib/platform/text.ts';
import type { ExplanationLabels } from '#lib/rating/explanation.ts';
import { checkModel, MOST_COUNTED, TOTAL_CAP, type WeightingModel } from '#lib/rating/model/model.ts';
import {
	BAND_STARS,
	bandField,
	fieldHeading,
	fieldPathOf,
	modelFields,
	numberAt,
	putNumber,
	type ModelField,
} from './fields.ts';

const FROM_LEVEL = 'academic.severalDegrees.fromLevel';

/** The answers of the form of a model: points with two decimals, an empty band is one that the model does not give. */
export function modelFormValues(model: WeightingModel, labels: ExplanationLabels): FormValues {
	const fields = [...modelFields(model, labels), ...BAND_STARS.map(bandField)];
	return {
		title: model.title,
		[FROM_LEVEL]: model.academic.severalDegrees.fromLevel,
		...Object.fromEntries(fields.map((field) => [field.path, typed(numberAt(model, field.path), field)])),
	};
}

function typed(amount: number | undefined, { unit }: ModelField): string {
	if (amount === undefined) return '';
	return unit === 'points' ? (amount / 100).toFixed(2) : String(amount);
}

/**
 * The model that a form asks for: `base` with what was typed in place of its numbers. What the form does not ask (areas,
 * fields, types and themes) stays as in `base`.
 * @returns the model, or every problem under the name of its field
 */
export function modelOfForm(
	base: WeightingModel,
	values: FormValues,
	labels: ExplanationLabels,
): { model: WeightingModel; problems: [] } | { model: null; problems: Problem[] } {
	const model = structuredClone(base);
	const problems: Problem[] = [];
	model.title = cleanLine(values.title ?? '');
	model.academic.severalDegrees.fromLevel = values[FROM_LEVEL] ?? '';
	for (const field of modelFields(base, labels)) {
		const amount = read(values[field.path], field);
		if (typeof amount === 'number') putNumber(model, field.path, amount);
		else problems.push({ path: field.path, code: 'invalid', message: amount });
	}
	model.stars = BAND_STARS.flatMap((stars) => {
		const field = bandField(stars);
		if ((values[field.path] ?? '').trim() === '') return [];
		const from = read(values[field.path], field);
		if (typeof from === 'number') return [{ stars, from }];
		problems.push({ path: field.path, code: 'invalid', message: from });
		return [];
	});
	if (problems.length > 0) return { model: null, problems };
	const checked = checkModel(model);
	if (checked.model) return checked;
	return {
		model: null,
		problems: checked.problems.map(({ path, message }) => ({
			path: path[0] === 'stars' && path.length === 1 ? bandField(10).path : fieldPathOf(model, path),
			code: 'unsound',
			message,
		})),
	};
}

/** The amount that was typed, or what is wrong with it. */
function read(text: string | undefined, { unit }: ModelField): number | string {
	const value = (text ?? '').trim();
	if (unit === 'points') {
		const amount = /^\d{1,3}([.,]\d{1,2})?$/.test(value)
			? Math.round(Number(value.replace(',', '.')) * 100)
			: Infinity;
		return amount <= TOTAL_CAP
			? amount
			: 'Escriba puntos de 0 a 100, con dos decimales como máximo; por ejemplo 3.50.';
	}
	const least = unit === 'times' ? 2 : 1;
	const count = /^\d{1,4}$/.test(value) ? Number(value) : 0;
	return count >= least && count <= MOST_COUNTED
		? count
		: `Escriba un número entero, de ${least} a ${MOST_COUNTED}.`;
}

/** Names of the fields for a list of problems, each with the heading under which it stands. */
export function modelFieldLabels(model: WeightingModel, labels: ExplanationLabels): Record<string, string> {
	const fields = [...modelFields(model, labels), ...BAND_STARS.map(bandField)];
	return Object.fromEntries(fields.map((field) => [field.path, `${fieldHeading(field)}, ${field.label}`]));
}
