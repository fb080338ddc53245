CREATE TABLE "rerating" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_version" text NOT NULL,
	"reason" text NOT NULL,
	"decided_by_id" uuid NOT NULL,
	"decided_by_name" text NOT NULL,
	"decided_by_profile_id" uuid,
	"channel" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"total" integer NOT NULL,
	"done" integer NOT NULL,
	"last_profile_id" uuid,
	"tally" jsonb NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
DROP INDEX "rating_submission";--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "rerating_id" uuid;--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "previous_id" uuid;--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "scored_on" date;--> statement-breakpoint
ALTER TABLE "rerating" ADD CONSTRAINT "rerating_model_version_weighting_model_version_fk" FOREIGN KEY ("model_version") REFERENCES "public"."weighting_model"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rerating_one_at_a_time" ON "rerating" USING btree ((true)) WHERE "rerating"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "rerating_decided" ON "rerating" USING btree ("decided_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_rerating" ON "rating" USING btree ("rerating_id","profile_id") WHERE "rating"."rerating_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "rating_submission" ON "rating" USING btree ("submission_id") WHERE "rating"."appeal_id" is null and "rating"."rerating_id" is null;--> statement-breakpoint
-- Who decided what, and what it came to, stays.
REVOKE DELETE ON "rerating" FROM shm_app;
