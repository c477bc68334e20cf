-- variants: expanded -> dual_write
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the new tables only): what a backfill wrote while no write to the legacy table was mirrored is stale
-- The write guards let nobody else do this; one statement, so that it is one transaction wherever it runs.
DO $do$
BEGIN
    PERFORM pg_catalog.set_config('hofsm.origin', 'backfill', true);
    TRUNCATE
        "variants_new"."field",
        "variants_new"."field_choice",
        "variants_new"."entry",
        "variants_new"."part",
        "variants_new"."stock_item",
        "variants_new"."field_option";
    PERFORM pg_catalog.set_config('hofsm.origin', '', true);
END
$do$;

-- up (no lock on any table): spec.yaml:5:3 (field): the rows of a document from what it was to what it is; whether it is represented
CREATE FUNCTION "variants_new"."change_field"("old"."fields"."id"%TYPE, jsonb, jsonb, text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    SELECT
        "now"."kind",
        "now"."default_number",
        "now"."width",
        "now"."default_choice",
        "now"."chosen",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of entry",
        "now"."container of field_option",
        true AND NOT ("field"."id" IS NOT NULL AND record_image_eq(ROW("now"."kind", CASE WHEN "now"."kind" IS NOT DISTINCT FROM 'number' THEN "now"."default_number" END, CASE WHEN "now"."kind" IS NOT DISTINCT FROM 'number' THEN "now"."width" END, CASE WHEN "now"."kind" IS NOT DISTINCT FROM 'multi select' THEN "now"."default_choice" END, "now"."residual", "now"."residual_absent"), ROW("field"."kind", "field"."default_number", "field"."width", "field"."default_choice", "field"."residual", "field"."residual_absent"))) AS "field differs",
        "field"."id" IS NOT NULL AND NOT true AS "field goes",
        "field"."id" IS NOT NULL AS "field had row",
        coalesce("now"."kind" IS NOT DISTINCT FROM 'multi select', false) AND NOT ("field_choice"."id" IS NOT NULL AND record_image_eq(ROW("now"."chosen"), ROW("field_choice"."chosen"))) AS "field_choice differs",
        "field_choice"."id" IS NOT NULL AND NOT coalesce("now"."kind" IS NOT DISTINCT FROM 'multi select', false) AS "field_choice goes",
        "field_choice"."id" IS NOT NULL AS "field_choice had row",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."entry was"), ROW("raw"."entry now"))) THEN CASE
                WHEN jsonb_typeof("raw"."entry was") = 'array' AND "raw"."entry was" <> '[]' THEN "raw"."entry was"
            END
        END AS "container of entry before",
        record_image_eq(ROW("raw"."entry was"), ROW("raw"."entry now")) AS "container of entry same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."field_option was"), ROW("raw"."field_option now")) AND ("field"."kind" IS NOT DISTINCT FROM 'multi select') = ("now"."kind" IS NOT DISTINCT FROM 'multi select')) THEN CASE
                WHEN "field"."kind" IS NOT DISTINCT FROM 'multi select' THEN CASE
                    WHEN jsonb_typeof("raw"."field_option was") = 'array' AND "raw"."field_option was" <> '[]' THEN "raw"."field_option was"
                END
            END
        END AS "container of field_option before",
        record_image_eq(ROW("raw"."field_option was"), ROW("raw"."field_option now")) AND ("field"."kind" IS NOT DISTINCT FROM 'multi select') = ("now"."kind" IS NOT DISTINCT FROM 'multi select') AS "container of field_option same"
    INTO "changed"
    FROM "variants_new"."decompose_field"($3) AS now
    CROSS JOIN (
        SELECT ($2 -> 'entries') AS "entry was",
            ($3 -> 'entries') AS "entry now",
            ($2 -> 'options') AS "field_option was",
            ($3 -> 'options') AS "field_option now"
        OFFSET 0
    ) AS "raw"
    CROSS JOIN "variants_new"."field" AS "field"
    LEFT JOIN "variants_new"."field_choice" AS "field_choice" ON "field_choice"."id" = $1
    WHERE "field"."id" = $1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF "changed"."field differs" THEN
        IF $4 <> 'follow' AND "changed"."field had row" THEN
            SELECT ROW("target"."kind", "target"."default_number", "target"."width", "target"."default_choice", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "variants_new"."field" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('variants_new.field');
            END IF;
        END IF;
        IF "changed"."field had row" THEN
            UPDATE "variants_new"."field" AS target
            SET "kind" = "changed"."kind",
                "default_number" = CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."default_number" END,
                "width" = CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."width" END,
                "default_choice" = CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'multi select' THEN "changed"."default_choice" END,
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."field had row" OR NOT FOUND THEN
            INSERT INTO "variants_new"."field" ("id", "kind", "default_number", "width", "default_choice", "residual", "residual_absent")
            VALUES ($1, "changed"."kind", CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."default_number" END, CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."width" END, CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'multi select' THEN "changed"."default_choice" END, "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("id") DO UPDATE SET
                "kind" = excluded."kind",
                "default_number" = excluded."default_number",
                "width" = excluded."width",
                "default_choice" = excluded."default_choice",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF "changed"."field_choice differs" THEN
        IF $4 <> 'follow' AND "changed"."field_choice had row" THEN
            SELECT ROW("target"."chosen") AS image INTO "stored_row" FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('variants_new.field_choice');
            END IF;
        END IF;
        IF "changed"."field_choice had row" THEN
            UPDATE "variants_new"."field_choice" AS target
            SET "chosen" = "changed"."chosen"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."field_choice had row" OR NOT FOUND THEN
            INSERT INTO "variants_new"."field_choice" ("id", "chosen")
            VALUES ($1, "changed"."chosen")
            ON CONFLICT ("id") DO UPDATE SET
                "chosen" = excluded."chosen";
        END IF;
    END IF;
    IF "changed"."field_choice goes" THEN
        IF $4 <> 'follow' AND "changed"."field_choice had row" THEN
            SELECT ROW("target"."chosen") AS image INTO "stored_row" FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('variants_new.field_choice');
            END IF;
        END IF;
        DELETE FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1;
    END IF;
    IF NOT "changed"."container of entry same" THEN
        PERFORM "variants_new"."change_entry"($1, "changed"."container of entry before", "changed"."container of entry", $4);
    END IF;
    IF NOT "changed"."container of field_option same" THEN
        PERFORM "variants_new"."change_field_option"($1, "changed"."container of field_option before", "changed"."container of field_option", $4);
    END IF;
    RETURN true;
END
$body$;
COMMENT ON FUNCTION "variants_new"."change_field"("old"."fields"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:5:3 (field): the rows of a document from what it was to what it is; whether it is represented';

-- up (no lock on any table): spec.yaml:12:3 (entry): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "variants_new"."change_entry"("old"."fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."entry_ordinal", "node"."entry_variant", "node"."batch", "node"."name", "node"."code", "node"."serial", "node"."residual", "node"."residual_absent",
                ROW("node"."entry_variant", CASE WHEN "node"."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "node"."batch" END, "node"."residual", "node"."residual_absent") AS "image of entry",
                ROW("node"."name", "node"."code") AS "image of part",
                ROW("node"."name", "node"."serial") AS "image of stock_item",
                ROW("node"."entry_ordinal", "node"."entry_variant", "node"."batch", "node"."name", "node"."code", "node"."serial", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."entry_ordinal"] AS "entry_ordinal",
                    "node"."entry_variant",
                    "node"."batch",
                    "node"."name",
                    "node"."code",
                    "node"."serial",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "variants_new"."decompose_entry"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."entry_ordinal", was."entry_ordinal") AS "entry_ordinal",
            now."entry_ordinal" IS NULL AS "is gone",
            "now"."entry_variant",
            "now"."batch",
            "now"."name",
            "now"."code",
            "now"."serial",
            "now"."residual",
            "now"."residual_absent",
            "now"."entry_ordinal" IS NOT NULL AND NOT ("was"."entry_ordinal" IS NOT NULL AND record_image_eq("was"."image of entry", "now"."image of entry")) AS "entry differs",
            "was"."entry_ordinal" IS NOT NULL AND NOT "now"."entry_ordinal" IS NOT NULL AS "entry goes",
            "was"."entry_ordinal" IS NOT NULL AS "entry had row",
            "was"."image of entry" AS "entry was",
            ("now"."entry_ordinal" IS NOT NULL AND coalesce("now"."entry_variant" IS NOT DISTINCT FROM 'part', false)) AND NOT (("was"."entry_ordinal" IS NOT NULL AND coalesce("was"."entry_variant" IS NOT DISTINCT FROM 'part', false)) AND record_image_eq("was"."image of part", "now"."image of part")) AS "part differs",
            ("was"."entry_ordinal" IS NOT NULL AND coalesce("was"."entry_variant" IS NOT DISTINCT FROM 'part', false)) AND NOT ("now"."entry_ordinal" IS NOT NULL AND coalesce("now"."entry_variant" IS NOT DISTINCT FROM 'part', false)) AS "part goes",
            ("was"."entry_ordinal" IS NOT NULL AND coalesce("was"."entry_variant" IS NOT DISTINCT FROM 'part', false)) AS "part had row",
            "was"."image of part" AS "part was",
            ("now"."entry_ordinal" IS NOT NULL AND coalesce("now"."entry_variant" IS NOT DISTINCT FROM 'stock_item', false)) AND NOT (("was"."entry_ordinal" IS NOT NULL AND coalesce("was"."entry_variant" IS NOT DISTINCT FROM 'stock_item', false)) AND record_image_eq("was"."image of stock_item", "now"."image of stock_item")) AS "stock_item differs",
            ("was"."entry_ordinal" IS NOT NULL AND coalesce("was"."entry_variant" IS NOT DISTINCT FROM 'stock_item', false)) AND NOT ("now"."entry_ordinal" IS NOT NULL AND coalesce("now"."entry_variant" IS NOT DISTINCT FROM 'stock_item', false)) AS "stock_item goes",
            ("was"."entry_ordinal" IS NOT NULL AND coalesce("was"."entry_variant" IS NOT DISTINCT FROM 'stock_item', false)) AS "stock_item had row",
            "was"."image of stock_item" AS "stock_item was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."entry_ordinal" = "was"."entry_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."stock_item had row" THEN
                IF $4 <> 'follow' AND "changed"."stock_item had row" THEN
                    SELECT ROW("target"."title", "target"."serial") AS image INTO "stored_row" FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                        PERFORM hofsm.refuse_contended('variants_new.stock_item');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."stock_item had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."stock_item was") THEN
                        PERFORM hofsm.refuse_stale('variants_new.stock_item');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_stale('variants_new.stock_item');
                END IF;
                DELETE FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
            END IF;
            IF "changed"."part had row" THEN
                IF $4 <> 'follow' AND "changed"."part had row" THEN
                    SELECT ROW("target"."name", "target"."code") AS image INTO "stored_row" FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                        PERFORM hofsm.refuse_contended('variants_new.part');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."part had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."part was") THEN
                        PERFORM hofsm.refuse_stale('variants_new.part');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_stale('variants_new.part');
                END IF;
                DELETE FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
            END IF;
            IF "changed"."entry had row" THEN
                IF $4 <> 'follow' AND "changed"."entry had row" THEN
                    SELECT ROW("target"."entry_variant", "target"."batch", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                        PERFORM hofsm.refuse_contended('variants_new.entry');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."entry had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."entry was") THEN
                        PERFORM hofsm.refuse_stale('variants_new.entry');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_stale('variants_new.entry');
                END IF;
                DELETE FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."entry differs" THEN
            IF $4 <> 'follow' AND "changed"."entry had row" THEN
                SELECT ROW("target"."entry_variant", "target"."batch", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_contended('variants_new.entry');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."entry had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."entry was") THEN
                    PERFORM hofsm.refuse_stale('variants_new.entry');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."entry" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                PERFORM hofsm.refuse_stale('variants_new.entry');
            END IF;
            IF "changed"."entry had row" THEN
                UPDATE "variants_new"."entry" AS target
                SET "entry_variant" = "changed"."entry_variant",
                    "batch" = CASE WHEN "changed"."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "changed"."batch" END,
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
            END IF;
            IF NOT "changed"."entry had row" OR NOT FOUND THEN
                INSERT INTO "variants_new"."entry" ("id", "entry_ordinal", "entry_variant", "batch", "residual", "residual_absent")
                VALUES ($1, "changed"."entry_ordinal", "changed"."entry_variant", CASE WHEN "changed"."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "changed"."batch" END, "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "entry_ordinal") DO UPDATE SET
                    "entry_variant" = excluded."entry_variant",
                    "batch" = excluded."batch",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF "changed"."part differs" THEN
            IF $4 <> 'follow' AND "changed"."part had row" THEN
                SELECT ROW("target"."name", "target"."code") AS image INTO "stored_row" FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_contended('variants_new.part');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."part had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."part was") THEN
                    PERFORM hofsm.refuse_stale('variants_new.part');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                PERFORM hofsm.refuse_stale('variants_new.part');
            END IF;
            IF "changed"."part had row" THEN
                UPDATE "variants_new"."part" AS target
                SET "name" = "changed"."name",
                    "code" = "changed"."code"
                WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
            END IF;
            IF NOT "changed"."part had row" OR NOT FOUND THEN
                INSERT INTO "variants_new"."part" ("id", "entry_ordinal", "name", "code")
                VALUES ($1, "changed"."entry_ordinal", "changed"."name", "changed"."code")
                ON CONFLICT ("id", "entry_ordinal") DO UPDATE SET
                    "name" = excluded."name",
                    "code" = excluded."code";
            END IF;
        END IF;
        IF "changed"."part goes" THEN
            IF $4 <> 'follow' AND "changed"."part had row" THEN
                SELECT ROW("target"."name", "target"."code") AS image INTO "stored_row" FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_contended('variants_new.part');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."part had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."part was") THEN
                    PERFORM hofsm.refuse_stale('variants_new.part');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                PERFORM hofsm.refuse_stale('variants_new.part');
            END IF;
            DELETE FROM "variants_new"."part" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
        END IF;
        IF "changed"."stock_item differs" THEN
            IF $4 <> 'follow' AND "changed"."stock_item had row" THEN
                SELECT ROW("target"."title", "target"."serial") AS image INTO "stored_row" FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_contended('variants_new.stock_item');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."stock_item had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."stock_item was") THEN
                    PERFORM hofsm.refuse_stale('variants_new.stock_item');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                PERFORM hofsm.refuse_stale('variants_new.stock_item');
            END IF;
            IF "changed"."stock_item had row" THEN
                UPDATE "variants_new"."stock_item" AS target
                SET "title" = "changed"."name",
                    "serial" = "changed"."serial"
                WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
            END IF;
            IF NOT "changed"."stock_item had row" OR NOT FOUND THEN
                INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal", "title", "serial")
                VALUES ($1, "changed"."entry_ordinal", "changed"."name", "changed"."serial")
                ON CONFLICT ("id", "entry_ordinal") DO UPDATE SET
                    "title" = excluded."title",
                    "serial" = excluded."serial";
            END IF;
        END IF;
        IF "changed"."stock_item goes" THEN
            IF $4 <> 'follow' AND "changed"."stock_item had row" THEN
                SELECT ROW("target"."title", "target"."serial") AS image INTO "stored_row" FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                    PERFORM hofsm.refuse_contended('variants_new.stock_item');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."stock_item had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."stock_item was") THEN
                    PERFORM hofsm.refuse_stale('variants_new.stock_item');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal") THEN
                PERFORM hofsm.refuse_stale('variants_new.stock_item');
            END IF;
            DELETE FROM "variants_new"."stock_item" AS target WHERE "target"."id" = $1 AND "target"."entry_ordinal" = "changed"."entry_ordinal";
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "variants_new"."change_entry"("old"."fields"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:12:3 (entry): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:30:9 (field_option): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "variants_new"."change_field_option"("old"."fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."field_option_ordinal", "node"."label", "node"."residual", "node"."residual_absent",
                ROW("node"."label", "node"."residual", "node"."residual_absent") AS "image of field_option",
                ROW("node"."field_option_ordinal", "node"."label", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."field_option_ordinal"] AS "field_option_ordinal",
                    "node"."label",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "variants_new"."decompose_field_option"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."field_option_ordinal", was."field_option_ordinal") AS "field_option_ordinal",
            now."field_option_ordinal" IS NULL AS "is gone",
            "now"."label",
            "now"."residual",
            "now"."residual_absent",
            "now"."field_option_ordinal" IS NOT NULL AND NOT ("was"."field_option_ordinal" IS NOT NULL AND record_image_eq("was"."image of field_option", "now"."image of field_option")) AS "field_option differs",
            "was"."field_option_ordinal" IS NOT NULL AND NOT "now"."field_option_ordinal" IS NOT NULL AS "field_option goes",
            "was"."field_option_ordinal" IS NOT NULL AS "field_option had row",
            "was"."image of field_option" AS "field_option was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."field_option_ordinal" = "was"."field_option_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."field_option had row" THEN
                IF $4 <> 'follow' AND "changed"."field_option had row" THEN
                    SELECT ROW("target"."label", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal") THEN
                        PERFORM hofsm.refuse_contended('variants_new.field_option');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."field_option had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."field_option was") THEN
                        PERFORM hofsm.refuse_stale('variants_new.field_option');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal") THEN
                    PERFORM hofsm.refuse_stale('variants_new.field_option');
                END IF;
                DELETE FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."field_option differs" THEN
            IF $4 <> 'follow' AND "changed"."field_option had row" THEN
                SELECT ROW("target"."label", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal") THEN
                    PERFORM hofsm.refuse_contended('variants_new.field_option');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."field_option had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."field_option was") THEN
                    PERFORM hofsm.refuse_stale('variants_new.field_option');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."field_option" AS target WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal") THEN
                PERFORM hofsm.refuse_stale('variants_new.field_option');
            END IF;
            IF "changed"."field_option had row" THEN
                UPDATE "variants_new"."field_option" AS target
                SET "label" = "changed"."label",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."field_option_ordinal" = "changed"."field_option_ordinal";
            END IF;
            IF NOT "changed"."field_option had row" OR NOT FOUND THEN
                INSERT INTO "variants_new"."field_option" ("id", "field_option_ordinal", "label", "residual", "residual_absent")
                VALUES ($1, "changed"."field_option_ordinal", "changed"."label", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "field_option_ordinal") DO UPDATE SET
                    "label" = excluded."label",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "variants_new"."change_field_option"("old"."fields"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:30:9 (field_option): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:5:3 (field): represents a document, given by key and value, unless it is represented; whether it did
CREATE FUNCTION "variants_new"."represent_variants"("old"."fields"."id"%TYPE, jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    claimed_documents bigint;
BEGIN
    -- A document is represented if its root row exists; one that somebody else has represented gets no rows here.
    WITH chunk AS MATERIALIZED (SELECT $1 AS "id", $2 AS "document"),
    "rows of_field" AS MATERIALIZED (
        SELECT "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "variants_new"."decompose_field"("chunk"."document") AS node
    ),
    "claimed" AS (
        INSERT INTO "variants_new"."field" ("id", "kind", "default_number", "width", "default_choice", "residual", "residual_absent")
        SELECT "rows of_field"."id", "rows of_field"."kind", CASE
        WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'number' THEN "rows of_field"."default_number"
    END, CASE WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'number' THEN "rows of_field"."width" END, CASE
        WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'multi select' THEN "rows of_field"."default_choice"
    END, "rows of_field"."residual", "rows of_field"."residual_absent"
        FROM "rows of_field"
        ON CONFLICT DO NOTHING
        RETURNING "id"
    ),
    "rows of_entry" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_field" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "variants_new"."decompose_entry"("parent"."container of entry") AS node
    ),
    "rows of_field_option" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_field" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "variants_new"."decompose_field_option"("parent"."container of field_option") AS node
    ),
    "into_field_choice" AS (
        INSERT INTO "variants_new"."field_choice" ("id", "chosen")
        SELECT "rows of_field"."id", "rows of_field"."chosen"
        FROM "rows of_field"
        JOIN claimed USING ("id")
        WHERE "rows of_field"."kind" IS NOT DISTINCT FROM 'multi select'
    ),
    "into_entry" AS (
        INSERT INTO "variants_new"."entry" ("id", "entry_ordinal", "entry_variant", "batch", "residual", "residual_absent")
        SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."entry_variant", CASE
        WHEN "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "rows of_entry"."batch"
    END, "rows of_entry"."residual", "rows of_entry"."residual_absent"
        FROM "rows of_entry"
    ),
    "into_part" AS (
        INSERT INTO "variants_new"."part" ("id", "entry_ordinal", "name", "code")
        SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."name", "rows of_entry"."code"
        FROM "rows of_entry"
        WHERE "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'part'
    ),
    "into_stock_item" AS (
        INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal", "title", "serial")
        SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."name", "rows of_entry"."serial"
        FROM "rows of_entry"
        WHERE "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
    ),
    "into_field_option" AS (
        INSERT INTO "variants_new"."field_option" ("id", "field_option_ordinal", "label", "residual", "residual_absent")
        SELECT "rows of_field_option"."id", "rows of_field_option"."field_option_ordinal", "rows of_field_option"."label", "rows of_field_option"."residual", "rows of_field_option"."residual_absent"
        FROM "rows of_field_option"
    )
    SELECT count(*) INTO claimed_documents FROM claimed;
    RETURN claimed_documents > 0;
END
$body$;
COMMENT ON FUNCTION "variants_new"."represent_variants"("old"."fields"."id"%TYPE, jsonb) IS 'spec.yaml:5:3 (field): represents a document, given by key and value, unless it is represented; whether it did';

-- up (no lock on any table): spec.yaml:5:3 (field): drops all rows of a document
CREATE FUNCTION "variants_new"."forget_variants"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "variants_new"."field" ("id") VALUES ($1) ON CONFLICT DO NOTHING;
    DELETE FROM "variants_new"."field_option" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."stock_item" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."part" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."entry" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."field_choice" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."field" AS target WHERE target."id" = $1;
END
$body$;
COMMENT ON FUNCTION "variants_new"."forget_variants"("old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): drops all rows of a document';

-- up (no lock on any table): spec.yaml:5:3 (field): makes the rows of a document anew, as the legacy table has it now
CREATE FUNCTION "variants_new"."follow_variants"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    current_document jsonb;
BEGIN
    -- What the legacy table has now decides, not what it had when a trigger was put into its queue.
    -- FOR KEY SHARE: a row that somebody deleted after this transaction's snapshot is 40001, and not the document of that key.
    SELECT "legacy"."value" #> '{}' INTO current_document FROM "old"."fields" AS legacy WHERE legacy."id" = $1 FOR KEY SHARE;
    IF NOT FOUND THEN
        PERFORM "variants_new"."forget_variants"($1);
        RETURN;
    END IF;
    IF "variants_new"."represent_variants"($1, current_document) THEN
        RETURN;
    END IF;
    PERFORM "variants_new"."forget_variants"($1);
    PERFORM "variants_new"."represent_variants"($1, current_document);
END
$body$;
COMMENT ON FUNCTION "variants_new"."follow_variants"("old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): makes the rows of a document anew, as the legacy table has it now';

-- up (no lock on any table): spec.yaml:5:3 (field): follows every write to the legacy table
CREATE FUNCTION "variants_new"."dual_write_variants"() RETURNS trigger
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
        ELSIF NOT "variants_new"."change_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "variants_new"."follow_variants"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;
COMMENT ON FUNCTION "variants_new"."dual_write_variants"() IS 'spec.yaml:5:3 (field): follows every write to the legacy table';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "variants_new"."dual_write_variants"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): follows TRUNCATE of the legacy table or of one of its partitions
CREATE FUNCTION "variants_new"."dual_write_variants_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"old"."fields"') AND NOT EXISTS (SELECT FROM "old"."fields") THEN
        TRUNCATE "variants_new"."field", "variants_new"."field_choice", "variants_new"."entry", "variants_new"."part", "variants_new"."stock_item", "variants_new"."field_option";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"old"."fields"');
        DELETE FROM "variants_new"."field_option" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."stock_item" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."part" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."entry" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."field_choice" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."field" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."dual_write_variants_truncate"() IS 'spec.yaml:5:3 (field): follows TRUNCATE of the legacy table or of one of its partitions';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "variants_new"."dual_write_variants_truncate"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."field"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."field_choice"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."entry"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."part"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."stock_item"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."field_option"', '{id}');

-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
CREATE TRIGGER "dual_write_variants_insert" AFTER INSERT ON "old"."fields"
    FOR EACH ROW EXECUTE FUNCTION "variants_new"."dual_write_variants"();
SELECT hofsm.follow_updates('dual_write_variants_update', '"old"."fields"', '"variants_new"."dual_write_variants"', '{id}', 'value');
CREATE TRIGGER "dual_write_variants_delete" AFTER DELETE ON "old"."fields"
    FOR EACH ROW EXECUTE FUNCTION "variants_new"."dual_write_variants"();
CREATE TRIGGER "dual_write_variants_truncate" AFTER TRUNCATE ON "old"."fields"
    FOR EACH STATEMENT EXECUTE FUNCTION "variants_new"."dual_write_variants_truncate"();
DO $create$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"old"."fields"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "dual_write_variants_insert" AFTER INSERT ON %s
    FOR EACH ROW EXECUTE FUNCTION "variants_new"."dual_write_variants"();', descendant.oid::regclass);
            PERFORM hofsm.follow_updates('dual_write_variants_update', descendant.oid, '"variants_new"."dual_write_variants"', '{id}', 'value');
            EXECUTE format('CREATE TRIGGER "dual_write_variants_delete" AFTER DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION "variants_new"."dual_write_variants"();', descendant.oid::regclass);
        END IF;
        EXECUTE format('CREATE TRIGGER "dual_write_variants_truncate" AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION "variants_new"."dual_write_variants_truncate"();', descendant.oid::regclass);
    END LOOP;
END
$create$;

RESET search_path;
