CREATE TABLE "remark" (
	"id" uuid PRIMARY KEY NOT NULL,
	"submission_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"claim_id" uuid,
	"reason" text NOT NULL,
	"note" text,
	"returned_at" timestamp with time zone NOT NULL,
	"reply" "bytea",
	"closed_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "remark_closed_with_outcome" CHECK (("remark"."closed_at" is null) = ("remark"."outcome" is null))
);
--> statement-breakpoint
ALTER TABLE "appeal" ADD COLUMN "term_days" integer;--> statement-breakpoint
ALTER TABLE "appeal" ADD COLUMN "moved_from" date;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "moved_from" date;--> statement-breakpoint
ALTER TABLE "remark" ADD CONSTRAINT "remark_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "remark_one_open" ON "remark" USING btree ("submission_id",coalesce("claim_id", "submission_id")) WHERE "remark"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "remark_submission" ON "remark" USING btree ("submission_id","returned_at");--> statement-breakpoint
CREATE INDEX "remark_profile" ON "remark" USING btree ("profile_id");
--> statement-breakpoint
INSERT INTO "remark" ("id", "submission_id", "profile_id", "claim_id", "reason", "note", "returned_at")
SELECT gen_random_uuid(), s."id", s."profile_id", c."claim_id", coalesce(c."reason", 'other'), c."note", coalesce(s."paused_on", s."received_on")::timestamptz
FROM "submission" s JOIN "submission_claim" c ON c."submission_id" = s."id" AND c."state" = 'observed'
WHERE s."state" = 'needs_you'
UNION ALL
SELECT gen_random_uuid(), s."id", s."profile_id", null, 'identity', s."identity_remark", coalesce(s."paused_on", s."received_on")::timestamptz
FROM "submission" s WHERE s."state" = 'needs_you' AND s."identity_remark" IS NOT NULL;
