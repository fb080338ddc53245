/** What a message or a state means to the reader; always said by a word and a shape too. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error';
