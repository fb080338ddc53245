import { tells, type Shown } from './certificate.ts';

/** What a badge says, and where its parts are found. */
export type BadgeFacts = {
	/** public address of the service */
	origin: string;
	did: string;
	institution: { name: string; website: string };
	certificateId: string;
	/** where the certificate can be verified */
	verifyAt: string;
	issuedAt: Date;
	shows: Shown;
	name: string;
	/** tenths */
	stars: number;
	/** hundredths */
	points: number;
	model: string;
	modelTitle: string;
	post: string | null;
	status: { list: string; index: number };
};

const CONTEXTS = [
	'https://www.w3.org/ns/credentials/v2',
	'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

/**
 * The payload of the credential of a rating (1EdTech Open Badges 3.0, W3C Verifiable Credentials 2.0), with what the person
 * chose to show and nothing more.
 */
export function openBadge(facts: BadgeFacts) {
	const { did, institution, verifyAt, issuedAt, status } = facts;
	const subjectId = `urn:uuid:${facts.certificateId}`;
	return {
		'@context': CONTEXTS,
		id: verifyAt,
		type: ['VerifiableCredential', 'OpenBadgeCredential'],
		name: 'Ponderación del servidor público hacendario municipal',
		issuer: { id: did, type: ['Profile'], name: institution.name, url: institution.website },
		validFrom: issuedAt.toISOString(),
		credentialSubject: { id: subjectId, ...subject(facts) },
		credentialStatus: {
			id: `${status.list}#${status.index}`,
			type: 'BitstringStatusListEntry',
			statusPurpose: 'revocation',
			statusListIndex: String(status.index),
			statusListCredential: status.list,
		},
		iss: did,
		jti: verifyAt,
		sub: subjectId,
		nbf: Math.floor(issuedAt.getTime() / 1000),
	};
}

function subject({ origin, name, stars, points, model, modelTitle, post, shows }: BadgeFacts) {
	const rules = `${origin}/como-se-califica`;
	const achievement = `${rules}#${model}`;
	const scores = [
		{
			key: 'estrellas',
			name: 'Estrellas',
			type: 'ScaledScore',
			min: '1.0',
			max: '5.0',
			value: (stars / 10).toFixed(1),
		},
		...(tells(shows, 'points')
			? [
					{
						key: 'puntos',
						name: 'Puntos',
						type: 'RawScore',
						min: '0',
						max: '100',
						value: (points / 100).toFixed(2),
					},
				]
			: []),
	];
	const idOf = (key: string) => `${achievement}-${key}`;
	return {
		type: ['AchievementSubject'],
		identifier: [{ type: 'IdentityObject', identityHash: name, identityType: 'name', hashed: false }],
		...(tells(shows, 'post') && post && { role: post }),
		achievement: {
			id: achievement,
			type: ['Achievement'],
			achievementType: 'Assessment',
			name: 'Ponderación en estrellas',
			description: `Estrellas de 1 a 5 que resultan de la experiencia, los estudios, las certificaciones y la capacitación comprobados, con el modelo «${modelTitle}» (${model}).`,
			criteria: {
				id: rules,
				narrative: `Una persona de la institución revisó cada documento y firmó el dictamen. Las estrellas se calculan con el modelo «${modelTitle}» (${model}); nadie las escribe a mano.`,
			},
			resultDescription: scores.map(({ key, name: title, type, min, max }) => ({
				id: idOf(key),
				type: ['ResultDescription'],
				name: title,
				resultType: type,
				valueMin: min,
				valueMax: max,
			})),
		},
		result: scores.map(({ key, value }) => ({ type: ['Result'], resultDescription: idOf(key), value })),
	};
}
