/**
 * Keeps a process from being filled by a file that grows when it is unpacked. The memory limits of the engine do not
 * count binary buffers, so every way to ask for one is bounded here; call once, before the reader of PDF is loaded.
 * Once it is reached nothing of size is given until it was asked about, so that whoever tries again gives up soon.
 * @param maxBytes largest single buffer
 * @param maxUnpackedBytes most that one compressed stream may grow to
 * @returns whether a limit was reached since the last question
 */
export function limitAllocations(maxBytes: number, maxUnpackedBytes: number): () => boolean {
	let reached = false;
	const refuse = (): never => {
		reached = true;
		throw new RangeError(`more than ${maxBytes} bytes in one buffer`);
	};
	const check = (bytes: number) => bytes > (reached ? SMALL_BYTES : maxBytes) && refuse();
	for (const name of BUFFERS) {
		const original = globalThis[name] as new (...given: unknown[]) => object;
		const width = 'BYTES_PER_ELEMENT' in original ? Number(original.BYTES_PER_ELEMENT) : 1;
		const bounded = new Proxy(original, {
			construct(target, given: unknown[], newTarget) {
				const [first] = given;
				if (typeof first === 'number') check(first * width);
				return Reflect.construct(target, given, newTarget) as object;
			},
		});
		Object.defineProperty(globalThis, name, { value: bounded, writable: true, configurable: true });
	}
	boundWebAssembly(check);
	boundDecompression((bytes) => bytes > (reached ? SMALL_BYTES : maxUnpackedBytes) && refuse());
	return () => {
		const answer = reached;
		reached = false;
		return answer;
	};
}

const BUFFERS = [
	'ArrayBuffer',
	'Uint8Array',
	'Uint8ClampedArray',
	'Int8Array',
	'Uint16Array',
	'Int16Array',
	'Uint32Array',
	'Int32Array',
	'Float32Array',
	'Float64Array',
] as const;

/** What is still given after a limit was reached. */
const SMALL_BYTES = 1024 * 1024;
const PAGE_OF_WEBASSEMBLY = 65_536;

function boundWebAssembly(check: (bytes: number) => void): void {
	const { grow } = WebAssembly.Memory.prototype;
	WebAssembly.Memory.prototype.grow = function (pages) {
		check(this.buffer.byteLength + pages * PAGE_OF_WEBASSEMBLY);
		return grow.call(this, pages);
	};
}

/** The stream that unpacks hands over small pieces without end: their sum is what counts. */
function boundDecompression(check: (bytes: number) => void): void {
	const Native = globalThis.DecompressionStream;
	function Bounded(format: CompressionFormat) {
		const inner = new Native(format);
		let total = 0;
		const count = new TransformStream<Uint8Array, Uint8Array>({
			transform(chunk, controller) {
				total += chunk.byteLength;
				check(total);
				controller.enqueue(chunk);
			},
		});
		return { writable: inner.writable, readable: inner.readable.pipeThrough(count) };
	}
	Object.defineProperty(globalThis, 'DecompressionStream', { value: Bounded, configurable: true });
}
