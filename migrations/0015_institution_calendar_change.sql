CREATE TABLE "calendar_change" (
	"version" integer PRIMARY KEY NOT NULL,
	"change" jsonb NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "term_days" integer;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "pauses" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
-- What was changed stays as it was written; another change follows it.
REVOKE UPDATE, DELETE ON "calendar_change" FROM shm_app;
