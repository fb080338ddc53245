import { error } from '@sveltejs/kit';
import { findVersion, versionInForce } from '#lib/institution/documents.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';

type Versioned = { version: string; publishedOn: PlainDate };

/**
 * The version of a document to read at an address: the one that `?version=` names, else the one in force,
 * with links to those before it, newest first. What a person acknowledged stays readable.
 * Throws the 404 page when there is no such version.
 */
export function documentAt<Document extends Versioned>(documents: readonly Document[], url: URL) {
	const today = localDate(now(), institution().settings.timeZone);
	const current = versionInForce(documents, today);
	const asked = url.searchParams.get('version');
	const document = asked === null ? current : findVersion(documents, asked);
	if (!document || document.publishedOn > today) error(404, 'No existe esa versión del documento.');
	const older = documents
		.filter(({ publishedOn }) => publishedOn < current.publishedOn)
		.toReversed()
		.map(({ version, publishedOn }) => ({
			version,
			publishedOn: formatDate(publishedOn),
			href: `${url.pathname}?version=${encodeURIComponent(version)}`,
		}));
	return {
		document,
		publishedOn: formatDate(document.publishedOn),
		currentHref: document.version === current.version ? undefined : url.pathname,
		older: document.version === current.version ? older : [],
	};
}
