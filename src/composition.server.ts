/*
 * Everything that registers itself when it is loaded: projectors, reactions to events, jobs and periodic work.
 * Each process that writes (server, worker, commands, tests) imports this once.
 */
import '#lib/audit/seal-entries.server.ts';
import '#lib/bank/project-entry.server.ts';
