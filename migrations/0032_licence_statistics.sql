-- The search for the same licence in what other people sent: of an expression in a partial index PostgreSQL keeps figures, but
-- does not use them, and would expect one in two hundred to have it.
CREATE STATISTICS "claim_revision_licence_figures" ON ("data" ->> 'licenceNumber') FROM "claim_revision";--> statement-breakpoint
ANALYZE "claim_revision";
