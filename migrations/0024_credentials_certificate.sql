CREATE TABLE "certificate_file" (
	"sha256" "bytea" PRIMARY KEY NOT NULL,
	"certificate_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keys"."credential_key" (
	"number" smallint PRIMARY KEY NOT NULL,
	"thumbprint" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"sealed_private" "bytea",
	"created_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "credential_key_retired_is_public" CHECK (("keys"."credential_key"."retired_at" is null) = ("keys"."credential_key"."sealed_private" is not null))
);
--> statement-breakpoint
CREATE TABLE "rating_certificate" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"rating_id" uuid NOT NULL,
	"code" text NOT NULL,
	"shows" text NOT NULL,
	"status_index" integer GENERATED ALWAYS AS IDENTITY (sequence name "rating_certificate_status_index_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"issued_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	"revocation_reason" text,
	CONSTRAINT "rating_certificate_shows_known" CHECK ("rating_certificate"."shows" in ('stars', 'points', 'post')),
	CONSTRAINT "rating_certificate_revoked_by" CHECK (("rating_certificate"."revoked_at" is null) = ("rating_certificate"."revoked_by" is null))
);
--> statement-breakpoint
ALTER TABLE "certificate_file" ADD CONSTRAINT "certificate_file_certificate_id_rating_certificate_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."rating_certificate"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_certificate" ADD CONSTRAINT "rating_certificate_rating_id_rating_id_fk" FOREIGN KEY ("rating_id") REFERENCES "public"."rating"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificate_file_certificate" ON "certificate_file" USING btree ("certificate_id");--> statement-breakpoint
CREATE INDEX "certificate_file_profile" ON "certificate_file" USING btree ("profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_key_thumbprint" ON "keys"."credential_key" USING btree ("thumbprint");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_certificate_code" ON "rating_certificate" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_certificate_status_index" ON "rating_certificate" USING btree ("status_index");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_certificate_one_in_force" ON "rating_certificate" USING btree ("rating_id") WHERE "rating_certificate"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "rating_certificate_profile" ON "rating_certificate" USING btree ("profile_id");--> statement-breakpoint
-- What was signed stays verifiable and what was revoked stays so: the application takes neither keys nor certificates away.
GRANT SELECT, INSERT, UPDATE ON "keys"."credential_key" TO shm_app;
--> statement-breakpoint
REVOKE DELETE ON "rating_certificate" FROM shm_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON "certificate_file" FROM shm_app;
