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

/** How a hostile upload is told from the others: its name in `hostiles/`, else the one under which it is sent. */
export function sampleName({ file, upload_name }: HostileFile): string {
	return file?.split('/')[1] ?? upload_name;
}

/** A file as somebody sends it. */
export type Upload = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** A hostile upload, ready to be sent. */
export function uploadOf(entry: HostileFile): Upload {
	return { name: entry.upload_name, bytes: hostileBytes(entry) };
}
