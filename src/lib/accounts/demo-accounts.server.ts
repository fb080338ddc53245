import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { settings } from '#lib/platform/config.server.ts';

const demoAccounts = z.array(z.object({ label: z.string(), identifier: z.string(), password: z.string() }));

/** An account of the demonstration, shown at its sign-in page. */
export type DemoAccount = z.infer<typeof demoAccounts>[number];

/** The accounts that the demonstration lists; none outside of one. Written by its seed into `demo-accounts.json`. */
export async function listDemoAccounts(): Promise<DemoAccount[]> {
	if (!settings().demo) return [];
	const text = await readFile(join(settings().dataDir, 'demo-accounts.json'), 'utf8').catch(() => '[]');
	return demoAccounts.parse(JSON.parse(text));
}
