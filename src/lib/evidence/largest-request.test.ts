import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { largestRequestBytes } from './largest-request.server.ts';

const root = mkdtempSync(join(tmpdir(), 'shm-institution-'));
const file = join(root, 'instances/otra/institution.json');
cpSync('instances/edomex/institution.json', file, { recursive: true });
afterAll(() => rmSync(root, { recursive: true }));

describe('the largest request', () => {
	it('follows the largest file of the institution', () => {
		const changed = JSON.parse(readFileSync(file, 'utf8')) as { evidence: { fileMegabytes: number } };
		changed.evidence.fileMegabytes = 40;
		writeFileSync(file, JSON.stringify(changed));
		expect(largestRequestBytes('otra', root)).toBe((40 * 1024 + 256) * 1024);
		expect(largestRequestBytes('edomex', '.')).toBe((15 * 1024 + 256) * 1024);
	});

	it('is not known of an institution without settings', () => {
		expect(largestRequestBytes('ninguna', root)).toBeUndefined();
	});
});
