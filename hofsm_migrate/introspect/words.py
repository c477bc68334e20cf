"""Words of keys that say what a value is for, and words that PostgreSQL keeps for itself."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LAYOUT = _words("""
    actions align alignment autofocus background banner border button buttons calculate calculated calculation
    calculations caption choices class classes clearable col collapsed collapsible color colour cols column
    columns component components condition conditional conditions config constraints css dataset definitions
    description disabled display editable elements enum expression font footer foreground form format forms grid
    h header height help hidden hint i18n icon image label labels layout legend margin mask max maximum
    maxlength min minimum minlength mode multiple next nodes options order padding page pages pattern persistent
    placeholder position prefix previous properties readonly relevance repeat required row rows rule rules
    schema schemas scope searchable section sections settings shape show sort sortable spellcheck style
    styles subtitle suffix tab tabs template templates text theme title tooltip tree types ui uiorder uischema
    validate validation validations validator validators view views visibility visible w widget widgets width
    wizard x y
""")
DEFAULT = _words("""
    default defaults defaultvalue deflt dflt initial prefill preset presets
""")
INPUT = _words("""
    actual actuals answer answers attributes comments completed correction corrections data entered enteredby
    formdata input inputs measured measurement measurements observations observed quantities reading readings
    remark remarks response responses result results selected signature signatures signed signer submission
    submissions submitted uservalue
""")
CORE = _words("""
    code company cost created currency customer deleted id ids item key kind lot model modified name no number
    owner parent part path phase pk price product project ref reference rev revision serial sku stage state
    status supplier tenant type uid unit units updated uuid v version
""")
COMPANIONS = frozenset(
    {"by", "at", "on", "enteredby", "enteredat", "user", "signedby", "signedat", "who", "when", "date"}
)
ENTERED = frozenset({"value", "text", "answer", "amount", "reading"})
"""What stands beside companions and is then what they say who and when about."""

RESERVED = _words("""
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate
    collation column concurrently constraint create cross current_catalog current_date current_role
    current_schema current_time current_timestamp current_user default deferrable desc distinct do else end
    except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into
    is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on
    only or order outer overlaps placing primary references returning right select session_user similar some
    symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when
    where window with
""")
"""Words that need quotes as a name of a table or column. Source: PostgreSQL, appendix SQL Key Words."""
SYSTEM = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "residual", "residual_absent"})
