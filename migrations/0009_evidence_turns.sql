ALTER TABLE "evidence" ADD COLUMN "turns" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_turns" CHECK ("evidence"."turns" between 0 and 3);