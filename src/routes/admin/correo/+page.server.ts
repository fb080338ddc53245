import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { openMessage } from '#lib/outreach/open-message.server.ts';
import { MESSAGE_LABELS, OPENABLE } from '#lib/outreach/outbox.ts';
import { readOutbox } from '#lib/outreach/read-outbox.server.ts';
import { resendMessage } from '#lib/outreach/resend-message.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
	const { messages, next } = await readOutbox(locals.principal, asked);
	const { timeZone } = institution().settings;
	const instant = (at: Date | null) => (at ? formatInstant(at, timeZone) : '');
	const nextSearch = new URLSearchParams({ ...asked, before: next ?? '' });
	return {
		asked: { state: asked.state ?? '', template: asked.template ?? '', email: asked.email ?? '' },
		messages: messages.map((message) => ({
			...message,
			label: MESSAGE_LABELS[message.template],
			createdAt: instant(message.createdAt),
			sentAt: instant(message.sentAt),
			openable: OPENABLE.includes(message.template) && ['waiting', 'failed'].includes(message.state),
		})),
		nextHref: next ? `/admin/correo?${nextSearch}` : undefined,
		paged: url.searchParams.has('before'),
		news: url.searchParams.get('aviso'),
	};
});

export const actions: Actions = {
	open: formAction(async ({ locals }, { id = '' }) => ({ opened: await openMessage(locals.principal, id) })),
	resend: formAction(async ({ locals }, { id = '' }) => {
		await resendMessage(locals.principal, id);
		redirect(303, '/admin/correo?aviso=reenvio');
	}),
};
