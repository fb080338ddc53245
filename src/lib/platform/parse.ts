import type { z } from 'zod';
import { invalid, type Problem } from './refusal.ts';

/** Turns the issues of a failed zod parse into problems with dotted paths. */
export function problemsFrom(error: z.ZodError): Problem[] {
	return error.issues.map((issue) => ({
		path: issue.path.join('.'),
		code: issue.code ?? 'invalid',
		message: issue.message,
	}));
}

/** Parses input with its schema. @throws Refusal (invalid) with one problem per issue. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const result = schema.safeParse(input);
	if (!result.success) throw invalid(problemsFrom(result.error));
	return result.data;
}
