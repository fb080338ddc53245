ALTER TABLE "account" ADD COLUMN "new_email" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "client" text;--> statement-breakpoint
UPDATE "session" SET "client" = '';--> statement-breakpoint
ALTER TABLE "session" ALTER COLUMN "client" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_message" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "mail_message" ADD COLUMN "next_attempt_at" timestamp with time zone;--> statement-breakpoint
UPDATE "mail_message" SET "cause" = "id"::text, "next_attempt_at" = "created_at";--> statement-breakpoint
ALTER TABLE "mail_message" ALTER COLUMN "cause" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_message" ALTER COLUMN "next_attempt_at" SET NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_message_cause" ON "mail_message" USING btree ("cause");--> statement-breakpoint
DROP INDEX "mail_message_waiting";--> statement-breakpoint
CREATE INDEX "mail_message_waiting" ON "mail_message" USING btree ("next_attempt_at") WHERE "mail_message"."state" = 'waiting';
