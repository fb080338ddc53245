CREATE TABLE "weighting_draft" (
	"version" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"based_on" text,
	"revision" integer NOT NULL,
	"saved_by_id" uuid,
	"saved_by_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "weighting_move" (
	"version" text NOT NULL,
	"number" integer NOT NULL,
	"to_state" text NOT NULL,
	"reason" text NOT NULL,
	"made_by_id" uuid,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"effective_from" timestamp with time zone NOT NULL,
	CONSTRAINT "weighting_move_pk" PRIMARY KEY("version","number")
);
--> statement-breakpoint
ALTER TABLE "weighting_model" ADD COLUMN "based_on" text;--> statement-breakpoint
-- Versions that rated until now came into force with the installation, or with the file that brought them.
INSERT INTO "weighting_move" ("version", "number", "to_state", "reason", "made_by_name", "made_at", "effective_from")
	SELECT "version", 1, 'in_force', 'Modelo con el que se instaló el servicio.', 'Instalación del servicio',
		now(), "in_force_from" FROM "weighting_model";
--> statement-breakpoint
ALTER TABLE "weighting_model" DROP COLUMN "in_force_from";
--> statement-breakpoint
ALTER TABLE "weighting_move" ADD CONSTRAINT "weighting_move_known" CHECK (
	"to_state" IN ('draft', 'in_consultation', 'approved', 'in_force', 'retired')
	AND ("effective_from" <= "made_at" OR "to_state" = 'in_force')
);
--> statement-breakpoint
-- A step that was taken stays as it was written; what was approved is in weighting_model, closed to changes since 0001.
REVOKE UPDATE, DELETE ON "weighting_move" FROM shm_app;
