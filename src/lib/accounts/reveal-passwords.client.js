/** Makes the «Mostrar» buttons of password fields work; without script they stay hidden and the field is a plain one. */
for (const button of document.querySelectorAll('button[data-reveals]')) {
	const field = document.getElementById(button.dataset.reveals);
	if (!(field instanceof HTMLInputElement)) continue;
	button.hidden = false;
	button.addEventListener('click', () => {
		const shown = field.type === 'text';
		field.type = shown ? 'password' : 'text';
		button.textContent = shown ? 'Mostrar contraseña' : 'Ocultar contraseña';
		button.setAttribute('aria-pressed', String(!shown));
		field.focus();
	});
	field.form?.addEventListener('submit', () => (field.type = 'password'));
}
