import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
	name: 'shm_http_request_seconds',
	help: 'Time to answer, by route and status class',
	labelNames: ['route', 'status'],
	buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
	registers: [registry],
});

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
