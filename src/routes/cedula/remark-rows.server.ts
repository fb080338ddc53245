import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import type { Remark } from '#lib/cedula/get-submission.server.ts';
import { REMARK_STATE_LABELS, remarkKey, type RemarkState } from '#lib/cedula/remarks.ts';
import type { Tone } from '#lib/ui/tone.ts';

const TONES: Record<RemarkState, Tone> = { todo: 'warning', corrected: 'success', replied: 'info' };

/** What a person is asked to correct, in words, one row for each item. */
export function remarkRows(remarks: readonly Remark[]) {
	return remarks.map((remark) => ({
		...remark,
		key: remarkKey(remark),
		about: remark.kind ? KIND_WORDS[remark.kind].one : 'Identidad',
		stateLabel: REMARK_STATE_LABELS[remark.state],
		tone: TONES[remark.state],
	}));
}
