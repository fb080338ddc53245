CREATE TABLE "appeal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"rating_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"state" text NOT NULL,
	"criteria" text[] NOT NULL,
	"reasons" "bytea" NOT NULL,
	"channel" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"received_on" date NOT NULL,
	"due_on" date NOT NULL,
	"holder_id" uuid,
	"holder_name" text,
	"holder_seen_at" timestamp with time zone,
	"answers" "bytea",
	"answered_at" timestamp with time zone,
	"answered_by_id" uuid,
	"answered_by_name" text,
	"new_rating_id" uuid,
	CONSTRAINT "appeal_state_known" CHECK ("appeal"."state" in ('received', 'in_review', 'answered')),
	CONSTRAINT "appeal_held_while_in_review" CHECK (("appeal"."state" = 'in_review') = ("appeal"."holder_id" is not null)),
	CONSTRAINT "appeal_answer_whole" CHECK (("appeal"."state" = 'answered') = ("appeal"."answers" is not null))
);
--> statement-breakpoint
DROP INDEX "rating_submission";--> statement-breakpoint
ALTER TABLE "rating" ADD COLUMN "appeal_id" uuid;--> statement-breakpoint
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_rating_id_rating_id_fk" FOREIGN KEY ("rating_id") REFERENCES "public"."rating"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "appeal_rating" ON "appeal" USING btree ("rating_id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeal_one_open" ON "appeal" USING btree ("profile_id") WHERE "appeal"."state" in ('received', 'in_review');--> statement-breakpoint
CREATE INDEX "appeal_profile" ON "appeal" USING btree ("profile_id","asked_at");--> statement-breakpoint
CREATE INDEX "appeal_queue" ON "appeal" USING btree ("due_on","id") WHERE "appeal"."state" in ('received', 'in_review');--> statement-breakpoint
CREATE UNIQUE INDEX "rating_appeal" ON "rating" USING btree ("appeal_id");--> statement-breakpoint
CREATE INDEX "rating_issued_for" ON "rating" USING btree ("submission_id","issued_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_submission" ON "rating" USING btree ("submission_id") WHERE "rating"."appeal_id" is null;