/*
 * Everything that registers itself when it is loaded: projectors, reactions to events, jobs and periodic work.
 * Each process that writes (server, worker, commands, tests) imports this once.
 */
import '#lib/audit/seal-entries.server.ts';
import '#lib/bank/project-entry.server.ts';
import '#lib/accounts/clean-accounts.server.ts';
import '#lib/accounts/fill-identity-hashes.server.ts';
import '#lib/accounts/hold-curp.server.ts';
import '#lib/outreach/notices.server.ts';
import '#lib/outreach/remind-certification.server.ts';
import '#lib/outreach/remind-correction.server.ts';
import '#lib/outreach/send-digests.server.ts';
import '#lib/outreach/tell-lowerings.server.ts';
import '#lib/outreach/tell-rerated.server.ts';
import '#lib/outreach/send-mail.server.ts';
import '#lib/cedula/close-correction-periods.server.ts';
import '#lib/cedula/move-due-dates.server.ts';
import '#lib/cedula/prefill-post.server.ts';
import '#lib/roster/remove-files.server.ts';
import '#lib/roster/run-import.server.ts';
import '#lib/review/count-warnings.server.ts';
import '#lib/review/release-abandoned.server.ts';
import '#lib/review/second-reading/end-with-withdrawal.server.ts';
import '#lib/review/stand-aside.server.ts';
import '#lib/appeal/move-appeal-due-dates.server.ts';
import '#lib/appeal/move-ask-by.server.ts';
import '#lib/rating/trial/try-model.server.ts';
import '#lib/rating/lowering/announce-lowerings.server.ts';
import '#lib/rating/rerating/run-rerating.server.ts';
import '#lib/appeal/release-abandoned-appeals.server.ts';
import '#lib/desk/close-codes.server.ts';
import '#lib/evidence/erase-evidence.server.ts';
import '#lib/evidence/partial-uploads.server.ts';
import '#lib/evidence/process-evidence.server.ts';
import '#lib/platform/http/answer-once.server.ts';
