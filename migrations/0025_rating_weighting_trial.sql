CREATE TABLE "weighting_trial" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"document" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"total" integer NOT NULL,
	"done" integer NOT NULL,
	"result" jsonb,
	"started_by_id" uuid NOT NULL,
	"started_by_name" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "weighting_trial_version" ON "weighting_trial" USING btree ("version","started_at");