import { existsSync } from 'node:fs';

/** Debian's, the one without windows first: it has the same engine and takes a third less time. */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path));

/** How a browser is started: the one of the system when there is one, without anything that calls home. */
export const BROWSER = {
	...(CHROMIUM && { executablePath: CHROMIUM }),
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	],
};
