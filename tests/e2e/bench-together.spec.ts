import type { Page } from '@playwright/test';
import { writePdf } from '../../src/demo/pdf.ts';
import { formatDateLong, formatDateShort } from '../../src/lib/institution/plain-date.ts';
import { apiOf, type Json } from './api.ts';
import { expect, test } from './fixtures.ts';
import { addProvenClaim, confirmEmail, expectStatus, register, signIn, takeCase } from './journeys.ts';
import { answer, answerDay, pressAndLoad } from './pages/fields.ts';
import { useSession } from './pages/entrance.ts';
import { NEEDED_SECTIONS, somebody, type Person } from './people.ts';
import { createFirstAdmin, STAFF } from './staff.ts';

/* A service of its own: on the shared one documents wait to be read until all other work is done. */
test.use({ instance: 'bench-together' });

const DEGREE = {
	kind: 'education',
	data: {
		level: 'LICENCIATURA',
		programme: 'Licenciatura en Contaduría',
		field: 'ACCT_ADMIN',
		institution: 'Universidad Hacendaria del Altiplano',
		finishedOn: '2012-07-01',
	},
};

/** What the institution printed about the degree. */
function title({ givenNames, firstSurname, secondSurname }: Person): File {
	const lines = [
		DEGREE.data.institution,
		`otorga a ${givenNames} ${firstSurname} ${secondSurname} el título de`,
		'Licenciada en Contaduría',
		'por haber aprobado el examen profesional el 1 de julio de 2012.',
	];
	const marks = lines.map((text, line) => ({
		kind: 'text' as const,
		text,
		x: 90,
		y: 640 - 36 * line,
		size: 16,
	}));
	const pdf = writePdf('Título', [{ width: 612, height: 792, marks }]);
	return new File([new Uint8Array(pdf)], 'titulo.pdf', { type: 'application/pdf' });
}

test('what matches and was on screen is accepted together and taken back; a day off moves the due date', async ({
	page,
	service,
}) => {
	await createFirstAdmin(service);
	const person = somebody();
	const { api, token: ownToken } = await register(service, person);
	expectStatus(await api.patch('/me/cedula', NEEDED_SECTIONS), 200);
	await confirmEmail(service, person.email);
	const { id } = await addProvenClaim(api, DEGREE, title(person));
	const { folio } = expectStatus(await api.post('/me/submission', { truthDeclared: true }), 201);
	const token = await signIn(service, STAFF.admin.email, STAFF.admin.password);
	const reviewer = apiOf(service.origin, token);
	await takeCase(service, token, folio);
	const reading = async (): Promise<Json[]> => {
		const { claims } = expectStatus(await reviewer.get(`/review/submissions/${folio}`), 200);
		return claims.find((claim: Json) => claim.id === id).evidence[0].reading;
	};
	await expect.poll(async () => (await reading()).length, { timeout: 60_000 }).toBeGreaterThan(0);
	expect((await reading()).map(({ field, result }) => `${field} ${result}`)).toEqual(
		(await reading()).map(({ field }) => `${field} match`),
	);
	await useSession(page, token, service.origin);
	await page.goto(`/validacion/${folio}`);
	const claim = page.locator(`#renglon-${id}`);
	await claim.locator('summary', { hasText: 'Lectura automática' }).click();
	await claim.getByRole('link', { name: '1 de julio de 2012' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('.file:not([hidden]) rect').first()).toBeInViewport();
	await page.keyboard.press('f');
	await page.keyboard.type('doctorado');
	await expect(page.getByText('No aparece en lo que se leyó')).toBeVisible();
	await page.getByRole('searchbox').fill('aprobado el éxamen');
	await expect(page.getByText('1 de 1, página 1')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('searchbox')).toBeHidden();
	await expect(page.getByText('1 coincide en todo.')).toBeVisible();
	await page.keyboard.press('t');
	const question = page.getByRole('dialog', { name: '¿Aceptar 1 renglón?' });
	await expect(question).toContainText(DEGREE.data.programme);
	await page.keyboard.press('Enter');
	await expect(question).toBeHidden();
	await expect(claim.getByText('Aceptado').first()).toBeVisible();
	await page.keyboard.press('z');
	await expect(
		page.getByText(`«${DEGREE.data.programme}» queda por decidir; estaba aceptado.`),
	).toBeAttached();
	await expect(claim.getByText('Por decidir')).toBeVisible();

	const { dueOn } = expectStatus(await api.get('/me/submission'), 200);
	await suspend(page, dueOn, folio);
	const moved = expectStatus(await api.get('/me/submission'), 200).dueOn;
	expect(moved > dueOn).toBe(true);
	await page.goto(`/validacion/${folio}`);
	await expect(page.getByRole('main')).toContainText(formatDateShort(moved));
	await useSession(page, ownToken, service.origin);
	await page.goto('/mi');
	await expect(page.getByRole('main')).toContainText(
		`su respuesta era para el ${formatDateLong(dueOn)}. La nueva fecha es el ${formatDateLong(moved)}.`,
	);
});

/** Adds a day off to the calendar, after a look at the case that it moves. */
async function suspend(page: Page, date: string, folio: string): Promise<void> {
	const [year = '', month = '', day = ''] = date.split('-');
	await page.goto('/admin/calendario/cambiar?que=dia');
	await answerDay(page, 'Primer día inhábil', day, month, year);
	await answer(page, {
		Nombre: 'Suspensión de labores por sismo',
		'Dónde se publicó': 'Gaceta del Gobierno',
	});
	await pressAndLoad(page, 'Ver qué cambia');
	await expect(page.getByText('1 cédula vence después')).toBeVisible();
	await expect(page.getByRole('row').filter({ hasText: folio })).toContainText(formatDateShort(date));
	await pressAndLoad(page, 'Guardar el cambio');
	await expect(page.getByText(/^Agregar «Suspensión de labores/)).toBeVisible();
}
