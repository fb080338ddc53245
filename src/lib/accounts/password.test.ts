import { describe, expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords.server.ts';
import { containsOwnData, passwordObstacle } from './password.ts';

describe('the choice of a password', () => {
	it('takes a phrase of four words', () => {
		expect(passwordObstacle('caballo grapa nube sur')).toBeNull();
	});

	it('takes exactly twelve characters and refuses eleven', () => {
		expect(passwordObstacle('abcdefghijkl')).toBeNull();
		expect(passwordObstacle('abcdefghijk')).toMatch(/al menos 12/);
	});

	it('counts an emoji as one character', () => {
		expect(passwordObstacle('🦜🌵🌮🐸🦎🌶🥑🐙🦑🦀🐳🐢')).toBeNull();
	});

	it('takes 200 characters and refuses 201', () => {
		const long = 'abcdefghij'.repeat(20);
		expect(passwordObstacle(long)).toBeNull();
		expect(passwordObstacle(`${long}k`)).toMatch(/como máximo 200/);
	});

	it('refuses a key that was held down', () => {
		expect(passwordObstacle('aaaaaaaaaaaaaaaa')).toMatch(/muy pocos/);
		expect(passwordObstacle('121212121212')).toMatch(/muy pocos/);
	});

	it('refuses what is on the list of common ones, in capitals too', () => {
		expect(isCommonPassword('1qaz2wsx3edc')).toBe(true);
		expect(isCommonPassword('AdministratoR')).toBe(true);
		expect(isCommonPassword('caballo grapa nube sur')).toBe(false);
	});

	it('finds the CURP or the e-mail inside it, in any capitals', () => {
		const own = ['XAIU910305MMCLXR93', 'ana@correo.example', null];
		expect(containsOwnData('mi clave xaiu910305mmclxr93', own)).toBe(true);
		expect(containsOwnData('Ana@Correo.Example 2026', own)).toBe(true);
		expect(containsOwnData('caballo grapa nube sur', own)).toBe(false);
	});
});
