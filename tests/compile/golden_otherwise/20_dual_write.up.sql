-- mixed: expanded -> dual_write
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the new tables only): what a backfill wrote while no write to the legacy table was mirrored is stale
-- The write guards let nobody else do this; one statement, so that it is one transaction wherever it runs.
DO $do$
BEGIN
    PERFORM pg_catalog.set_config('hofsm.origin', 'backfill', true);
    TRUNCATE
        "mixed_new"."document",
        "mixed_new"."document_input",
        "mixed_new"."document_rest",
        "mixed_new"."attribute",
        "mixed_new"."option",
        "mixed_new"."form_row";
    PERFORM pg_catalog.set_config('hofsm.origin', '', true);
END
$do$;

-- up (no lock on any table): spec.yaml:7:3 (document): the rows of a document from what it was to what it is; whether it is represented
CREATE FUNCTION "mixed_new"."change_document"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    SELECT
        "now"."other",
        "now"."number",
        "now"."form_other",
        "now"."title",
        "now"."options_other",
        "now"."rows_other",
        "now"."entered_by",
        "now"."document_input.exists",
        "now"."input_other",
        "now"."attributes_other",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of attribute",
        "now"."container of option",
        "now"."container of form_row",
        true AND NOT ("document"."id" IS NOT NULL AND record_image_eq(ROW("now"."other", "now"."number", "now"."form_other", "now"."title", "now"."options_other", "now"."rows_other", "now"."residual", "now"."residual_absent"), ROW("document"."other", "document"."number", "document"."form_other", "document"."title", "document"."options_other", "document"."rows_other", "document"."residual", "document"."residual_absent"))) AS "document differs",
        "document"."id" IS NOT NULL AND NOT true AS "document goes",
        "document"."id" IS NOT NULL AS "document had row",
        coalesce("now"."document_input.exists", false) AND NOT ("document_input"."id" IS NOT NULL AND record_image_eq(ROW("now"."entered_by"), ROW("document_input"."entered_by"))) AS "document_input differs",
        "document_input"."id" IS NOT NULL AND NOT coalesce("now"."document_input.exists", false) AS "document_input goes",
        "document_input"."id" IS NOT NULL AS "document_input had row",
        true AND NOT ("document_rest"."id" IS NOT NULL AND record_image_eq(ROW("now"."input_other", "now"."attributes_other"), ROW("document_rest"."input_other", "document_rest"."attributes_other"))) AS "document_rest differs",
        "document_rest"."id" IS NOT NULL AND NOT true AS "document_rest goes",
        "document_rest"."id" IS NOT NULL AS "document_rest had row",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."form_row was"), ROW("raw"."form_row now"))) THEN CASE
                WHEN jsonb_typeof("raw"."form_row was") = 'array' AND "raw"."form_row was" <> '[]' THEN "raw"."form_row was"
            END
        END AS "container of form_row before",
        record_image_eq(ROW("raw"."form_row was"), ROW("raw"."form_row now")) AS "container of form_row same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."attribute was"), ROW("raw"."attribute now"))) THEN CASE
                WHEN jsonb_typeof("raw"."attribute was") = 'object' AND "raw"."attribute was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."attribute was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."attribute was"
                END
            END
        END AS "container of attribute before",
        record_image_eq(ROW("raw"."attribute was"), ROW("raw"."attribute now")) AS "container of attribute same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."option was"), ROW("raw"."option now"))) THEN CASE
                WHEN jsonb_typeof("raw"."option was") = 'array' AND "raw"."option was" <> '[]' THEN "raw"."option was"
            END
        END AS "container of option before",
        record_image_eq(ROW("raw"."option was"), ROW("raw"."option now")) AS "container of option same"
    INTO "changed"
    FROM "mixed_new"."decompose_document"($3) AS now
    CROSS JOIN (
        SELECT ($2 -> 'form' -> 'rows') AS "form_row was",
            ($3 -> 'form' -> 'rows') AS "form_row now",
            ($2 -> 'attributes') AS "attribute was",
            ($3 -> 'attributes') AS "attribute now",
            ($2 -> 'options') AS "option was",
            ($3 -> 'options') AS "option now"
        OFFSET 0
    ) AS "raw"
    CROSS JOIN "mixed_new"."document" AS "document"
    LEFT JOIN "mixed_new"."document_input" AS "document_input" ON "document_input"."id" = $1
    LEFT JOIN "mixed_new"."document_rest" AS "document_rest" ON "document_rest"."id" = $1
    WHERE "document"."id" = $1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF "changed"."document differs" THEN
        IF $4 <> 'follow' AND "changed"."document had row" THEN
            SELECT ROW("target"."other", "target"."number", "target"."form_other", "target"."title", "target"."options_other", "target"."rows_other", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."document" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document');
            END IF;
        END IF;
        IF "changed"."document had row" THEN
            UPDATE "mixed_new"."document" AS target
            SET "other" = "changed"."other",
                "number" = "changed"."number",
                "form_other" = "changed"."form_other",
                "title" = "changed"."title",
                "options_other" = "changed"."options_other",
                "rows_other" = "changed"."rows_other",
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."document had row" OR NOT FOUND THEN
            INSERT INTO "mixed_new"."document" ("id", "other", "number", "form_other", "title", "options_other", "rows_other", "residual", "residual_absent")
            VALUES ($1, "changed"."other", "changed"."number", "changed"."form_other", "changed"."title", "changed"."options_other", "changed"."rows_other", "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("id") DO UPDATE SET
                "other" = excluded."other",
                "number" = excluded."number",
                "form_other" = excluded."form_other",
                "title" = excluded."title",
                "options_other" = excluded."options_other",
                "rows_other" = excluded."rows_other",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF "changed"."document_input differs" THEN
        IF $4 <> 'follow' AND "changed"."document_input had row" THEN
            SELECT ROW("target"."entered_by") AS image INTO "stored_row" FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document_input');
            END IF;
        END IF;
        IF "changed"."document_input had row" THEN
            UPDATE "mixed_new"."document_input" AS target
            SET "entered_by" = "changed"."entered_by"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."document_input had row" OR NOT FOUND THEN
            INSERT INTO "mixed_new"."document_input" ("id", "entered_by")
            VALUES ($1, "changed"."entered_by")
            ON CONFLICT ("id") DO UPDATE SET
                "entered_by" = excluded."entered_by";
        END IF;
    END IF;
    IF "changed"."document_input goes" THEN
        IF $4 <> 'follow' AND "changed"."document_input had row" THEN
            SELECT ROW("target"."entered_by") AS image INTO "stored_row" FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document_input');
            END IF;
        END IF;
        DELETE FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1;
    END IF;
    IF "changed"."document_rest differs" THEN
        IF $4 <> 'follow' AND "changed"."document_rest had row" THEN
            SELECT ROW("target"."input_other", "target"."attributes_other") AS image INTO "stored_row" FROM "mixed_new"."document_rest" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document_rest" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document_rest');
            END IF;
        END IF;
        IF "changed"."document_rest had row" THEN
            UPDATE "mixed_new"."document_rest" AS target
            SET "input_other" = "changed"."input_other",
                "attributes_other" = "changed"."attributes_other"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."document_rest had row" OR NOT FOUND THEN
            INSERT INTO "mixed_new"."document_rest" ("id", "input_other", "attributes_other")
            VALUES ($1, "changed"."input_other", "changed"."attributes_other")
            ON CONFLICT ("id") DO UPDATE SET
                "input_other" = excluded."input_other",
                "attributes_other" = excluded."attributes_other";
        END IF;
    END IF;
    IF NOT "changed"."container of attribute same" THEN
        PERFORM "mixed_new"."change_attribute"($1, "changed"."container of attribute before", "changed"."container of attribute", $4);
    END IF;
    IF NOT "changed"."container of option same" THEN
        PERFORM "mixed_new"."change_option"($1, "changed"."container of option before", "changed"."container of option", $4);
    END IF;
    IF NOT "changed"."container of form_row same" THEN
        PERFORM "mixed_new"."change_form_row"($1, "changed"."container of form_row before", "changed"."container of form_row", $4);
    END IF;
    RETURN true;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."change_document"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:7:3 (document): the rows of a document from what it was to what it is; whether it is represented';

-- up (no lock on any table): spec.yaml:32:3 (attribute): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "mixed_new"."change_attribute"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."attribute_key", "node"."value", "node"."residual", "node"."residual_absent",
                ROW("node"."value", "node"."residual", "node"."residual_absent") AS "image of attribute",
                ROW("node"."attribute_key", "node"."value", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."attribute_key",
                    "node"."value",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "mixed_new"."decompose_attribute"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."attribute_key", was."attribute_key") AS "attribute_key",
            now."attribute_key" IS NULL AS "is gone",
            "now"."value",
            "now"."residual",
            "now"."residual_absent",
            "now"."attribute_key" IS NOT NULL AND NOT ("was"."attribute_key" IS NOT NULL AND record_image_eq("was"."image of attribute", "now"."image of attribute")) AS "attribute differs",
            "was"."attribute_key" IS NOT NULL AND NOT "now"."attribute_key" IS NOT NULL AS "attribute goes",
            "was"."attribute_key" IS NOT NULL AS "attribute had row",
            "was"."image of attribute" AS "attribute was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."attribute_key" = "was"."attribute_key"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."attribute had row" THEN
                IF $4 <> 'follow' AND "changed"."attribute had row" THEN
                    SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                        PERFORM hofsm.refuse_contended('mixed_new.attribute');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."attribute had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."attribute was") THEN
                        PERFORM hofsm.refuse_stale('mixed_new.attribute');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                    PERFORM hofsm.refuse_stale('mixed_new.attribute');
                END IF;
                DELETE FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."attribute differs" THEN
            IF $4 <> 'follow' AND "changed"."attribute had row" THEN
                SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                    PERFORM hofsm.refuse_contended('mixed_new.attribute');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."attribute had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."attribute was") THEN
                    PERFORM hofsm.refuse_stale('mixed_new.attribute');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                PERFORM hofsm.refuse_stale('mixed_new.attribute');
            END IF;
            IF "changed"."attribute had row" THEN
                UPDATE "mixed_new"."attribute" AS target
                SET "value" = "changed"."value",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."attribute_key" = "changed"."attribute_key";
            END IF;
            IF NOT "changed"."attribute had row" OR NOT FOUND THEN
                INSERT INTO "mixed_new"."attribute" ("id", "attribute_key", "value", "residual", "residual_absent")
                VALUES ($1, "changed"."attribute_key", "changed"."value", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "attribute_key") DO UPDATE SET
                    "value" = excluded."value",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."change_attribute"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:32:3 (attribute): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:38:3 (option): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "mixed_new"."change_option"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."option_ordinal", "node"."other", "node"."label", "node"."residual", "node"."residual_absent",
                ROW("node"."other", "node"."label", "node"."residual", "node"."residual_absent") AS "image of option",
                ROW("node"."option_ordinal", "node"."other", "node"."label", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."option_ordinal"] AS "option_ordinal",
                    "node"."other",
                    "node"."label",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "mixed_new"."decompose_option"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."option_ordinal", was."option_ordinal") AS "option_ordinal",
            now."option_ordinal" IS NULL AS "is gone",
            "now"."other",
            "now"."label",
            "now"."residual",
            "now"."residual_absent",
            "now"."option_ordinal" IS NOT NULL AND NOT ("was"."option_ordinal" IS NOT NULL AND record_image_eq("was"."image of option", "now"."image of option")) AS "option differs",
            "was"."option_ordinal" IS NOT NULL AND NOT "now"."option_ordinal" IS NOT NULL AS "option goes",
            "was"."option_ordinal" IS NOT NULL AS "option had row",
            "was"."image of option" AS "option was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."option_ordinal" = "was"."option_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."option had row" THEN
                IF $4 <> 'follow' AND "changed"."option had row" THEN
                    SELECT ROW("target"."other", "target"."label", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal") THEN
                        PERFORM hofsm.refuse_contended('mixed_new.option');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."option had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."option was") THEN
                        PERFORM hofsm.refuse_stale('mixed_new.option');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal") THEN
                    PERFORM hofsm.refuse_stale('mixed_new.option');
                END IF;
                DELETE FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."option differs" THEN
            IF $4 <> 'follow' AND "changed"."option had row" THEN
                SELECT ROW("target"."other", "target"."label", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal") THEN
                    PERFORM hofsm.refuse_contended('mixed_new.option');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."option had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."option was") THEN
                    PERFORM hofsm.refuse_stale('mixed_new.option');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."option" AS target WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal") THEN
                PERFORM hofsm.refuse_stale('mixed_new.option');
            END IF;
            IF "changed"."option had row" THEN
                UPDATE "mixed_new"."option" AS target
                SET "other" = "changed"."other",
                    "label" = "changed"."label",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."option_ordinal" = "changed"."option_ordinal";
            END IF;
            IF NOT "changed"."option had row" OR NOT FOUND THEN
                INSERT INTO "mixed_new"."option" ("id", "option_ordinal", "other", "label", "residual", "residual_absent")
                VALUES ($1, "changed"."option_ordinal", "changed"."other", "changed"."label", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "option_ordinal") DO UPDATE SET
                    "other" = excluded."other",
                    "label" = excluded."label",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."change_option"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:38:3 (option): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:45:3 (form_row): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "mixed_new"."change_form_row"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."form_row_path", "node"."other", "node"."title", "node"."data_other", "node"."below_other", "node"."residual", "node"."residual_absent",
                ROW("node"."other", "node"."title", "node"."data_other", "node"."below_other", "node"."residual", "node"."residual_absent") AS "image of form_row",
                ROW("node"."form_row_path", "node"."other", "node"."title", "node"."data_other", "node"."below_other", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)[("node"."form_row_path")[1]] || ("node"."form_row_path")[2:] AS "form_row_path",
                    "node"."other",
                    "node"."title",
                    "node"."data_other",
                    "node"."below_other",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "mixed_new"."decompose_form_row"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."form_row_path", was."form_row_path") AS "form_row_path",
            now."form_row_path" IS NULL AS "is gone",
            "now"."other",
            "now"."title",
            "now"."data_other",
            "now"."below_other",
            "now"."residual",
            "now"."residual_absent",
            "now"."form_row_path" IS NOT NULL AND NOT ("was"."form_row_path" IS NOT NULL AND record_image_eq("was"."image of form_row", "now"."image of form_row")) AS "form_row differs",
            "was"."form_row_path" IS NOT NULL AND NOT "now"."form_row_path" IS NOT NULL AS "form_row goes",
            "was"."form_row_path" IS NOT NULL AS "form_row had row",
            "was"."image of form_row" AS "form_row was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."form_row_path" = "was"."form_row_path"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."form_row had row" THEN
                IF $4 <> 'follow' AND "changed"."form_row had row" THEN
                    SELECT ROW("target"."other", "target"."title", "target"."data_other", "target"."below_other", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path") THEN
                        PERFORM hofsm.refuse_contended('mixed_new.form_row');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_row had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_row was") THEN
                        PERFORM hofsm.refuse_stale('mixed_new.form_row');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path") THEN
                    PERFORM hofsm.refuse_stale('mixed_new.form_row');
                END IF;
                DELETE FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."form_row differs" THEN
            IF $4 <> 'follow' AND "changed"."form_row had row" THEN
                SELECT ROW("target"."other", "target"."title", "target"."data_other", "target"."below_other", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path") THEN
                    PERFORM hofsm.refuse_contended('mixed_new.form_row');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_row had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_row was") THEN
                    PERFORM hofsm.refuse_stale('mixed_new.form_row');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."form_row" AS target WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path") THEN
                PERFORM hofsm.refuse_stale('mixed_new.form_row');
            END IF;
            IF "changed"."form_row had row" THEN
                UPDATE "mixed_new"."form_row" AS target
                SET "other" = "changed"."other",
                    "title" = "changed"."title",
                    "data_other" = "changed"."data_other",
                    "below_other" = "changed"."below_other",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."form_row_path" = "changed"."form_row_path";
            END IF;
            IF NOT "changed"."form_row had row" OR NOT FOUND THEN
                INSERT INTO "mixed_new"."form_row" ("id", "form_row_path", "other", "title", "data_other", "below_other", "residual", "residual_absent")
                VALUES ($1, "changed"."form_row_path", "changed"."other", "changed"."title", "changed"."data_other", "changed"."below_other", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "form_row_path") DO UPDATE SET
                    "other" = excluded."other",
                    "title" = excluded."title",
                    "data_other" = excluded."data_other",
                    "below_other" = excluded."below_other",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."change_form_row"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:45:3 (form_row): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:7:3 (document): represents a document, given by key and value, unless it is represented; whether it did
CREATE FUNCTION "mixed_new"."represent_mixed"("public"."mixed"."id"%TYPE, jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    claimed_documents bigint;
BEGIN
    -- A document is represented if its root row exists; one that somebody else has represented gets no rows here.
    WITH chunk AS MATERIALIZED (SELECT $1 AS "id", $2 AS "document"),
    "rows of_document" AS MATERIALIZED (
        SELECT "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "mixed_new"."decompose_document"("chunk"."document") AS node
    ),
    "claimed" AS (
        INSERT INTO "mixed_new"."document" ("id", "other", "number", "form_other", "title", "options_other", "rows_other", "residual", "residual_absent")
        SELECT "rows of_document"."id", "rows of_document"."other", "rows of_document"."number", "rows of_document"."form_other", "rows of_document"."title", "rows of_document"."options_other", "rows of_document"."rows_other", "rows of_document"."residual", "rows of_document"."residual_absent"
        FROM "rows of_document"
        ON CONFLICT DO NOTHING
        RETURNING "id"
    ),
    "rows of_attribute" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "mixed_new"."decompose_attribute"("parent"."container of attribute") AS node
    ),
    "rows of_option" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "mixed_new"."decompose_option"("parent"."container of option") AS node
    ),
    "rows of_form_row" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "mixed_new"."decompose_form_row"("parent"."container of form_row") AS node
    ),
    "into_document_input" AS (
        INSERT INTO "mixed_new"."document_input" ("id", "entered_by")
        SELECT "rows of_document"."id", "rows of_document"."entered_by"
        FROM "rows of_document"
        JOIN claimed USING ("id")
        WHERE "rows of_document"."document_input.exists"
    ),
    "into_document_rest" AS (
        INSERT INTO "mixed_new"."document_rest" ("id", "input_other", "attributes_other")
        SELECT "rows of_document"."id", "rows of_document"."input_other", "rows of_document"."attributes_other"
        FROM "rows of_document"
        JOIN claimed USING ("id")
    ),
    "into_attribute" AS (
        INSERT INTO "mixed_new"."attribute" ("id", "attribute_key", "value", "residual", "residual_absent")
        SELECT "rows of_attribute"."id", "rows of_attribute"."attribute_key", "rows of_attribute"."value", "rows of_attribute"."residual", "rows of_attribute"."residual_absent"
        FROM "rows of_attribute"
    ),
    "into_option" AS (
        INSERT INTO "mixed_new"."option" ("id", "option_ordinal", "other", "label", "residual", "residual_absent")
        SELECT "rows of_option"."id", "rows of_option"."option_ordinal", "rows of_option"."other", "rows of_option"."label", "rows of_option"."residual", "rows of_option"."residual_absent"
        FROM "rows of_option"
    ),
    "into_form_row" AS (
        INSERT INTO "mixed_new"."form_row" ("id", "form_row_path", "other", "title", "data_other", "below_other", "residual", "residual_absent")
        SELECT "rows of_form_row"."id", "rows of_form_row"."form_row_path", "rows of_form_row"."other", "rows of_form_row"."title", "rows of_form_row"."data_other", "rows of_form_row"."below_other", "rows of_form_row"."residual", "rows of_form_row"."residual_absent"
        FROM "rows of_form_row"
    )
    SELECT count(*) INTO claimed_documents FROM claimed;
    RETURN claimed_documents > 0;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."represent_mixed"("public"."mixed"."id"%TYPE, jsonb) IS 'spec.yaml:7:3 (document): represents a document, given by key and value, unless it is represented; whether it did';

-- up (no lock on any table): spec.yaml:7:3 (document): drops all rows of a document
CREATE FUNCTION "mixed_new"."forget_mixed"("public"."mixed"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "mixed_new"."document" ("id") VALUES ($1) ON CONFLICT DO NOTHING;
    DELETE FROM "mixed_new"."form_row" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."option" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."attribute" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."document_rest" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."document_input" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."document" AS target WHERE target."id" = $1;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."forget_mixed"("public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): drops all rows of a document';

-- up (no lock on any table): spec.yaml:7:3 (document): makes the rows of a document anew, as the legacy table has it now
CREATE FUNCTION "mixed_new"."follow_mixed"("public"."mixed"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    current_document jsonb;
BEGIN
    -- What the legacy table has now decides, not what it had when a trigger was put into its queue.
    -- FOR KEY SHARE: a row that somebody deleted after this transaction's snapshot is 40001, and not the document of that key.
    SELECT "legacy"."value" #> '{}' INTO current_document FROM "public"."mixed" AS legacy WHERE legacy."id" = $1 FOR KEY SHARE;
    IF NOT FOUND THEN
        PERFORM "mixed_new"."forget_mixed"($1);
        RETURN;
    END IF;
    IF "mixed_new"."represent_mixed"($1, current_document) THEN
        RETURN;
    END IF;
    PERFORM "mixed_new"."forget_mixed"($1);
    PERFORM "mixed_new"."represent_mixed"($1, current_document);
END
$body$;
COMMENT ON FUNCTION "mixed_new"."follow_mixed"("public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): makes the rows of a document anew, as the legacy table has it now';

-- up (no lock on any table): spec.yaml:7:3 (document): follows every write to the legacy table
CREATE FUNCTION "mixed_new"."dual_write_mixed"() RETURNS trigger
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
                'mixed', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["mixed_new"."etag_document"(NULL::"mixed_new"."document", "old"."value")] END
            );
            PERFORM hofsm.bind_etag('mixed', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "old"."id") THEN
            PERFORM "mixed_new"."follow_mixed"("old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "new"."id")
        THEN
            PERFORM "mixed_new"."follow_mixed"("old"."id");
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."value", "new"."value")
        ) THEN
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "mixed_new"."represent_mixed"("new"."id", "new"."value" #> '{}') THEN
                PERFORM "mixed_new"."follow_mixed"("new"."id");
            END IF;
        ELSIF NOT "mixed_new"."change_document"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."dual_write_mixed"() IS 'spec.yaml:7:3 (document): follows every write to the legacy table';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "mixed_new"."dual_write_mixed"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): follows TRUNCATE of the legacy table or of one of its partitions
CREATE FUNCTION "mixed_new"."dual_write_mixed_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"public"."mixed"') AND NOT EXISTS (SELECT FROM "public"."mixed") THEN
        TRUNCATE "mixed_new"."document", "mixed_new"."document_input", "mixed_new"."document_rest", "mixed_new"."attribute", "mixed_new"."option", "mixed_new"."form_row";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."mixed"');
        DELETE FROM "mixed_new"."form_row" AS target WHERE NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "mixed_new"."option" AS target WHERE NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "mixed_new"."attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "mixed_new"."document_rest" AS target WHERE NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "mixed_new"."document_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "mixed_new"."document" AS target WHERE NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."dual_write_mixed_truncate"() IS 'spec.yaml:7:3 (document): follows TRUNCATE of the legacy table or of one of its partitions';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "mixed_new"."dual_write_mixed_truncate"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."document"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."document_input"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."document_rest"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."attribute"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."option"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."form_row"', '{id}');

-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
CREATE TRIGGER "dual_write_mixed_insert" AFTER INSERT ON "public"."mixed"
    FOR EACH ROW EXECUTE FUNCTION "mixed_new"."dual_write_mixed"();
SELECT hofsm.follow_updates('dual_write_mixed_update', '"public"."mixed"', '"mixed_new"."dual_write_mixed"', '{id}', 'value');
CREATE TRIGGER "dual_write_mixed_delete" AFTER DELETE ON "public"."mixed"
    FOR EACH ROW EXECUTE FUNCTION "mixed_new"."dual_write_mixed"();
CREATE TRIGGER "dual_write_mixed_truncate" AFTER TRUNCATE ON "public"."mixed"
    FOR EACH STATEMENT EXECUTE FUNCTION "mixed_new"."dual_write_mixed_truncate"();
DO $create$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."mixed"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "dual_write_mixed_insert" AFTER INSERT ON %s
    FOR EACH ROW EXECUTE FUNCTION "mixed_new"."dual_write_mixed"();', descendant.oid::regclass);
            PERFORM hofsm.follow_updates('dual_write_mixed_update', descendant.oid, '"mixed_new"."dual_write_mixed"', '{id}', 'value');
            EXECUTE format('CREATE TRIGGER "dual_write_mixed_delete" AFTER DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION "mixed_new"."dual_write_mixed"();', descendant.oid::regclass);
        END IF;
        EXECUTE format('CREATE TRIGGER "dual_write_mixed_truncate" AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION "mixed_new"."dual_write_mixed_truncate"();', descendant.oid::regclass);
    END LOOP;
END
$create$;

RESET search_path;
