CREATE TABLE "sitting" (
	"id" uuid PRIMARY KEY NOT NULL,
	"submission_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"ending" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sitting_submission" ON "sitting" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "sitting_profile" ON "sitting" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "sitting_ended" ON "sitting" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "submission_received" ON "submission" USING btree ("received_on");--> statement-breakpoint
CREATE INDEX "submission_decided" ON "submission" USING btree ("decided_at") WHERE "submission"."state" = 'rated';