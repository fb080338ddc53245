import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'tests/fixtures/samples';

/** The bytes of a sample document, by its path in `tests/fixtures/samples`; each call gives a memory of its own. */
export function sample(file: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(readFileSync(join(FOLDER, file)));
}

/** A hostile or odd upload, as `hostile.json` describes it. */
export type HostileFile = {
	id: string;
	/** null: made when needed */
	file: string | null;
	upload_name: string;
	description: string;
	expected: 'rechazar' | 'rechazar_o_neutralizar' | 'aceptar_saneado' | 'aceptar_o_rechazar' | 'revisar';
	bytes: number;
};

/** All hostile and odd uploads. */
export function hostileFiles(): HostileFile[] {
	const text = readFileSync(join(FOLDER, 'hostile.json'), 'utf8');
	return (JSON.parse(text) as { files: HostileFile[] }).files;
}

/** The bytes of a hostile upload; the large one begins like a PDF and goes on with zeros. */
export function hostileBytes({ file, bytes }: HostileFile): Uint8Array<ArrayBuffer> {
	if (file) return sample(file);
	const large = new Uint8Array(bytes);
	large.set(new TextEncoder().encode('%PDF-1.7\n'));
	return large;
}
