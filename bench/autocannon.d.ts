/** The little of the load generator that we use; it comes without types. */
declare module 'autocannon' {
	type Options = { url: string; headers?: Record<string, string>; connections: number; duration: number };
	type Result = { requests: { average: number }; non2xx: number; errors: number; timeouts: number };
	export default function autocannon(options: Options): Promise<Result>;
}
