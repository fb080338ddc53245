import type { ServiceStatus } from '#lib/outreach/service-status.server.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** One matter of the status page: how it stands, and what that means for people. */
export type StatusRow = {
	title: string;
	tone: Tone;
	state: string;
	meaning: string;
	href?: string;
	hrefLabel?: string;
};

/** Official signatures change every day. */
const OLD_SIGNATURES_DAYS = 7;

/** The status of the service in words, what works included. */
export function statusRows(status: ServiceStatus): StatusRow[] {
	return [mailRow(status.mail), scannerRow(status), keyRow(status), calendarRow(status), decidersRow(status)];
}

function mailRow({ server, demo, waiting, failed }: ServiceStatus['mail']): StatusRow {
	const link = { href: '/admin/correo', hrefLabel: 'Ver los mensajes' };
	const title = 'Correo';
	if (!server && demo) {
		const meaning = 'En la demostración los correos no salen: se leen en /demo/correo.';
		return { title, tone: 'success', state: 'De demostración', meaning, ...link };
	}
	if (!server) {
		const meaning = `Falta SMTP_URL. ${counted(waiting, 'mensaje espera', 'mensajes esperan')}; se enviarán solos cuando haya servidor de correo. Mientras tanto puede abrir confirmaciones e invitaciones para ayudar a una persona en ventanilla.`;
		return { title, tone: 'warning', state: 'Sin servidor', meaning, ...link };
	}
	if (failed > 0) {
		const meaning = `${counted(failed, 'mensaje no se pudo enviar', 'mensajes no se pudieron enviar')}. Revise la causa y envíelos de nuevo.`;
		return { title, tone: 'error', state: 'Con fallas', meaning, ...link };
	}
	const meaning = `${counted(waiting, 'mensaje espera', 'mensajes esperan')} su turno.`;
	return { title, tone: 'success', state: 'Funciona', meaning, ...link };
}

function scannerRow({ scanner }: ServiceStatus): StatusRow {
	const title = 'Revisión de archivos';
	if (scanner.state === 'none') {
		const meaning =
			'Falta CLAMD_URL. Los archivos se comprueban por tipo y contenido, pero no se buscan virus en ellos; quedan marcados «sin revisar».';
		return { title, tone: 'warning', state: 'Sin antivirus', meaning };
	}
	if (scanner.state === 'away') {
		const meaning =
			'El antivirus de CLAMD_URL no responde. Los archivos que llegan esperan, y se revisarán solos cuando vuelva.';
		return { title, tone: 'error', state: 'El antivirus no responde', meaning };
	}
	const { signaturesDays } = scanner;
	if (signaturesDays === null) {
		const meaning =
			'Cada archivo que llega se revisa, pero el antivirus no tiene las firmas oficiales. Actualícelas con freshclam.';
		return { title, tone: 'warning', state: 'Sin firmas oficiales', meaning };
	}
	const age = `Sus firmas tienen ${counted(signaturesDays, 'día', 'días')}.`;
	if (signaturesDays > OLD_SIGNATURES_DAYS) {
		const meaning = `Cada archivo que llega se revisa, pero los virus nuevos pueden pasar. ${age} Actualícelas con freshclam.`;
		return { title, tone: 'warning', state: 'Con firmas atrasadas', meaning };
	}
	const meaning = `Cada archivo que llega se revisa. ${age}`;
	return { title, tone: 'success', state: 'Con antivirus', meaning };
}

function keyRow({ masterKeyBesideData }: ServiceStatus): StatusRow {
	const title = 'Llave maestra';
	if (!masterKeyBesideData) {
		return { title, tone: 'success', state: 'Aparte', meaning: 'No está en el mismo disco que los datos.' };
	}
	const meaning =
		'La llave está en el mismo disco que los datos: quien se lleve el disco podría leerlos. Póngala en otro lugar con MASTER_KEY o MASTER_KEY_FILE, y guarde una copia fuera del servidor.';
	return { title, tone: 'warning', state: 'Junto a los datos', meaning };
}

function calendarRow({ calendar }: ServiceStatus): StatusRow {
	const title = 'Calendario de días hábiles';
	const link = { href: '/admin/calendario', hrefLabel: 'Ver el calendario' };
	const missing = calendar.filter(({ status }) => status === 'missing').map(({ year }) => year);
	const provisional = calendar.filter(({ status }) => status === 'provisional').map(({ year }) => year);
	if (missing.length > 0) {
		const meaning = `Falta el calendario de ${missing.join(' y ')}: hasta que lo agregue, los plazos que llegan a ese año solo descuentan sábados y domingos. ${reached(calendar)}`;
		return { title, tone: 'error', state: 'Incompleto', meaning, ...link };
	}
	if (provisional.length > 0) {
		const meaning = `El de ${provisional.join(' y ')} es provisional. Cuando se publique el oficial, agregue los días que falten y márquelo como oficial. ${reached(calendar)}`;
		return { title, tone: 'warning', state: 'Provisional', meaning, ...link };
	}
	const meaning = 'Hay calendario oficial para todos los plazos en curso.';
	return { title, tone: 'success', state: 'Completo', meaning, ...link };
}

function reached(calendar: ServiceStatus['calendar']): string {
	const cases = calendar.reduce((sum, gap) => sum + gap.cases, 0);
	if (cases === 0) return 'Ninguna cédula abierta vence ahí por ahora.';
	return `${counted(cases, 'cédula abierta vence', 'cédulas abiertas vencen')} ahí; al cambiar el calendario, su fecha se mueve sola.`;
}

function decidersRow({ deciders, appealsWithoutAnyone }: ServiceStatus): StatusRow {
	const title = 'Quién puede dictaminar';
	if (appealsWithoutAnyone > 0) {
		const meaning = `${counted(appealsWithoutAnyone, 'aclaración no tiene', 'aclaraciones no tienen')} quién la responda: debe ser alguien distinto de quien emitió el dictamen y sin conflicto de interés. Invite a otra persona.`;
		const link = { href: '/admin/personal', hrefLabel: 'Invitar a una persona' };
		return { title, tone: 'error', state: 'Falta otra persona', meaning, ...link };
	}
	if (deciders > 1) {
		const meaning = `${deciders} personas: una aclaración la puede responder otra distinta.`;
		return { title, tone: 'success', state: `${deciders} personas`, meaning };
	}
	const meaning =
		'Solo una persona puede validar. Una aclaración debe responderla otra: invite al menos a una más.';
	const link = { href: '/admin/personal', hrefLabel: 'Invitar a una persona' };
	return { title, tone: 'warning', state: 'Una persona', meaning, ...link };
}

function counted(count: number, one: string, many: string): string {
	return count === 1 ? `1 ${one}` : `${count.toLocaleString('es-MX')} ${many}`;
}
