ALTER TABLE "submission" ADD COLUMN "verification_code" text;--> statement-breakpoint
-- What was sent before gets twelve random hexadecimal digits, which are all letters of the code's alphabet
UPDATE "submission" SET "verification_code" = upper(regexp_replace(left(replace(gen_random_uuid()::text, '-', ''), 12), '(....)(....)(....)', '\1-\2-\3'));--> statement-breakpoint
ALTER TABLE "submission" ALTER COLUMN "verification_code" SET NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "submission_verification_code" ON "submission" USING btree ("verification_code");
