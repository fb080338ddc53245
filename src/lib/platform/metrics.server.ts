import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
	name: 'shm_http_request_seconds',
	help: 'Time to answer, by route and status class',
	labelNames: ['route', 'status'],
	buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
	registers: [registry],
});

const TURN_MS = 10;
let longestTurnMicros = 0;

/** Counted anew after each reading. The lag of the default metrics also holds the time in which this process had no core. */
new Gauge({
	name: 'shm_eventloop_turn_max_seconds',
	help: 'Longest computing of the main thread between two turns of its event loop',
	registers: [registry],
	collect() {
		this.set(longestTurnMicros / 1_000_000);
		longestTurnMicros = 0;
	},
});

let spent = process.threadCpuUsage();
setInterval(() => {
	const { user, system } = process.threadCpuUsage(spent);
	longestTurnMicros = Math.max(longestTurnMicros, user + system);
	spent = process.threadCpuUsage();
}, TURN_MS).unref();

/** Errors that nobody expected: each has a reference number in the log. */
export const faults = new Counter({
	name: 'shm_faults_total',
	help: 'Unexpected errors shown to people',
	registers: [registry],
});

/** Notes how long a request took. @param seconds since it came in */
export function measure(route: string | null, status: number, seconds: number): void {
	requests.observe({ route: route ?? 'none', status: `${Math.floor(status / 100)}xx` }, seconds);
}

/** All metrics in the text format of Prometheus. */
export async function metricsText(): Promise<{ contentType: string; text: string }> {
	return { contentType: registry.contentType, text: await registry.metrics() };
}
