/** What the tests use of a package that comes without types. */
declare module '@digitalbazaar/bitstring' {
	export class Bitstring {
		constructor(options: { buffer: Uint8Array });
		static decodeBits(options: { encoded: string }): Promise<Uint8Array>;
		readonly length: number;
		get(position: number): boolean;
	}
}
