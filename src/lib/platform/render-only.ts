/**
 * Data that only the server needs, to render a page without script: the framework would otherwise also write it out for
 * a script that is not there, which costs as much as rendering it. Never for a page with `csr = true`.
 */
export class RenderOnly<Value> {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}
