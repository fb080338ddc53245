CREATE TABLE "panel" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_version" text NOT NULL,
	"title" text NOT NULL,
	"sets" text[] NOT NULL,
	"state" text NOT NULL,
	"round" integer NOT NULL,
	"step" integer NOT NULL,
	"opened_by_id" uuid NOT NULL,
	"opened_by_name" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"minutes" text,
	"minutes_sha256" "bytea",
	"proposed_version" text,
	CONSTRAINT "panel_state_known" CHECK ("panel"."state" in ('invited', 'judging', 'feedback', 'ended', 'cancelled')),
	CONSTRAINT "panel_minutes_when_ended" CHECK (("panel"."state" = 'ended') = ("panel"."minutes" is not null) and ("panel"."minutes" is null) = ("panel"."minutes_sha256" is null))
);
--> statement-breakpoint
CREATE TABLE "panel_comment" (
	"panel_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"set_key" text NOT NULL,
	"comment" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "panel_comment_pk" PRIMARY KEY("panel_id","account_id","round","set_key")
);
--> statement-breakpoint
CREATE TABLE "panel_judgement" (
	"panel_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"set_key" text NOT NULL,
	"first_key" text NOT NULL,
	"second_key" text NOT NULL,
	"judgement" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "panel_judgement_pk" PRIMARY KEY("panel_id","account_id","round","set_key","first_key","second_key"),
	CONSTRAINT "panel_judgement_on_scale" CHECK ("panel_judgement"."judgement" = 1 or abs("panel_judgement"."judgement") between 2 and 9)
);
--> statement-breakpoint
CREATE TABLE "panel_member" (
	"panel_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"signed_at" timestamp with time zone,
	"signed_sha256" "bytea",
	CONSTRAINT "panel_member_pk" PRIMARY KEY("panel_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "panel_move" (
	"panel_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"move" text NOT NULL,
	"round" integer NOT NULL,
	"made_by_id" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "panel_move_pk" PRIMARY KEY("panel_id","number")
);
--> statement-breakpoint
ALTER TABLE "panel_comment" ADD CONSTRAINT "panel_comment_panel_id_panel_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_judgement" ADD CONSTRAINT "panel_judgement_panel_id_panel_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_member" ADD CONSTRAINT "panel_member_panel_id_panel_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_move" ADD CONSTRAINT "panel_move_panel_id_panel_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "panel_model" ON "panel" USING btree ("model_version");--> statement-breakpoint
CREATE INDEX "panel_member_account" ON "panel_member" USING btree ("account_id");--> statement-breakpoint
-- A step that was taken stays as it was written.
REVOKE UPDATE, DELETE ON "panel_move" FROM shm_app;
