import { account } from '#lib/accounts/tables.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { onShutdown } from '#lib/platform/shutdown.server.ts';
import { hireStaff, listAccounts } from './cast.server.ts';
import { separateClocks } from './demo-time.server.ts';
import { findJournal, keepJournal, type Journal } from './journal.server.ts';
import { playAct } from './play-act.server.ts';
import { playCourses } from './play-courses.server.ts';
import { playPanels } from './play-panels.server.ts';
import { prepareCedula } from './prepare-cedula.server.ts';
import { showProgress } from './progress.ts';
import { storiesOf, type Story } from './stories.ts';

const SEED = 'demo';
const PEOPLE = 60;
/** How many cédulas are filled in side by side: while one is written, the documents of another are drawn. */
const AT_ONCE = 4;

/**
 * Fills an empty database with the demonstration, through the use cases and as if over the last weeks; what was cut short
 * goes on where it stopped. A database with accounts of its own is left alone. The service can be used meanwhile.
 */
export async function seedDemo(people = PEOPLE, show = showProgress): Promise<void> {
	const journal = (await findJournal()) ?? (await begin(people));
	if (!journal || journal.finished) return;
	const filling = { stopped: false };
	separateClocks();
	const done = fill(journal, filling, show).finally(() => setClock());
	onShutdown(async () => {
		filling.stopped = true;
		await done.catch(() => undefined);
	});
	await done;
}

async function begin(people: number): Promise<Journal | undefined> {
	const [anybody] = await db().select({ id: account.id }).from(account).limit(1);
	if (anybody) return undefined;
	const journal = { people, present: now(), prepared: false, played: 0, finished: false };
	await keepJournal(journal);
	return journal;
}

type Filling = { stopped: boolean };

async function fill(journal: Journal, filling: Filling, show: typeof showProgress): Promise<void> {
	const stories = tell(journal);
	const acts = stories.flatMap((story) => story.acts.map((act) => ({ story, act })));
	acts.sort((one, other) => one.act.at.getTime() - other.act.at.getTime());
	const report = show('Preparando la demostración', stories.length + acts.length + 1);
	const { staff, experts } = await hireStaff();
	let done = 0;
	const advance = () => report((done += 1));
	await listAccounts(stories);
	if (journal.prepared) done = stories.length + journal.played;
	else await prepareAll(stories, filling, advance);
	if (filling.stopped) return;
	journal.prepared = true;
	for (const { story, act } of acts.slice(journal.played)) {
		if (filling.stopped) return;
		await playAct(story, act, staff);
		journal.played += 1;
		await keepJournal(journal);
		advance();
	}
	if (filling.stopped) return;
	const run = { present: journal.present, admin: staff.at(-1)! };
	await playPanels({ ...run, experts });
	await playCourses(run);
	advance();
	await keepJournal({ ...journal, finished: true });
}

function tell({ people, present }: Journal): Story[] {
	const { settings, calendar, catalogues } = institution();
	return storiesOf(people, {
		seed: SEED,
		present,
		timeZone: settings.timeZone,
		calendar,
		municipalities: catalogues.municipalities.items,
		areas: catalogues.areas.items.map(({ key }) => key).filter((key) => key !== 'OTHER'),
		catalogues: { positions: catalogues.positions.items, competencies: catalogues.competencies.items },
	});
}

async function prepareAll(stories: readonly Story[], filling: Filling, advance: () => void): Promise<void> {
	const waiting = [...stories];
	const work = async () => {
		for (let story = waiting.shift(); story && !filling.stopped; story = waiting.shift()) {
			await prepareCedula(story, () => filling.stopped);
			advance();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}
