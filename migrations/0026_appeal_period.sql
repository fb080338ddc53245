CREATE TABLE "appeal_period" (
	"rating_id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"ask_by" date NOT NULL,
	"moved_from" date
);
--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "correct_moved_from" date;--> statement-breakpoint
ALTER TABLE "appeal_period" ADD CONSTRAINT "appeal_period_rating_id_rating_id_fk" FOREIGN KEY ("rating_id") REFERENCES "public"."rating"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appeal_period_profile" ON "appeal_period" USING btree ("profile_id");