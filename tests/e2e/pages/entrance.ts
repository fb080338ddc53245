import { expect, type Page } from '@playwright/test';
import type { Person } from '../people.ts';
import { answer, press } from './fields.ts';

/** Reads the notice of the registration and goes on to the account. */
export async function readNotice(page: Page): Promise<void> {
	await page.goto('/cedula');
	await expect(page.getByRole('heading', { level: 1, name: 'Cómo se usan sus datos' })).toBeVisible();
	await answer(page, { 'He leído el aviso de privacidad y las políticas': true });
	await press(page, 'Continuar');
	await expect(page.getByRole('heading', { level: 1, name: 'Cree su cuenta' })).toBeVisible();
}

/** Fills in the form of the account without sending it. */
export async function fillAccount(page: Page, person: Person): Promise<void> {
	await answer(page, {
		CURP: person.curp,
		'Nombre o nombres': person.givenNames,
		'Primer apellido': person.firstSurname,
		'Segundo apellido': person.secondSurname,
		'Correo electrónico': person.email,
		Contraseña: person.password,
	});
}

/** Registers by hand, from the notice to the task list. */
export async function registerByHand(page: Page, person: Person): Promise<void> {
	await readNotice(page);
	await fillAccount(page, person);
	await press(page, 'Crear mi cuenta');
	await expect(page.getByRole('heading', { level: 1, name: 'Mi cédula' })).toBeVisible();
}

/** Signs in by the form. */
export async function enter(page: Page, identifier: string, password: string): Promise<void> {
	await page.goto('/entrar');
	await answer(page, { 'CURP o correo electrónico': identifier, Contraseña: password });
	await press(page, 'Entrar');
	await expect(page).not.toHaveURL(/entrar/);
}

/** Signs a browser in with a session made over HTTP. */
export async function useSession(page: Page, token: string, origin: string): Promise<void> {
	await page
		.context()
		.addCookies([{ name: 'shm_session', value: token, url: origin, httpOnly: true, sameSite: 'Lax' }]);
}
