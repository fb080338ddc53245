import { gzipSync } from 'node:zlib';

/** What a first view loads: bytes after gzip of the page, of its styles and of its script; fonts and pictures aside. */
export type Weight = { html: number; css: number; js: number; total: number };

/** Loads a page as a browser does the first time, and weighs it. */
export async function weigh(url: string, headers: Record<string, string> = {}): Promise<Weight> {
	const page = await fetch(url, { headers });
	const source = await page.text();
	const linked = new Set<string>();
	for (const [tag] of source.matchAll(/<(?:link|script)\b[^>]*>/g)) {
		const isLoaded = /\brel="(?:stylesheet|modulepreload)"/.test(tag) || tag.startsWith('<script');
		const address = /\b(?:href|src)="([^"]+)"/.exec(tag)?.[1];
		if (isLoaded && address) linked.add(new URL(address, page.url).href);
	}
	const weight = { html: gzipSync(source).length, css: 0, js: 0 };
	for (const address of linked) {
		const part = await fetch(address, { headers });
		const bytes = gzipSync(Buffer.from(await part.arrayBuffer())).length;
		weight[part.headers.get('content-type')?.includes('css') ? 'css' : 'js'] += bytes;
	}
	return { ...weight, total: weight.html + weight.css + weight.js };
}
