ALTER TABLE "submission" ALTER COLUMN "warnings" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "submission" ALTER COLUMN "warnings" DROP NOT NULL;--> statement-breakpoint
-- cases that were open before warnings were counted had the default of 0
UPDATE "submission" SET "warnings" = NULL WHERE "state" in ('received', 'in_review') and "warnings" = 0;--> statement-breakpoint
CREATE INDEX "submission_uncounted" ON "submission" USING btree ("id") WHERE "submission"."state" in ('received', 'in_review') and "submission"."warnings" is null;