import { Decrypter, Encrypter } from 'age-encryption';

/** Encrypts bytes to the public half of a person's key, in the age format. Slow for large files: inside a worker. */
export function sealFile(bytes: Uint8Array, recipient: string): Promise<Uint8Array> {
	const encrypter = new Encrypter();
	encrypter.addRecipient(recipient);
	return encrypter.encrypt(bytes);
}

/** Opens what {@link sealFile} made. @throws Error when the key is another one or a byte was changed */
export function openFile(sealed: Uint8Array, identity: string): Promise<Uint8Array> {
	const decrypter = new Decrypter();
	decrypter.addIdentity(identity);
	return decrypter.decrypt(sealed);
}
