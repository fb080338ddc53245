/** How the fields of the forms about accounts are called in a list of problems, by name. */
export const ACCOUNT_LABELS: Readonly<Record<string, string>> = {
	curp: 'CURP',
	givenNames: 'Nombre o nombres',
	firstSurname: 'Primer apellido',
	secondSurname: 'Segundo apellido',
	name: 'Nombre completo',
	email: 'Correo electrónico',
	password: 'Contraseña',
};
