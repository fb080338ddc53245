import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './database.server.ts';

describe('a database that is away', () => {
	it.each([
		['stopping', { code: '57P01', message: 'terminating connection due to administrator command' }],
		[
			'killed',
			{ code: '57P02', message: 'terminating connection because of crash of another server process' },
		],
		['recovering', { code: '57P03', message: 'the database system is not yet accepting connections' }],
		['on a full disk', { code: '53100', message: 'could not extend file' }],
		['full', { code: '53300', message: 'sorry, too many clients already' }],
		['cut', { code: '08006', message: 'connection failure' }],
		['refusing', { code: 'ECONNREFUSED', syscall: 'connect', message: 'connect ECONNREFUSED' }],
		['without its socket', { code: 'ENOENT', syscall: 'connect', message: 'connect ENOENT /run/x' }],
		[
			'gone between two statements',
			new Error('Client has encountered a connection error and is not queryable'),
		],
		['gone during a statement', new Error('Connection terminated unexpectedly')],
		['silent after a statement', new Error('Query read timeout')],
		['silent', new Error('timeout exceeded when trying to connect')],
	])('is known as such when it is %s', (_, error) => {
		expect(isDatabaseAway(error)).toBe(true);
		expect(isDatabaseAway(new Error('Failed query', { cause: error }))).toBe(true);
	});

	it.each([
		['a file that is not there', { code: 'ENOENT', syscall: 'open', message: 'no such file' }],
		['a constraint', { code: '23505', message: 'duplicate key' }],
		['a statement that took too long', { code: '57014', message: 'canceling statement' }],
		['anything else', new Error('boom')],
		['nothing', undefined],
	])('is not taken for %s', (_, error) => {
		expect(isDatabaseAway(error)).toBe(false);
	});
});
