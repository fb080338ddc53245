-- The role of the application: reads and writes rows, alters nothing, and cannot rewrite what was decided.
-- Roles belong to the whole server: another database of it may have made this one already.
do $$
begin
	create role shm_app nologin;
exception
	when duplicate_object or unique_violation then null;
end
$$;
--> statement-breakpoint
-- Without this membership a plain owner could not take the role (PostgreSQL 16 and later ask for SET explicitly).
do $$
begin
	if not (select rolsuper from pg_roles where rolname = current_user) then
		execute format('grant shm_app to %I', current_user);
	end if;
end
$$;
--> statement-breakpoint
grant usage on schema public, keys to shm_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public, keys to shm_app;
--> statement-breakpoint
revoke update, delete on
	audit_entry, audit_block, audit_seal, claim_revision, revision_evidence, verdict, rating, weighting_model,
	consent, notice_acknowledgement
from shm_app;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to shm_app;
--> statement-breakpoint
alter table account add constraint account_roles_known
	check (roles <@ array['servant', 'reviewer', 'admin', 'expert', 'recruiter', 'privacy', 'auditor']);
--> statement-breakpoint
alter table claim add constraint claim_kind_known
	check (kind in ('education', 'experience', 'certification', 'training'));
--> statement-breakpoint
alter table claim add constraint claim_state_known
	check (state in ('draft', 'submitted', 'accepted', 'observed', 'rejected', 'withdrawn'));
--> statement-breakpoint
alter table submission add constraint submission_state_known
	check (state in ('received', 'in_review', 'needs_you', 'rated', 'withdrawn'));
--> statement-breakpoint
alter table submission add constraint submission_held_while_in_review
	check ((state = 'in_review') = (holder_id is not null));
--> statement-breakpoint
alter table submission_claim add constraint submission_claim_state_known
	check (state in ('submitted', 'accepted', 'observed', 'rejected', 'withdrawn'));
--> statement-breakpoint
alter table verdict add constraint verdict_known
	check (verdict in ('accepted', 'observed', 'rejected') and (verdict = 'accepted' or reason is not null));
--> statement-breakpoint
alter table evidence add constraint evidence_scan_known
	check (scan in ('pending', 'clean', 'unscanned', 'refused'));
--> statement-breakpoint
alter table rating add constraint rating_range
	check (points between 0 and 10000 and (stars is null or stars between 10 and 50));
--> statement-breakpoint
create extension if not exists unaccent;
--> statement-breakpoint
-- Spanish search that finds with and without accents: the stemmer needs the accent, people leave it out,
-- so both readings are indexed and both are asked (stack-notes.md, section 5).
create text search configuration spanish_plain (copy = pg_catalog.spanish);
--> statement-breakpoint
alter text search configuration spanish_plain
	alter mapping for hword, hword_part, word with unaccent, spanish_stem;
--> statement-breakpoint
create function spanish_ending(value text) returns text language sql immutable strict parallel safe as
	$$ select regexp_replace(value, '([cs])ion\M', '\1ión', 'gi') $$;
--> statement-breakpoint
create function spanish_vector(value text) returns tsvector language sql immutable strict parallel safe as
	$$ select to_tsvector('public.spanish_plain'::regconfig, value)
		|| to_tsvector('pg_catalog.spanish'::regconfig, public.spanish_ending(value)) $$;
--> statement-breakpoint
create function spanish_query(value text) returns tsquery language sql immutable strict parallel safe as
	$$ select websearch_to_tsquery('public.spanish_plain'::regconfig, value)
		|| websearch_to_tsquery('pg_catalog.spanish'::regconfig, public.spanish_ending(value)) $$;
