ALTER TABLE "profile" ADD COLUMN "identity_hash" "bytea";--> statement-breakpoint
CREATE INDEX "profile_identity" ON "profile" USING btree ("identity_hash");--> statement-breakpoint
CREATE INDEX "evidence_sha256" ON "evidence" USING btree ("sha256");