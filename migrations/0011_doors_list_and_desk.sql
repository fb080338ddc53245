CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"email" text NOT NULL,
	"municipality" text,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "desk_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"failures" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roster_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file" "bytea",
	"state" text NOT NULL,
	"total" integer NOT NULL,
	"done" integer NOT NULL,
	"actor" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "roster_row" (
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"outcome" text NOT NULL,
	"profile_id" uuid,
	CONSTRAINT "roster_row_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
ALTER TABLE "account" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_message" ALTER COLUMN "account_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "profile" ADD COLUMN "desk_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "assists_profile_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "assists_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mail_message" ADD COLUMN "invitation_id" uuid;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_profile_id_profile_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_row" ADD CONSTRAINT "roster_row_import_id_roster_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."roster_import"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_open" ON "invitation" USING btree ("profile_id") WHERE "invitation"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "invitation_email" ON "invitation" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "desk_code_open" ON "desk_code" USING btree ("profile_id") WHERE "desk_code"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "roster_import_created" ON "roster_import" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_assists_profile_id_profile_id_fk" FOREIGN KEY ("assists_profile_id") REFERENCES "public"."profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "profile_desk" ON "profile" USING btree ("desk_at") WHERE "profile"."desk_at" is not null;--> statement-breakpoint
ALTER TABLE "mail_message" ADD CONSTRAINT "mail_message_one_addressee" CHECK (num_nonnulls("mail_message"."account_id", "mail_message"."invitation_id") = 1);