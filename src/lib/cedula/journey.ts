import { formatDate, formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { openSubmissionOf, type CedulaView } from './cedula.ts';

/** A stage of the way of a cédula, with its date in words. */
export type JourneyStep = {
	label: string;
	date?: string;
	detail?: string;
	state: 'done' | 'current' | 'todo';
};

/** The one thing that a person should do next; without `href` there is nothing to do. */
export type NextStep = { title: string; text: string; href?: string; action?: string };

type Journey = Pick<CedulaView, 'state' | 'submission' | 'claims' | 'missing'>;

/** Where a cédula is on its way: borrador, recibida, en revisión, dictamen. */
export function journeyOf({ state, submission }: Journey, timeZone: string): JourneyStep[] {
	if (state === 'draft' || !submission)
		return ['Borrador', 'Recibida', 'En revisión', 'Dictamen'].map((label, index) => ({
			label,
			state: index === 0 ? 'current' : 'todo',
		}));
	const received = formatDate(localDate(submission.submittedAt, timeZone));
	const sent: JourneyStep[] = [
		{ label: 'Borrador', state: 'done' },
		{ label: 'Recibida', date: received, state: state === 'received' ? 'current' : 'done' },
	];
	return [...sent, reviewStep(state, submission), ratingStep(state, submission, timeZone)];
}

type Sent = NonNullable<CedulaView['submission']>;

function reviewStep(state: CedulaView['state'], { correctBy }: Sent): JourneyStep {
	if (state === 'received') return { label: 'En revisión', state: 'todo' };
	if (state === 'rated') return { label: 'En revisión', state: 'done' };
	if (state === 'needs_you' && correctBy)
		return {
			label: 'En revisión',
			detail: `Esperamos su respuesta hasta el ${formatDate(correctBy)}`,
			state: 'current',
		};
	return { label: 'En revisión', state: 'current' };
}

function ratingStep(state: CedulaView['state'], { dueOn, decidedAt }: Sent, timeZone: string): JourneyStep {
	if (state === 'rated' && decidedAt)
		return { label: 'Dictamen', date: formatDate(localDate(decidedAt, timeZone)), state: 'done' };
	if (state === 'needs_you') return { label: 'Dictamen', detail: 'El plazo está detenido', state: 'todo' };
	return { label: 'Dictamen', date: `A más tardar el ${formatDate(dueOn)}`, state: 'todo' };
}

/** What the person should do now: one thing. */
export function nextStepOf(cedula: Journey): NextStep {
	const { state, submission, missing } = cedula;
	if (state === 'needs_you' && submission) return answerStep(submission);
	if (openSubmissionOf(cedula) && submission) return waitStep(submission);
	if (state === 'rated' && !cedula.claims.some(({ changed }) => changed)) return RATED;
	if (missing.length === 0) return state === 'rated' ? SEND_UPDATE : SEND;
	const onlyEmail = missing.every(({ code }) => code === 'email_unconfirmed');
	return onlyEmail ? CONFIRM_EMAIL : { ...CONTINUE, text: missingWords(missing.length) };
}

function answerStep(sent: Sent): NextStep {
	const until = answerByWords(sent);
	return {
		title: 'Responda las observaciones',
		text: `Quien revisa su cédula le pide corregir algo. Mientras responde, el plazo se detiene.${until && ` ${until}`}`,
		href: '/cedula/observaciones',
		action: 'Ver qué debo corregir y responder',
	};
}

/** Until when observations may be answered, in words, with the day that was told when the calendar moved it. */
export function answerByWords({
	correctBy,
	correctMovedFrom,
}: Pick<Sent, 'correctBy' | 'correctMovedFrom'>): string {
	if (!correctBy) return '';
	const until = formatDateLong(correctBy);
	return correctMovedFrom
		? `Cambió el calendario de días hábiles: tenía hasta el ${formatDateLong(correctMovedFrom)} y ahora tiene hasta el ${until}.`
		: `Tiene hasta el ${until}.`;
}

function waitStep({ dueOn, movedFrom, folio }: Sent): NextStep {
	const by = formatDateLong(dueOn);
	const answer = movedFrom
		? `Cambió el calendario de días hábiles: su respuesta era para el ${formatDateLong(movedFrom)}. La nueva fecha es el ${by}.`
		: `Recibirá su respuesta a más tardar el ${by}.`;
	return {
		title: 'Por ahora no tiene que hacer nada',
		text: `${answer} Si hace falta algo, le escribiremos a su correo. Su folio es ${folio}.`,
	};
}

const RATED: NextStep = {
	title: 'Su cédula tiene dictamen',
	text: 'Vea sus estrellas, los puntos de cada renglón y la regla de cada uno.',
	href: '/mi/ponderacion',
	action: 'Ver mi dictamen',
};

const SEND: NextStep = {
	title: 'Su cédula está lista para enviarse',
	text: 'Revise sus respuestas y envíela a validación. Recibirá un folio y la fecha de respuesta.',
	href: '/cedula/revisar',
	action: 'Revisar y enviar mi cédula',
};

const SEND_UPDATE: NextStep = {
	title: 'Tiene cambios sin enviar',
	text: 'Lo que ya se aceptó sigue contando. Envíe los cambios para que se validen.',
	href: '/cedula/revisar',
	action: 'Revisar y enviar mis cambios',
};

const CONFIRM_EMAIL: NextStep = {
	title: 'Confirme su correo',
	text: 'Es lo único que falta para enviar su cédula: abra el mensaje que le enviamos y siga el enlace.',
	href: '/mi/cuenta',
	action: 'Confirmar mi correo',
};

const CONTINUE = { title: 'Continúe su cédula', href: '/cedula', action: 'Continuar mi cédula' };

function missingWords(count: number): string {
	const what = count === 1 ? 'Falta un dato o documento' : `Faltan ${count} datos o documentos`;
	return `${what} para enviarla. Lo que ya guardó sigue ahí.`;
}
