CREATE TABLE "second_reading" (
	"submission_id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"first_reader_id" uuid NOT NULL,
	"first_read_at" timestamp with time zone NOT NULL,
	"second_reader_id" uuid,
	"second_read_at" timestamp with time zone,
	"reader_ids" uuid[] NOT NULL,
	"identity_disputed" boolean DEFAULT false NOT NULL,
	"outcome" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "rereading" text;--> statement-breakpoint
ALTER TABLE "verdict" ADD COLUMN "reading" integer DEFAULT 1;--> statement-breakpoint
CREATE INDEX "second_reading_profile" ON "second_reading" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "second_reading_open" ON "second_reading" USING btree ("submission_id") WHERE "second_reading"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "second_reading_read" ON "second_reading" USING btree ("second_read_at");--> statement-breakpoint
CREATE INDEX "submission_queue_rereading" ON "submission" USING btree ("due_on","id") WHERE "submission"."state" in ('received', 'in_review') and "submission"."rereading" is not null;