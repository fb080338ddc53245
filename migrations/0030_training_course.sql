CREATE TABLE "course" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"theme" text NOT NULL,
	"institution" text NOT NULL,
	"hours" integer NOT NULL,
	"begins_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"place" text,
	"registration" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"announced_by_id" uuid NOT NULL,
	"announced_by_name" text NOT NULL,
	"announced_at" timestamp with time zone NOT NULL,
	"saved_by_id" uuid NOT NULL,
	"saved_by_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "course_type_known" CHECK ("course"."type" in ('COURSE', 'DIPLOMA', 'CONFERENCE')),
	CONSTRAINT "course_theme_known" CHECK ("course"."theme" in ('FINANCE', 'HUMAN_DEVELOPMENT', 'OTHER')),
	CONSTRAINT "course_state_known" CHECK ("course"."state" in ('published', 'withdrawn')),
	CONSTRAINT "course_hours" CHECK ("course"."hours" between 1 and 2000),
	CONSTRAINT "course_days_in_order" CHECK ("course"."ends_on" >= "course"."begins_on")
);
--> statement-breakpoint
CREATE INDEX "course_begins" ON "course" USING btree ("begins_on","id");--> statement-breakpoint
-- Who announced a course stays as it was, and no course vanishes.
REVOKE UPDATE, DELETE ON "course" FROM shm_app;--> statement-breakpoint
GRANT UPDATE (name, type, theme, institution, hours, begins_on, ends_on, place, registration, state, revision, saved_by_id, saved_by_name, saved_at) ON "course" TO shm_app;
