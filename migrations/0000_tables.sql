CREATE SCHEMA "keys";
--> statement-breakpoint
CREATE TABLE "account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid,
	"email" text NOT NULL,
	"email_confirmed_at" timestamp with time zone,
	"password_hash" text,
	"name" text,
	"roles" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "account_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"account_id" uuid,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "profile" (
	"id" uuid PRIMARY KEY NOT NULL,
	"curp_hash" "bytea",
	"curp_sealed" "bytea" NOT NULL,
	"given_names" text NOT NULL,
	"first_surname" text NOT NULL,
	"second_surname" text,
	"created_at" timestamp with time zone NOT NULL,
	"held_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_block" (
	"number" bigint PRIMARY KEY NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"root" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"entries" integer NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"role" text NOT NULL,
	"channel" text NOT NULL,
	"action" text NOT NULL,
	"profile_id" uuid,
	"subject" text,
	"purpose" text,
	"details" jsonb NOT NULL,
	"mac" "bytea" NOT NULL,
	"written_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_seal" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"block" bigint NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bank_entry" (
	"profile_id" uuid PRIMARY KEY NOT NULL,
	"search" "tsvector" NOT NULL,
	"sort_name" text NOT NULL,
	"stars" integer NOT NULL,
	"updated_on" date NOT NULL,
	"item" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cedula_section" (
	"profile_id" uuid NOT NULL,
	"section" text NOT NULL,
	"version" integer NOT NULL,
	"data" jsonb NOT NULL,
	"sealed" "bytea",
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cedula_section_pk" PRIMARY KEY("profile_id","section")
);
--> statement-breakpoint
CREATE TABLE "claim" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"draft" jsonb,
	"revision" integer NOT NULL,
	"version" integer NOT NULL,
	"sent_revision_id" uuid,
	"accepted_revision_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "claim_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "folio_counter" (
	"year" integer PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revision_evidence" (
	"revision_id" uuid NOT NULL,
	"evidence_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "revision_evidence_pk" PRIMARY KEY("revision_id","evidence_id")
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"folio" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"state" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"received_on" date NOT NULL,
	"due_on" date NOT NULL,
	"paused_on" date,
	"correct_by" date,
	"holder_id" uuid,
	"preferred_holder_id" uuid,
	"taken_at" timestamp with time zone,
	"holder_seen_at" timestamp with time zone,
	"identity_remark" text,
	"answers" "bytea" NOT NULL,
	"municipality" text NOT NULL,
	"claim_count" integer NOT NULL,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "submission_claim" (
	"submission_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"note" text,
	CONSTRAINT "submission_claim_pk" PRIMARY KEY("submission_id","claim_id")
);
--> statement-breakpoint
CREATE TABLE "claim_evidence" (
	"claim_id" uuid NOT NULL,
	"evidence_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "claim_evidence_pk" PRIMARY KEY("claim_id","evidence_id")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"kept_sha256" "bytea",
	"pages" integer,
	"scan" text NOT NULL,
	"refusal" text,
	"created_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"template" text NOT NULL,
	"account_id" uuid NOT NULL,
	"facts" jsonb NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "idempotent_answer" (
	"principal" text NOT NULL,
	"path" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"status" integer,
	"body" jsonb,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotent_answer_pk" PRIMARY KEY("principal","path","key")
);
--> statement-breakpoint
CREATE TABLE "keys"."person_key" (
	"profile_id" uuid PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"granted" boolean NOT NULL,
	"notice_version" text NOT NULL,
	"channel" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_acknowledgement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"version" text NOT NULL,
	"channel" text NOT NULL,
	"acknowledged_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rating" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"model_version" text NOT NULL,
	"stars" integer,
	"points" integer NOT NULL,
	"elements" jsonb NOT NULL,
	"identity_attested" boolean NOT NULL,
	"issued_by_id" uuid NOT NULL,
	"issued_by_name" text NOT NULL,
	"channel" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "weighting_model" (
	"version" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"sha256" "bytea" NOT NULL,
	"in_force_from" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conflict_of_interest" (
	"account_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"declared_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conflict_of_interest_pk" PRIMARY KEY("account_id","profile_id")
);
--> statement-breakpoint
CREATE TABLE "verdict" (
	"id" uuid PRIMARY KEY NOT NULL,
	"submission_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"note" text,
	"account_id" uuid,
	"channel" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_profile_id_profile_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_block_audit_block_number_fk" FOREIGN KEY ("block") REFERENCES "public"."audit_block"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_revision" ADD CONSTRAINT "claim_revision_claim_id_claim_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claim"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_evidence" ADD CONSTRAINT "revision_evidence_revision_id_claim_revision_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."claim_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_claim" ADD CONSTRAINT "submission_claim_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_claim" ADD CONSTRAINT "submission_claim_claim_id_claim_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claim"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_claim" ADD CONSTRAINT "submission_claim_revision_id_claim_revision_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."claim_revision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_evidence" ADD CONSTRAINT "claim_evidence_evidence_id_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating" ADD CONSTRAINT "rating_model_version_weighting_model_version_fk" FOREIGN KEY ("model_version") REFERENCES "public"."weighting_model"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_profile" ON "account" USING btree ("profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_confirmed_email" ON "account" USING btree (lower("email")) WHERE "account"."email_confirmed_at" is not null and "account"."disabled_at" is null;--> statement-breakpoint
CREATE INDEX "account_email" ON "account" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "account_unconfirmed" ON "account" USING btree ("created_at") WHERE "account"."email_confirmed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "account_link_token" ON "account_link" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "account_link_account" ON "account_link" USING btree ("account_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_secret" ON "api_key" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "api_key_account" ON "api_key" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "profile_curp_hash" ON "profile" USING btree ("curp_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_entry_written" ON "audit_entry" USING btree ("written_at");--> statement-breakpoint
CREATE INDEX "audit_entry_profile" ON "audit_entry" USING btree ("profile_id","recorded_at");--> statement-breakpoint
CREATE INDEX "audit_seal_block" ON "audit_seal" USING btree ("block","position");--> statement-breakpoint
CREATE INDEX "bank_entry_search" ON "bank_entry" USING gin ("search");--> statement-breakpoint
CREATE INDEX "bank_entry_stars" ON "bank_entry" USING btree ("stars" DESC NULLS LAST,"profile_id");--> statement-breakpoint
CREATE INDEX "bank_entry_name" ON "bank_entry" USING btree ("sort_name","profile_id");--> statement-breakpoint
CREATE INDEX "bank_entry_updated" ON "bank_entry" USING btree ("updated_on" DESC NULLS LAST,"profile_id");--> statement-breakpoint
CREATE INDEX "claim_profile" ON "claim" USING btree ("profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "claim_revision_number" ON "claim_revision" USING btree ("claim_id","number");--> statement-breakpoint
CREATE INDEX "claim_revision_profile" ON "claim_revision" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "revision_evidence_evidence" ON "revision_evidence" USING btree ("evidence_id");--> statement-breakpoint
CREATE INDEX "revision_evidence_profile" ON "revision_evidence" USING btree ("profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "submission_folio" ON "submission" USING btree ("folio");--> statement-breakpoint
CREATE UNIQUE INDEX "submission_one_open" ON "submission" USING btree ("profile_id") WHERE "submission"."state" in ('received', 'in_review', 'needs_you');--> statement-breakpoint
CREATE INDEX "submission_profile" ON "submission" USING btree ("profile_id","submitted_at");--> statement-breakpoint
CREATE INDEX "submission_queue" ON "submission" USING btree ("due_on","id") WHERE "submission"."state" in ('received', 'in_review');--> statement-breakpoint
CREATE INDEX "submission_correct_by" ON "submission" USING btree ("correct_by") WHERE "submission"."state" = 'needs_you';--> statement-breakpoint
CREATE INDEX "submission_holder" ON "submission" USING btree ("holder_id") WHERE "submission"."state" = 'in_review';--> statement-breakpoint
CREATE INDEX "submission_claim_claim" ON "submission_claim" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "submission_claim_profile" ON "submission_claim" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "claim_evidence_evidence" ON "claim_evidence" USING btree ("evidence_id");--> statement-breakpoint
CREATE INDEX "claim_evidence_profile" ON "claim_evidence" USING btree ("profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_same_bytes" ON "evidence" USING btree ("profile_id","sha256") WHERE "evidence"."removed_at" is null and "evidence"."scan" <> 'refused';--> statement-breakpoint
CREATE INDEX "evidence_profile" ON "evidence" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "mail_message_waiting" ON "mail_message" USING btree ("created_at") WHERE "mail_message"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "mail_message_account" ON "mail_message" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "consent_profile" ON "consent" USING btree ("profile_id","purpose","decided_at");--> statement-breakpoint
CREATE INDEX "notice_acknowledgement_profile" ON "notice_acknowledgement" USING btree ("profile_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_submission" ON "rating" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "rating_profile" ON "rating" USING btree ("profile_id","issued_at");--> statement-breakpoint
CREATE INDEX "verdict_submission" ON "verdict" USING btree ("submission_id","claim_id","decided_at");--> statement-breakpoint
CREATE INDEX "verdict_profile" ON "verdict" USING btree ("profile_id");