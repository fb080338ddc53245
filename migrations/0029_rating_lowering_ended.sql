ALTER TABLE "announced_lowering" ADD COLUMN "ended_on" date;--> statement-breakpoint
GRANT UPDATE (announced_on, takes_effect_on, stars, points, lapses, ended_on) ON "announced_lowering" TO shm_app;
