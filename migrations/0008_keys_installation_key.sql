CREATE TABLE "keys"."installation_key" (
	"generation" smallint PRIMARY KEY NOT NULL,
	"master_key_id" "bytea",
	"wrapped" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
-- Whoever was here before derived hashes and marks from the master key: the start makes that key the secret of this row.
INSERT INTO "keys"."installation_key" ("generation")
	SELECT 1 WHERE EXISTS (SELECT FROM "keys"."person_key") OR EXISTS (SELECT FROM "audit_entry");--> statement-breakpoint
ALTER TABLE "keys"."person_key" ADD COLUMN "generation" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "keys"."person_key" ADD CONSTRAINT "person_key_generation_installation_key_generation_fk" FOREIGN KEY ("generation") REFERENCES "keys"."installation_key"("generation") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "keys"."installation_key" TO shm_app;
