CREATE TABLE "announced_lowering" (
	"rating_id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"announced_on" date NOT NULL,
	"takes_effect_on" date NOT NULL,
	"stars" integer,
	"points" integer NOT NULL,
	"lapses" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lowering_check" (
	"checked_on" date PRIMARY KEY NOT NULL,
	"done" integer NOT NULL,
	"announced" integer NOT NULL,
	"last_profile_id" uuid,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "rerating" ADD COLUMN "kind" text DEFAULT 'model' NOT NULL;--> statement-breakpoint
ALTER TABLE "announced_lowering" ADD CONSTRAINT "announced_lowering_rating_id_rating_id_fk" FOREIGN KEY ("rating_id") REFERENCES "public"."rating"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announced_lowering_profile" ON "announced_lowering" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "announced_lowering_effect" ON "announced_lowering" USING btree ("takes_effect_on");--> statement-breakpoint
-- What people were told stays as it was told.
REVOKE UPDATE, DELETE ON "announced_lowering" FROM shm_app;--> statement-breakpoint
REVOKE DELETE ON "lowering_check" FROM shm_app;
