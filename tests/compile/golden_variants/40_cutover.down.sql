-- variants: cutover -> mirrored
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the view, then on the base table): the view first, since its readers and writers come by it
-- Writers of the new tables are waited for, and wait, until their functions write to another table.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_c4651d46'));
    LOCK TABLE "old"."fields" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the legacy table and on tables that inherit from it)
DROP TRIGGER "zz_hofsm_take_variants" ON "old"."fields_base";
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"variants_new"."take_variants"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"old"."fields_base"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;

-- down (ACCESS EXCLUSIVE on the base table, and on every view that reads the view, directly or through others): the table gets its name back
SELECT hofsm.cut_back('variants', "variants_new"."keeps_payload_variants"());

-- down (no lock on any table): nothing to do

-- down (no lock on any table)
DROP FUNCTION "variants_new"."restore_payload_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."empty_payload_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."payload_documents_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."match_field_option"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['field'] ||
        ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field_option"(NULL::"variants_new"."field_option", "variants_new"."element_field_option"("touched"."id", "touched"."field_option_ordinal")) THEN 'field_option ' || ROW("touched"."field_option_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field_option" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['field_option ' || ROW("other"."field_option_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field_option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."written_field_option"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."field_option_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."field_option_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                    FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."field_option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."field_option_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."field_option_ordinal") IS DISTINCT FROM ("now"."id", "now"."field_option_ordinal")) THEN
                
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."field_option_ordinal") IS DISTINCT FROM ("now"."id", "now"."field_option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    IF EXISTS (
                        SELECT FROM "variants_new"."field_option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."field_option_ordinal") <> count(*)
                    ) THEN
                        UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                        FROM "variants_new"."field_option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                        UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."field_option_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."field_option_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                    FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."field_option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."match_stock_item"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."stock_item" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.stock_item');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."written_stock_item"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table stock_item cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of entry', 'change the key in entry: the rows of stock_item follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table stock_item cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of entry of variant ''stock_item'' has one there', 'delete the row of entry, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."stock_item" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal") AND EXISTS (SELECT FROM "variants_new"."entry" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND "stored"."entry_variant" IS NOT DISTINCT FROM 'stock_item');
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."match_part"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."part" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.part');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."written_part"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table part cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of entry', 'change the key in entry: the rows of part follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table part cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of entry of variant ''part'' has one there', 'delete the row of entry, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."part" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal") AND EXISTS (SELECT FROM "variants_new"."entry" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND "stored"."entry_variant" IS NOT DISTINCT FROM 'part');
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."match_entry"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."entry" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.entry');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."written_entry"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."entry_ordinal" < 1;
            
            INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
            ON CONFLICT DO NOTHING;
            INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."entry_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entry_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    UPDATE "variants_new"."part" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
                    UPDATE "variants_new"."stock_item" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
                    UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"), 'now', jsonb_build_object('id', "now"."id", 'entry_ordinal', "now"."entry_ordinal", 'entry_variant', "now"."entry_variant")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")));
                END IF;
            END IF;
            UPDATE "variants_new"."entry" AS "stored" SET "residual" = CASE WHEN ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant") THEN hofsm.residual_clear("stored"."residual", (coalesce('{"part": [["name"], ["IPN"]], "stock_item": [["batch"], ["name"], ["serial_int"]]}'::jsonb -> "was"."entry_variant", '[]') || coalesce('{"part": [["name"], ["IPN"]], "stock_item": [["batch"], ["name"], ["serial_int"]]}'::jsonb -> "now"."entry_variant", '[]'))) ELSE "stored"."residual" END,
                "residual_absent" = CASE WHEN ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant") THEN hofsm.marks_without("stored"."residual_absent", ARRAY(SELECT jsonb_array_elements_text((coalesce('{"part": ["name", "IPN"], "stock_item": ["batch", "name", "serial_int"]}'::jsonb -> "was"."entry_variant", '[]') || coalesce('{"part": ["name", "IPN"], "stock_item": ["batch", "name", "serial_int"]}'::jsonb -> "now"."entry_variant", '[]'))))) ELSE "stored"."residual_absent" END
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND (("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant"));
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")) THEN
                    DELETE FROM "variants_new"."part" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'part' AND "stored"."name" IS NULL AND "stored"."code" IS NULL;
                    INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
                    SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
                    ON CONFLICT DO NOTHING;
                    DELETE FROM "variants_new"."stock_item" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item' AND "stored"."title" IS NULL AND "stored"."serial" IS NULL;
                    INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
                    SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
                    ON CONFLICT DO NOTHING;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'variant', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"), 'now', jsonb_build_object('id', "now"."id", 'entry_ordinal', "now"."entry_ordinal", 'entry_variant', "now"."entry_variant")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")));
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    IF EXISTS (
                        SELECT FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."entry_ordinal") <> count(*)
                    ) THEN
                        UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                        UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                        UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                DELETE FROM "variants_new"."part" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal");
                DELETE FROM "variants_new"."stock_item" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal");
                UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."entry_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."match_field_choice"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['field'];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field_choice" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field_choice');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."written_field_choice"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table field_choice cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of field', 'change the key in field: the rows of field_choice follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL) THEN '[["input"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_choice', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table field_choice cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of field of variant ''multi select'' has one there', 'delete the row of field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field_choice" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "variants_new"."field" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."kind" IS NOT DISTINCT FROM 'multi select');
                
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN (("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select') THEN '[["input"], {}]'::jsonb END])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND ((("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select'));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_choice', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."match_field"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['field'];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."written_field"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "variants_new"."field_choice" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "old"."fields" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    UPDATE "variants_new"."field_choice" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."entry" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."part" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."stock_item" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."field_option" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"), 'now', jsonb_build_object('id', "now"."id", 'kind', "now"."kind")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
            UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep(CASE WHEN (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END) THEN hofsm.residual_clear("stored"."residual", (coalesce('{"number": [["default", "value"], ["ui", "width"]], "multi select": [["default", "value"], ["input", "value"], ["options"]]}'::jsonb -> CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END, '[]') || coalesce('{"number": [["default", "value"], ["ui", "width"]], "multi select": [["default", "value"], ["input", "value"], ["options"]]}'::jsonb -> CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END, '[]'))) ELSE "stored"."residual" END, ARRAY[CASE WHEN (("was"."default_number" IS NOT NULL AND "now"."default_number" IS NULL) OR ("was"."default_choice" IS NOT NULL AND "now"."default_choice" IS NULL)) AND (NOT ((CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) OR coalesce(CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END = ANY ('{number,"multi select"}'), false)) THEN '[["default"], {}]'::jsonb END]),
                "residual_absent" = CASE WHEN (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END) THEN hofsm.marks_without("stored"."residual_absent", ARRAY(SELECT jsonb_array_elements_text((coalesce('{"number": ["default.value", "ui.width"], "multi select": ["default.value", "input.value", "options"]}'::jsonb -> CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END, '[]') || coalesce('{"number": ["default.value", "ui.width"], "multi select": ["default.value", "input.value", "options"]}'::jsonb -> CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END, '[]'))))) ELSE "stored"."residual_absent" END
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND ((("was"."default_number" IS NOT NULL AND "now"."default_number" IS NULL) OR ("was"."default_choice" IS NOT NULL AND "now"."default_choice" IS NULL)) AND (NOT ((CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) OR coalesce(CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END = ANY ('{number,"multi select"}'), false)) OR (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END));
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) THEN
                    DELETE FROM "variants_new"."field_choice" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND NOT "now"."kind" IS NOT DISTINCT FROM 'multi select' AND "stored"."chosen" IS NULL;
                    INSERT INTO "variants_new"."field_choice" ("id")
                    SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
                    ON CONFLICT DO NOTHING;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'variant', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"), 'now', jsonb_build_object('id', "now"."id", 'kind', "now"."kind")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                DELETE FROM "variants_new"."field_choice" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."entry" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."part" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."stock_item" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."field_option" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "old"."fields" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
    actual jsonb;
    is_there boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = $1) THEN
        IF EXISTS (SELECT FROM "variants_new"."field_choice" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."entry" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."part" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."stock_item" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."field_option" AS own WHERE "own"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table field does not have', concat_ws(', ', 'id = ' || $1::text), 'every document has one row in field', 'insert the row of field first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('variants', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "variants_new"."document_field"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "variants_new"."settle_field"($1, NULL);
        RAISE;
    END;
    PERFORM "variants_new"."settle_field"($1, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    SELECT true, "legacy"."value" INTO is_there, actual FROM "old"."fields" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "old"."fields" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "old"."fields" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "old"."fields" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "variants_new"."document_field"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "variants_new"."change_field"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."verify_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (
    "id" "old"."fields"."id"%TYPE,
    "in_legacy" boolean,
    "represented" boolean,
    "payload" jsonb,
    "composed" jsonb
)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
    SET enable_nestloop = off
AS $body$
BEGIN
    -- EXECUTE plans for the given keys every time: a plan for unknown keys would read whole tables.
    RETURN QUERY EXECUTE $query$
    -- Text decides, not jsonb equality: 1.0 and 1 are equal and not the same. Equal images are equal texts, and much cheaper.
    SELECT coalesce("legacy"."id", "composed"."id"), "legacy"."id" IS NOT NULL, "composed"."id" IS NOT NULL, legacy."payload", composed."payload"
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "old"."fields" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
    FULL JOIN (
        SELECT "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "field"."id", CASE WHEN "field"."residual" IS NULL AND "field"."residual_absent" IS NULL THEN "variants_new"."compose_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") ELSE "overlay of_field"."document" END AS "document"
            FROM "variants_new"."field" AS "field"
            LEFT JOIN "variants_new"."field_choice" AS "field_choice" ON "field"."id" = "field_choice"."id" AND "field_choice"."id" >= $1 AND "field_choice"."id" <= $2 AND "field"."kind" IS NOT DISTINCT FROM 'multi select'
            LEFT JOIN (
                SELECT "entry"."id", '[' || string_agg(CASE WHEN "entry"."residual" IS NULL AND "entry"."residual_absent" IS NULL THEN "variants_new"."compose_entry"("entry".*, "part".*, "stock_item".*) ELSE "overlay of_entry"."document" END, ',' ORDER BY "entry"."entry_ordinal") || ']' AS "members"
                FROM "variants_new"."entry" AS "entry"
                LEFT JOIN "variants_new"."part" AS "part" ON "entry"."id" = "part"."id" AND "entry"."entry_ordinal" = "part"."entry_ordinal" AND "part"."id" >= $1 AND "part"."id" <= $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'part'
                LEFT JOIN "variants_new"."stock_item" AS "stock_item" ON "entry"."id" = "stock_item"."id" AND "entry"."entry_ordinal" = "stock_item"."entry_ordinal" AND "stock_item"."id" >= $1 AND "stock_item"."id" <= $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
                LEFT JOIN LATERAL "variants_new"."overlay_entry"("entry".*, "part".*, "stock_item".*) AS "overlay of_entry" ON true
                WHERE "entry"."id" >= $1 AND "entry"."id" <= $2
                GROUP BY "entry"."id"
            ) AS "members of_entry" ON "field"."id" = "members of_entry"."id"
            LEFT JOIN (
                SELECT "field_option"."id", '[' || string_agg(CASE WHEN "field_option"."residual" IS NULL AND "field_option"."residual_absent" IS NULL THEN "variants_new"."compose_field_option"("field_option".*) ELSE "overlay of_field_option"."document" END, ',' ORDER BY "field_option"."field_option_ordinal") || ']' AS "members"
                FROM "variants_new"."field_option" AS "field_option"
                LEFT JOIN LATERAL "variants_new"."overlay_field_option"("field_option".*) AS "overlay of_field_option" ON true
                WHERE "field_option"."id" >= $1 AND "field_option"."id" <= $2
                GROUP BY "field_option"."id"
            ) AS "members of_field_option" ON "field"."id" = "members of_field_option"."id"
            LEFT JOIN LATERAL "variants_new"."overlay_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") AS "overlay of_field" ON true
            WHERE "field"."id" >= $1 AND "field"."id" <= $2
        ) AS composed
    ) AS composed ON "legacy"."id" = "composed"."id"
    WHERE ("legacy"."id" IS NOT NULL AND "composed"."id" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
$query$ USING $1, $2;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."dual_write_variants"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- A write that the new side makes of its own change comes with the key of the document; any other write in its wake is followed.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."id") ELSE ROW("new"."id") END)::text THEN
        RETURN NULL;
    END IF;
    IF origin_before NOT LIKE 'new%' THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'variants', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["variants_new"."etag_field"(NULL::"variants_new"."field", "old"."value")] END
            );
            PERFORM hofsm.bind_etag('variants', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "old"."id") THEN
            PERFORM "variants_new"."follow_variants"("old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "new"."id")
        THEN
            PERFORM "variants_new"."follow_variants"("old"."id");
            PERFORM "variants_new"."follow_variants"("new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."value", "new"."value")
        ) THEN
            PERFORM "variants_new"."follow_variants"("new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "variants_new"."represent_variants"("new"."id", "new"."value" #> '{}') THEN
                PERFORM "variants_new"."follow_variants"("new"."id");
            END IF;
        ELSIF NOT "variants_new"."change_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'contend') THEN
            PERFORM "variants_new"."follow_variants"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table)
DROP FUNCTION "variants_new"."take_variants"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."keeps_payload_variants"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."exchange_variants"("old"."fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."view_document_variants"("old"."fields"."id"%TYPE, tid);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."view_document_variants_now"("old"."fields"."id"%TYPE);

RESET search_path;
