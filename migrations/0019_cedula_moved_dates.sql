ALTER TABLE "appeal" ADD COLUMN "term_days" integer;--> statement-breakpoint
ALTER TABLE "appeal" ADD COLUMN "moved_from" date;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "moved_from" date;