"""What people type and form designers name things, as JSON text where it goes into documents."""

from __future__ import annotations

import json

INGREDIENTS = (
    "Magnesium citrate", "Ascorbic acid", "Shea butter", "Beeswax", "Zinc oxide", "Rolled oats", "Cocoa powder",
    "Glycerin", "Sunflower lecithin", "Vitamin D3 beadlets", "Pea protein", "Xanthan gum", "Jojoba oil", "Tocopherol",
    "Inulin", "Maltodextrin", "Silicon dioxide", "Stevia extract", "Lavender oil", "Potassium sorbate", "Sea salt",
    "Almond flour",
)  # fmt: skip

PRODUCTS = (
    "Sleep capsules", "Daily multivitamin", "Hand balm SPF 15", "Oat bar, cocoa", "Collagen drink", "Night cream",
    "Electrolyte sticks", "Lip balm", "Protein shake, vanilla", "Beard oil",
)  # fmt: skip

SECTIONS = (
    "Line clearance", "Room conditions", "Dispensing", "Mixing", "Sieving", "Encapsulation", "Filling", "Cooling",
    "Labelling", "In-process control", "Cleaning", "Yield and reconciliation", "Release", "Packaging", "Sampling",
)  # fmt: skip

LABELS = (
    "Room temperature (°C)", "Relative humidity (%)", "Mixing speed (rpm)", "Mixing time (min)", "Blender ID",
    "Sieve intact", "Bulk density (g/ml)", "pH at 25 °C", "Viscosity (mPa·s)", "Fill weight (g)",
    "Tablet hardness (N)", "Operator remark", "Cleaned according to SOP-014", "Previous product removed",
    "Start of step", "End of step", "Scale calibrated until", "Line released by", "Second person check",
    "Container size", "Label version", "Expiry date printed", "Reject count", "Theoretical yield (kg)",
    "Actual yield (kg)", "Loss explained", "Metal detector test", "Seal integrity", "Retain sample taken",
    "Allergen swab result", "Water activity", "Best before", "Appearance", "Odour", "Equipment group",
    "Deviation number",
)  # fmt: skip

CHOICES = (
    (("ok", "Conforms"), ("nok", "Does not conform"), ("na", "Not applicable")),
    (("v100", "V-100 blender"), ("v200", "V-200 blender"), ("rib", "Ribbon blender"), ("hand", "By hand")),
    (("s", "Small"), ("m", "Medium"), ("l", "Large"), ("xl", "Extra large"), ("drum", "Drum")),
    (("white", "White"), ("ivory", "Ivory"), ("amber", "Amber"), ("brown", "Brown")),
    (("none", "None"), ("slight", "Slight"), ("strong", "Strong")),
)
"""Choices of a select field as (value, label). No label has a comma: version 1 joins them with one."""

PLAIN_TEXTS = (
    "ok", "as per SOP", "no deviation", "B-204", "second sieve used, first one damaged",
    "restarted after power cut at 10:40", "operator changed at shift end", "sample sent to lab",
    "label roll replaced", "rework of previous lot added, see notes",
    "LOT printed twice on the first 12 units, removed", "waiting for QA", "scale 3", "tank 2 -> tank 5",
    "100 % checked",
)  # fmt: skip

NASTY_TEXTS = (
    "done \U0001f600\U0001f9ea, \U0001f469\u200d\U0001f52c approved",
    "\u05d1\u05d3\u05d9\u05e7\u05d4 \u05d4\u05d5\u05e9\u05dc\u05de\u05d4 (ok)",
    "\u200f\u0645\u0644\u0627\u062d\u0638\u0629: \u062a\u0645\u200e 12.5",
    "<p style=\"color:red\">hold &amp; call <b>QA</b></p><script>alert('x')</script>",
    "first line\u2028second line\u2029third",
    '5" hose, \'food grade\', "new"',
    "C:\\scans\\batch\\n01.pdf \\\\server\\share \\u0041",
    "tab\there\r\nand a line break",
    "'; DROP TABLE batches; --",
    "$$ $1 %s %(x)s {0} {} ${x}",
    "e\u0301 \u00e9 \ufb01 \u0130 \u1e9e",
    "null",
    " ",
)

PLAIN_KEYS = (
    "colour", "grade", "supplier", "viscosity", "ph", "density", "allergens", "kosher", "halal", "organic", "origin",
    "shelf_life", "storage", "pallet", "po_number", "line", "shift", "mesh", "moisture", "ash", "rework_of",
    "campaign", "customer_lot", "retain", "coaNumber", "gtin", "hs_code", "carton", "tareWeight", "room",
)  # fmt: skip

NASTY_KEYS = (
    "",
    "net weight",
    "a.b",
    '"quoted"',
    "it's",
    "$",
    "back\\slash",
    "\U0001f9ea",
    "[0]",
    "a/b ~1",
    " ",
    "\u2028",
)

UNITS = ("kg", "g", "l", "ml", "pcs")
ROLES = ("operator", "second person", "supervisor", "qa")


def dumps(value: object) -> str:
    """`value` as compact JSON text, characters beyond ASCII as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


PLAIN_TEXTS_JSON = tuple(map(dumps, PLAIN_TEXTS))
NASTY_TEXTS_JSON = (*map(dumps, NASTY_TEXTS), json.dumps(NASTY_TEXTS[0]))
"""The last one has its emoji as escaped surrogate pairs."""
