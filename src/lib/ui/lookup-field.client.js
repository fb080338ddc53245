/*
 * Makes text fields with `data-lookup` offer what they may hold while somebody types (WAI-ARIA 1.2, editable combobox with
 * list autocomplete). Without script they are plain text fields: the server understands what was typed.
 */
const WAIT_MS = 120;
const enhanced = new WeakSet();

for (const input of document.querySelectorAll('input[data-lookup]')) enhance(input);
document.addEventListener('focusin', ({ target }) => {
	if (target instanceof HTMLInputElement && target.dataset.lookup) enhance(target);
});

function enhance(input) {
	const list = document.getElementById(`${input.id}-list`);
	const status = document.getElementById(`${input.id}-status`);
	if (!list || !status || enhanced.has(input)) return;
	enhanced.add(input);
	const box = { input, list, status, active: -1, waiting: undefined, request: new AbortController() };
	input.setAttribute('role', 'combobox');
	input.setAttribute('aria-autocomplete', 'list');
	input.setAttribute('aria-expanded', 'false');
	input.setAttribute('aria-controls', list.id);
	input.autocomplete = 'off';
	input.addEventListener('input', () => {
		clearTimeout(box.waiting);
		box.waiting = setTimeout(() => (typedIn(box).length > 1 ? offer(box) : close(box)), WAIT_MS);
	});
	input.addEventListener('blur', () => close(box));
	input.addEventListener('keydown', (event) => press(box, event));
	// The field keeps the focus, and with it the list, while an option is being pressed
	for (const name of ['pointerdown', 'mousedown'])
		list.addEventListener(name, (event) => event.preventDefault());
	list.addEventListener('click', ({ target }) => {
		const option = target.closest('[role="option"]');
		if (option) choose(box, option.textContent);
	});
}

function press(box, event) {
	const { input, list, active } = box;
	if (event.isComposing) return;
	if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
		event.preventDefault();
		if (list.hidden) offer(box);
		else move(box, event.key === 'ArrowDown' ? 1 : -1);
	} else if (event.key === 'Enter' && active >= 0) {
		event.preventDefault();
		choose(box, list.children[active].textContent);
	} else if (event.key === 'Escape' && input.getAttribute('aria-expanded') === 'true') {
		event.preventDefault();
		close(box);
	}
}

/** What is being typed: in a field of several, what stands after the last comma. */
function typedIn({ input }) {
	return ('several' in input.dataset ? input.value.split(',').at(-1) : input.value).trim();
}

async function offer(box) {
	box.request.abort();
	box.request = new AbortController();
	const { signal } = box.request;
	const address = `${box.input.dataset.lookup}?q=${encodeURIComponent(typedIn(box).slice(0, 100))}`;
	try {
		const answer = await fetch(address, { credentials: 'omit', signal });
		const { items } = await answer.json();
		if (!signal.aborted && document.activeElement === box.input)
			show(
				box,
				items.map(({ label }) => label),
			);
	} catch {
		if (!signal.aborted) close(box);
	}
}

function show(box, texts) {
	close(box);
	if (texts.length === 1 && texts[0] === typedIn(box)) return;
	if (texts.length === 0) {
		box.status.textContent = 'Sin sugerencias.';
		return;
	}
	box.list.replaceChildren(...texts.map((text, index) => optionOf(box, text, index)));
	box.list.hidden = false;
	box.input.setAttribute('aria-expanded', 'true');
	const count = texts.length === 1 ? '1 sugerencia' : `${texts.length} sugerencias`;
	box.status.textContent = `${count}. Use las flechas para recorrerlas.`;
}

function optionOf({ list }, text, index) {
	const option = document.createElement('li');
	option.id = `${list.id}-${index}`;
	option.setAttribute('role', 'option');
	option.setAttribute('aria-selected', 'false');
	option.textContent = text;
	return option;
}

/** One further or back; beyond the ends nothing is chosen, and the text is what was typed. */
function move(box, step) {
	const { input, list, active } = box;
	const stops = list.children.length + 1;
	const index = ((active + 1 + step + stops) % stops) - 1;
	list.children[active]?.setAttribute('aria-selected', 'false');
	const option = list.children[index];
	option?.setAttribute('aria-selected', 'true');
	if (option) input.setAttribute('aria-activedescendant', option.id);
	else input.removeAttribute('aria-activedescendant');
	box.active = index;
}

function choose(box, text) {
	const { input, status } = box;
	const several = 'several' in input.dataset;
	const before = several ? input.value.split(',').slice(0, -1) : [];
	input.value = [...before.map((part) => part.trim()), text].join(', ') + (several ? ', ' : '');
	close(box);
	status.textContent = `${text}, elegido.`;
	input.dispatchEvent(new Event('change', { bubbles: true }));
}

function close(box) {
	clearTimeout(box.waiting);
	box.request.abort();
	box.list.hidden = true;
	box.list.replaceChildren();
	box.active = -1;
	box.input.setAttribute('aria-expanded', 'false');
	box.input.removeAttribute('aria-activedescendant');
	box.status.textContent = '';
}
