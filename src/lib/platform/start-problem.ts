const NAME = 'StartProblem';

/**
 * Something of the machine or of the settings that keeps the service from starting and that the operator can mend:
 * `message` is printed alone, without a stack. Told apart by name, because the server file and the bundle
 * each carry their own copy of this module.
 */
export function startProblem(message: string, cause?: unknown): Error {
	const problem = new Error(message, cause === undefined ? undefined : { cause });
	problem.name = NAME;
	return problem;
}

/** Whether an error was made by {@link startProblem}, in whichever copy of this module. */
export function isStartProblem(error: unknown): error is Error {
	return error instanceof Error && error.name === NAME;
}
