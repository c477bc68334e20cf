-- Codec functions: JSON fragment to SQL value (parse_*) and SQL value to JSON text (json_*).
-- They take values only, follow no setting, and never fail: what cannot be read is NULL. Most are inlined by the planner; a function
-- is STABLE where PostgreSQL would not inline it otherwise, since to_char and timestamptz input count as STABLE.
-- The Python twins are in hofsm_migrate/lens/codecs.py.

CREATE OR REPLACE FUNCTION hofsm.parse_text(fragment jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(fragment) IN ('string', 'number', 'boolean') THEN fragment #>> '{}' END;

CREATE OR REPLACE FUNCTION hofsm.parse_enum(fragment jsonb, labels text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(fragment) = 'string' AND fragment #>> '{}' = ANY (labels) THEN fragment #>> '{}' END;

CREATE OR REPLACE FUNCTION hofsm.parse_numeric(fragment jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE jsonb_typeof(fragment)
    WHEN 'number' THEN fragment::numeric
    WHEN 'string' THEN CASE
        WHEN length(fragment #>> '{}') <= 400
            AND fragment #>> '{}' ~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$'
        THEN (fragment #>> '{}')::numeric
    END
END;

CREATE OR REPLACE FUNCTION hofsm.parse_whole(fragment jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE jsonb_typeof(fragment)
    WHEN 'number' THEN fragment::numeric
    WHEN 'string' THEN CASE WHEN fragment #>> '{}' ~ '^[+-]?[0-9]{1,20}$' THEN (fragment #>> '{}')::numeric END
END;

CREATE OR REPLACE FUNCTION hofsm.integral(number numeric, bound numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number >= -bound AND number < bound AND number = trunc(number) THEN number END;

-- The first branch is the common case: a JSON number without a fraction.
CREATE OR REPLACE FUNCTION hofsm.parse_integer(fragment jsonb) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' AND fragment BETWEEN '-2147483648' AND '2147483647' THEN CASE
        WHEN scale(fragment::numeric) = 0 OR fragment::numeric = trunc(fragment::numeric) THEN fragment::integer
    END
    WHEN jsonb_typeof(fragment) = 'string' THEN hofsm.integral(hofsm.parse_whole(fragment), 2147483648)::integer
END;

CREATE OR REPLACE FUNCTION hofsm.parse_bigint(fragment jsonb) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' AND fragment BETWEEN '-9223372036854775808' AND '9223372036854775807' THEN CASE
        WHEN scale(fragment::numeric) = 0 OR fragment::numeric = trunc(fragment::numeric) THEN fragment::bigint
    END
    WHEN jsonb_typeof(fragment) = 'string' THEN hofsm.integral(hofsm.parse_whole(fragment), 9223372036854775808)::bigint
END;

CREATE OR REPLACE FUNCTION hofsm.double(number numeric) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number = 0 OR abs(number) BETWEEN 1e-307 AND 1.7e308 THEN number::double precision END;

CREATE OR REPLACE FUNCTION hofsm.parse_double(fragment jsonb) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hofsm.double(hofsm.parse_numeric(fragment));

CREATE OR REPLACE FUNCTION hofsm.parse_boolean(fragment jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(fragment) = 'boolean' THEN fragment::boolean END;

CREATE OR REPLACE FUNCTION hofsm.parse_boolean_true_false(fragment jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN fragment::text IN ('"true"', '"True"', '"TRUE"') THEN true
    WHEN fragment::text IN ('"false"', '"False"', '"FALSE"') THEN false
END;

CREATE OR REPLACE FUNCTION hofsm.parse_boolean_y_n(fragment jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN fragment::text IN ('"Y"', '"y"') THEN true WHEN fragment::text IN ('"N"', '"n"') THEN false END;

CREATE OR REPLACE FUNCTION hofsm.parse_boolean_0_1(fragment jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' THEN CASE fragment::numeric WHEN 1 THEN true WHEN 0 THEN false END
    WHEN fragment::text = '"1"' THEN true
    WHEN fragment::text = '"0"' THEN false
END;

-- LIKE and translate instead of a regular expression, whose states are built anew at every call: 36 of them here.
CREATE OR REPLACE FUNCTION hofsm.parse_uuid(fragment jsonb) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN fragment::text LIKE '"________-____-____-____-____________"'
        AND translate(fragment::text, '0123456789abcdefABCDEF', '') = '"----"'
    THEN (fragment #>> '{}')::uuid
END;

CREATE OR REPLACE FUNCTION hofsm.safe_date(y integer, m integer, d integer) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN y BETWEEN 1 AND 9999 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND CASE
        WHEN m IN (4, 6, 9, 11) THEN 30
        WHEN m <> 2 THEN 31
        WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29
        ELSE 28
    END
    THEN make_date(y, m, d)
END;

CREATE OR REPLACE FUNCTION hofsm.parse_date_iso(fragment jsonb) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN fragment::text ~ '^"[0-9]{4}-[0-9]{2}-[0-9]{2}"$'
    THEN hofsm.safe_date(
        substr(fragment::text, 2, 4)::integer, substr(fragment::text, 7, 2)::integer, substr(fragment::text, 10, 2)::integer
    )
END;

CREATE OR REPLACE FUNCTION hofsm.parse_date_us(fragment jsonb) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN fragment::text ~ '^"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"$'
    THEN hofsm.safe_date(
        split_part(trim('"' FROM fragment::text), '/', 3)::integer,
        split_part(trim('"' FROM fragment::text), '/', 1)::integer,
        split_part(trim('"' FROM fragment::text), '/', 2)::integer
    )
END;

-- Any ISO 8601 spelling of a moment, with a zone or, where `zoned` is false, without one and read as UTC; NULL where there is no
-- such time or its year in UTC is not 1 to 9999. Digits behind the sixth of a fraction are cut.
CREATE OR REPLACE FUNCTION hofsm.parse_moment(spelling text, zoned boolean) RETURNS timestamptz
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
DECLARE
    part text[] := regexp_match(
        spelling,
        '^([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]{1,9})?))?'
        '(Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?$'
    );
    day date;
    zone text;
    moment timestamp;
BEGIN
    IF part IS NULL OR (part[7] IS NOT NULL) <> zoned THEN
        RETURN NULL;
    END IF;
    day := hofsm.safe_date(part[1]::integer, part[2]::integer, part[3]::integer);
    moment := day + make_time(part[4]::integer, part[5]::integer, coalesce(left(part[6], 9), '0')::double precision);
    IF part[7] <> 'Z' THEN
        zone := rpad(replace(part[7], ':', ''), 5, '0');
        moment := moment - make_interval(hours => left(zone, 3)::integer, mins => (left(zone, 1) || right(zone, 2))::integer);
    END IF;
    RETURN CASE WHEN extract(year FROM moment) BETWEEN 1 AND 9999 THEN moment AT TIME ZONE 'UTC' END;
END
$body$;

-- The common spelling in one expression: days that every month has, then those that longer months have; all else in parse_moment.
-- STABLE, because PostgreSQL calls reading a timestamptz that; with ISO order and a zone no setting has a say in it.
CREATE OR REPLACE FUNCTION hofsm.parse_timestamptz_iso(fragment jsonb) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN fragment::text ~ '^"[0-9]{3}[1-9]-(0[1-9]|1[0-2])-([01][1-9]|[12]0|2[1-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z"$'
    THEN (fragment #>> '{}')::timestamptz
    WHEN fragment::text ~ '^"[0-9]{3}[1-9]-((0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z"$'
    THEN (fragment #>> '{}')::timestamptz
    WHEN fragment::text LIKE '"____-__-_____:__%' THEN hofsm.parse_moment(fragment #>> '{}', true)
END;

CREATE OR REPLACE FUNCTION hofsm.parse_timestamptz_naive(fragment jsonb) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN fragment::text LIKE '"____-__-_____:__%' THEN hofsm.parse_moment(fragment #>> '{}', false) END;

-- micros since 1970, split so that no double ever holds more than 2^53 of them
CREATE OR REPLACE FUNCTION hofsm.moment(micros numeric) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN micros >= -62135596800000000 AND micros < 253402300800000000 THEN (
    timestamp '1970-01-01'
    + make_interval(secs => floor(micros / 1000000)::double precision)
    + make_interval(secs => (micros - 1000000 * floor(micros / 1000000))::double precision / 1e6)
) AT TIME ZONE 'UTC' END;

-- The first branch is the common case: whole numbers between 1970 and 2099, for which a double is exact to the microsecond.
-- The bounds of the second keep the product within what numeric holds; they are wider than years 1 to 9999.
CREATE OR REPLACE FUNCTION hofsm.parse_epoch_s(fragment jsonb) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' AND fragment BETWEEN '0' AND '4102444800' THEN CASE
        WHEN scale(fragment::numeric) = 0 THEN to_timestamp(fragment::double precision)
        ELSE hofsm.moment(floor(fragment::numeric * 1000000))
    END
    WHEN jsonb_typeof(fragment) IN ('number', 'string') THEN CASE
        WHEN abs(hofsm.parse_whole(fragment)) < 1e12 THEN hofsm.moment(floor(hofsm.parse_whole(fragment) * 1000000))
    END
END;

CREATE OR REPLACE FUNCTION hofsm.parse_epoch_ms(fragment jsonb) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' AND fragment BETWEEN '0' AND '4102444800000' THEN CASE
        WHEN scale(fragment::numeric) = 0 THEN to_timestamp(fragment::double precision / 1000)
        ELSE hofsm.moment(floor(fragment::numeric * 1000))
    END
    WHEN jsonb_typeof(fragment) IN ('number', 'string') THEN CASE
        WHEN abs(hofsm.parse_whole(fragment)) < 1e15 THEN hofsm.moment(floor(hofsm.parse_whole(fragment) * 1000))
    END
END;

CREATE OR REPLACE FUNCTION hofsm.truncate_moment(moment timestamptz, unit text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_trunc(unit, moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';

-- JSON encoded in a string. A handler, because the input may be nested deeper than the stack allows, which no input check foresees.
-- A handler is a subtransaction, which PostgreSQL 15 and 16 cannot start inside of a parallel plan: not PARALLEL SAFE.
CREATE OR REPLACE FUNCTION hofsm.parse_json_string(fragment jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE
    SET search_path = pg_catalog
AS $body$
BEGIN
    RETURN CASE WHEN jsonb_typeof(fragment) = 'string' THEN (fragment #>> '{}')::jsonb END;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
END
$body$;

CREATE OR REPLACE FUNCTION hofsm.json_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_json(value)::text;

-- Not inlined: the digits of a double follow a setting, which is pinned here.
CREATE OR REPLACE FUNCTION hofsm.json_double(value double precision) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET extra_float_digits = 1
RETURN to_jsonb(value)::text;

CREATE OR REPLACE FUNCTION hofsm.json_date_iso(value date) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN '"' || to_char(value, 'YYYY-MM-DD') || '"';

CREATE OR REPLACE FUNCTION hofsm.json_date_us(value date) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN '"' || to_char(value, 'MM/DD/YYYY') || '"';

CREATE OR REPLACE FUNCTION hofsm.json_moment(value timestamptz, zone text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN '"' || rtrim(rtrim(to_char(value AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || zone || '"';

CREATE OR REPLACE FUNCTION hofsm.json_moment_as(value timestamptz, pattern text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(value AT TIME ZONE 'UTC', pattern);

CREATE OR REPLACE FUNCTION hofsm.json_epoch_s(value timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(extract(epoch FROM value AT TIME ZONE 'UTC'))::bigint::text;

CREATE OR REPLACE FUNCTION hofsm.json_epoch_ms(value timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(extract(epoch FROM value AT TIME ZONE 'UTC') * 1000)::bigint::text;

-- The members of an object's text without its braces, NULL for none.
CREATE OR REPLACE FUNCTION hofsm.members(object text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(substr(object, 2, length(object) - 2), '');

-- A natural key in its one canonical spelling, else NULL.
CREATE OR REPLACE FUNCTION hofsm.key_text(fragment jsonb, max_bytes integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(fragment) = 'string' AND octet_length(fragment #>> '{}') <= max_bytes THEN fragment #>> '{}' END;

CREATE OR REPLACE FUNCTION hofsm.key_integer(fragment jsonb) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' AND fragment BETWEEN '-2147483648' AND '2147483647' THEN CASE
        WHEN scale(fragment::numeric) = 0 THEN fragment::integer
    END
END;

CREATE OR REPLACE FUNCTION hofsm.key_bigint(fragment jsonb) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(fragment) = 'number' AND fragment BETWEEN '-9223372036854775808' AND '9223372036854775807' THEN CASE
        WHEN scale(fragment::numeric) = 0 THEN fragment::bigint
    END
END;

CREATE OR REPLACE FUNCTION hofsm.key_uuid(fragment jsonb) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN fragment::text LIKE '"________-____-____-____-____________"'
        AND translate(fragment::text, '0123456789abcdef', '') = '"----"'
    THEN (fragment #>> '{}')::uuid
END;

-- Trigger of the new tables while they are closed for writes. The setting is local to the toolkit's own transactions; it is NULL in a
-- session that never set it and '' after a transaction that did.
CREATE OR REPLACE FUNCTION hofsm.refuse_write() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF coalesce(current_setting('hofsm.origin', true), '') IN ('backfill', 'legacy') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'table %.% is closed for writes', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is not in phase mirrored or later; nothing was written.',
            HINT = 'Write to the legacy table, or see `hofsm status` for the phase.';
END
$body$;
