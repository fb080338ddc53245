/*
 * The three ways in which a file comes in, each by plain HTTP: the form of a page, multipart and tus of the API.
 */
import { createHash } from 'node:crypto';
import type { Upload } from '../support/samples.ts';
import { refusalTold, type HostileAnswer } from '../support/hostile-answers.ts';
import { fileForm, type Json } from './api.ts';
import { checkedEvidence, expectStatus, type Registered } from './journeys.ts';
import type { Service } from './service.ts';

/** What came of a file that was sent: what the service answered and, when it was taken, the file as its owner sees it. */
export type Outcome = { answer: HostileAnswer | { unexpected: string }; evidence: Json | null };

/** Sends a file to a claim of a person and waits until it is settled. */
export type Door = (service: Service, me: Registered, claimId: string, upload: Upload) => Promise<Outcome>;

/** The doors by name. */
export const DOORS: Record<'form' | 'multipart' | 'tus', Door> = {
	async form({ origin }, me, claimId, { name, bytes }) {
		const body = fileForm(new File([bytes], name));
		body.set('claimId', claimId);
		const response = await fetch(`${origin}/cedula/capacitacion/${claimId}?/attachEvidence`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin, accept: 'text/html', cookie: `shm_session=${me.token}` },
			body,
		});
		const page = (await response.text()).replaceAll('&quot;', '"').replaceAll('&amp;', '&');
		if (response.status !== 303) return refusedWith(response.status, page);
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const taken = (await evidenceOf(me, claimId)).find((file) => file.sha256 === sha256);
		return settled(me, taken?.id);
	},
	async multipart(_, me, claimId, { name, bytes }) {
		const file = new File([bytes], name);
		const { status, body } = await me.api.post(`/me/claims/${claimId}/evidence`, fileForm(file));
		return status === 201 ? settled(me, body.id) : refusedWith(status, body.detail);
	},
	async tus({ origin }, me, claimId, { name, bytes }) {
		const encoded = Object.entries({ claim: claimId, filename: name, filetype: 'application/pdf' });
		const metadata = encoded.map(([key, text]) => `${key} ${Buffer.from(text).toString('base64')}`).join();
		const common = { 'tus-resumable': '1.0.0' };
		const created = await me.api.post('/uploads', undefined, {
			headers: { ...common, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
		});
		if (created.status !== 201) return refusedWith(created.status, created.body.detail);
		const path = new URL(created.headers.get('location')!, origin).pathname.replace('/api/v1', '');
		const sent = await me.api.patch(path, bytes, {
			headers: { ...common, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
		});
		if (sent.status !== 204) return refusedWith(sent.status, sent.body.detail);
		return settled(me, sent.headers.get('upload-evidence-id'));
	},
};

async function evidenceOf({ api }: Registered, claimId: string): Promise<Json[]> {
	const { claims } = expectStatus(await api.get('/me/cedula'), 200);
	return claims.find(({ id }: Json) => id === claimId).evidence;
}

async function settled({ api }: Registered, evidenceId: string | null | undefined): Promise<Outcome> {
	if (!evidenceId) return { answer: { unexpected: 'taken, but nowhere to be seen' }, evidence: null };
	const evidence = await checkedEvidence(api, evidenceId);
	if (evidence.scan !== 'refused') return { answer: { kept: evidence.mediaType }, evidence };
	const checked = refusalTold(evidence.refusal);
	return { answer: checked ? { checked } : { unexpected: evidence.refusal }, evidence: null };
}

function refusedWith(status: number, words: string): Outcome {
	const refusal = refusalTold(words);
	const known = refusal && (status === 413 || status === 415 || status === 422);
	return {
		answer: known ? { status, refusal } : { unexpected: `${status}: ${words}` },
		evidence: null,
	};
}
