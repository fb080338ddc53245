import { expect, it } from 'vitest';
import { fieldOfPath, namedMessage } from './named-message.ts';

it.each([
	[
		'Use como máximo 200 caracteres.',
		'Ayuntamiento u organismo',
		'Ayuntamiento u organismo: use como máximo 200 caracteres.',
	],
	['Escriba la fecha con día, mes y año.', 'Conclusión', 'Conclusión: escriba la fecha con día, mes y año.'],
	['Hay varios que se llaman «oro».', 'Municipio', 'Municipio: hay varios que se llaman «oro».'],
	['RFC y CURP no coinciden.', 'Correo', 'Correo: RFC y CURP no coinciden.'],
	['Use como máximo 100 caracteres.', '¿Desde cuándo?', '¿Desde cuándo?: use como máximo 100 caracteres.'],
])('«%s» of the field «%s» is told as «%s»', (message, label, shown) => {
	expect(namedMessage(message, label)).toBe(shown);
});

it.each([
	['Elija el área de la lista.', 'Área'],
	['Escriba los 10 dígitos del teléfono, con la clave de la ciudad.', 'Teléfono'],
	['La fecha de término es anterior a la de inicio.', 'Término'],
	['El RFC no coincide.', 'RFC con homoclave'],
	['Revise lo que escribió.', undefined],
])('«%s» names its field by itself', (message, label) => {
	expect(namedMessage(message, label)).toBe(message);
});

it('an item of a list belongs to the field of the list', () => {
	expect(fieldOfPath('skills.languages.3')).toBe('skills.languages');
	expect(fieldOfPath('data.to')).toBe('data.to');
	expect(fieldOfPath('')).toBe('');
});
