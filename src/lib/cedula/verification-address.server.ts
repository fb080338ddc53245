import { settings } from '#lib/platform/config.server.ts';

/** Where anybody can ask whether a printed document is genuine: it holds the code that stands on it. */
export function verificationAddress(code: string): string {
	return `${settings().origin}/verificar/${code}`;
}
