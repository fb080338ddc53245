import pino from 'pino';

/**
 * The log of this process: JSON lines on standard error. It never carries CURP, names or e-mails;
 * people are named by their profile or account id.
 */
export const log = pino(
	{
		level: process.env.LOG_LEVEL ?? 'info',
		base: null,
		redact: ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
		serializers: { err: errorWithoutData },
	},
	pino.destination({ dest: 2, sync: true }),
);

/** Errors of the driver carry the values of the row in `detail` and `parameters`: only their shape is logged. */
function errorWithoutData(error: Error & { code?: string; constraint?: string; cause?: unknown }) {
	const cause = error.cause instanceof Error ? error.cause : undefined;
	const named = (cause ?? error) as Error & { code?: string; constraint?: string };
	return {
		type: error.name,
		message: named.message.split('\n')[0]?.slice(0, 300),
		code: named.code,
		constraint: named.constraint,
		stack: (cause?.stack ?? error.stack)?.split('\n    at ').slice(1, 8),
	};
}
