/** The little of the load generator that we use; it comes without types. */
declare module 'autocannon' {
	type Options = {
		url: string;
		headers?: Record<string, string>;
		connections: number;
		duration: number;
		requests?: { path: string }[];
	};
	export type Result = { requests: { average: number }; non2xx: number; errors: number; timeouts: number };
	type Running = Promise<Result> & {
		on(
			event: 'response',
			tell: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
		): void;
	};
	export default function autocannon(options: Options): Running;
}
