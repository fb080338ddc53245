ALTER TABLE "submission" ADD COLUMN "warnings" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "submission_queue_warned" ON "submission" USING btree ("due_on","id") WHERE "submission"."state" in ('received', 'in_review') and "submission"."warnings" > 0;--> statement-breakpoint
ALTER TABLE "verdict" DROP CONSTRAINT "verdict_known";--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_known"
	CHECK (verdict IN ('accepted', 'observed', 'rejected', 'taken_back') AND (verdict IN ('accepted', 'taken_back') OR reason IS NOT NULL));
