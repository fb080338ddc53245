/** An answer of the API; 204 has no body. */
export function jsonResponse(status: number, value: unknown): Response {
	if (status === 204) return new Response(null, { status });
	return Response.json(value, { status, headers: { 'cache-control': 'no-store' } });
}
