import type { Tone } from '#lib/ui/tone.ts';

/** How an import stands, in words. */
export const STATE_WORDS: Record<string, { label: string; tone: Tone }> = {
	waiting: { label: 'Por confirmar', tone: 'warning' },
	running: { label: 'En curso', tone: 'info' },
	done: { label: 'Terminada', tone: 'success' },
};
