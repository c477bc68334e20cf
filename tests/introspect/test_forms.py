"""Forms of scalars by name, and their promise: what has a codec is in its canonical spelling."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofsm_migrate.introspect import forms
from hofsm_migrate.lens.codecs import Codec
from hofsm_migrate.spec.mapping import Column, Position

UUID = "bffadedc-250f-4171-b11b-ade8281713c3"

CASES = {
    "empty": [""],
    "numeral-zero-one": ["0", "1"],
    "numeral": ["2", "-1", "123456789012345678", "-123456789012345678"],
    "numeral-long": ["1234567890123456789", "9" * 250],
    "numeral-padded": ["007", "+3", "-0", "00.5", "+1.5", ".5", "5.", "-0.00", "0" * 210],
    "numeral-decimal": ["12.50", "0.5", "-0.01", "0.00"],
    "numeral-exponent": ["1e5", "1.5E-3", "-2e+10"],
    "number-unit": ["12.5kg", "12.5 kg", "5%", "-3 °C", "20 mg/L"],
    "number-comma": ["1,234.50", "1,234,567"],
    "true/false": ["true", "false"],
    "true/false-odd": ["True", "FALSE", "tRuE"],
    "Y/N": ["Y", "N"],
    "yes/no": ["yes", "No", "y", "n"],
    "on/off": ["on", "OFF"],
    "uuid": [UUID],
    "uuid-odd": [UUID.upper(), "B" + UUID[1:]],
    "iso-date": ["2022-02-28", "2000-02-29", "0001-01-01", "2400-02-29"],
    "us-date": ["02/28/2022", "12/31/1999"],
    "date-other": [
        "31.12.2015", "12-12-2015", "2/3/2022", "2015/1/2", "2022-02-30", "1900-02-29", "2100-02-29", "0000-01-01",
        "13/01/2020",
        "2022-02-30T00:00:00Z", "2022-02-20T24:00:00Z", "2022-02-20T10:60:00.000Z", "2022-02-20T10:00:60.000000Z",
        "2022-02-20T10:00:61", "2022-02-20T10:00:00+24:00",
    ],
    "iso8601": ["2025-08-28T01:24:48+00:00", "2025-08-28T01:24:48.5+00:00", "2025-08-28T01:24:48.123456+00:00"],
    "iso8601-z": ["2025-08-28T01:24:48Z"],
    "iso8601-ms-z": ["2025-08-28T01:24:48.130Z"],
    "iso8601-us-z": ["2025-08-28T01:24:48.131456Z"],
    "iso8601-naive": ["2025-08-28T01:24:48", "2025-08-28T01:24:48.13"],
    "iso8601-other": [
        "2025-08-28T01:24:48.13Z", "2025-08-28 01:24:48Z", "2025-08-28T01:24", "2025-08-28T01:24:48+02:00",
        "2025-08-28T01:24:48.130", "2025-08-28T01:24:48.1234567+00:00", "2025-08-28T01:24:48-00:00",
    ],
    "e-mail": ["a.b@example.org"],
    "url": ["http://example.org/x?y=z", "https://example.org/" + "x" * 300],
    "colour": ["#fff", "#1a6b3c", "#1A6B3CFF"],
    "json": ['{"a": 1}', "[1, 2]", "[" + "1," * 200 + "1]"],
    "base64": ["QUJj" * 20, "QUJj" * 20 + "QQ==", "QUJj" * 100],
    "text": [
        "a", "Hello, world", "Grüße", "[1", "{x}", "#ggg", "ab" * 40, "QUJj" * 15, "QUJD" * 20, "a\0b",
        "x" * 300, "1 2 3 a",
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", CASES)
def test_form(form: str) -> None:
    assert {value: forms.string(value) for value in CASES[form]} == dict.fromkeys(CASES[form], form)


def test_many_at_once_have_the_forms_that_they_have_alone() -> None:
    values = [value for form in CASES for value in CASES[form]]
    wanted = [form for form in CASES for _ in CASES[form]]
    for order in (1, -1):
        some = values[::order]
        assert forms.strings(some, list(map(len, some))) == wanted[::order]


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "zero-one"), (1, "zero-one"), (2, "integer"), (-1, "integer"), (946_684_799, "integer"),
        (946_684_800, "epoch-s"), (4_102_444_799, "epoch-s"), (4_102_444_800, "bigint"), (946_684_799_999, "bigint"),
        (946_684_800_000, "epoch-ms"), (4_102_444_799_999, "epoch-ms"), (4_102_444_800_000, "bigint"),
        (2**63 - 1, "bigint"), (2**63, "huge"), (-(2**31), "integer"), (-(2**31) - 1, "bigint"), (-(2**63), "bigint"),
        (-(2**63) - 1, "huge"),
    ],
)  # fmt: skip
def test_form_of_a_whole_number(number: int, form: str) -> None:
    assert forms.integers([number]) == [form]
    assert forms.integers([number, 0, 2**63])[0] == form


def test_form_of_a_decimal() -> None:
    assert forms.decimals([1.5, 1.0, 2.0**53, 1e300]) == ["decimal", "decimal", "huge", "huge"]


def test_forms_of_keys() -> None:
    found = forms.keys(["step1", "field_12", "12", UUID, "2022-02-28", "name", ""])
    assert found == ["identifier-number", "identifier-number", "numeral", "uuid", "iso-date", "text", "empty"]


CANONICAL = {
    "numeral-zero-one": ("bigint", "string"),
    "numeral": ("bigint", "string"),
    "numeral-decimal": ("numeric", "string"),
    "true/false": ("boolean", "true/false"),
    "Y/N": ("boolean", "Y/N"),
    "uuid": ("uuid", "native"),
    "iso-date": ("date", "iso8601"),
    "us-date": ("date", "MM/DD/YYYY"),
    **{
        form: ("timestamptz", form)
        for form in ("iso8601", "iso8601-z", "iso8601-ms-z", "iso8601-us-z", "iso8601-naive")
    },
}
MOMENTS = st.builds(
    "{}-{}-{}{}{}:{}:{}{}{}".format,
    st.sampled_from(["0000", "0001", "1900", "2000", "2024", "9999"]),
    *[st.sampled_from(some) for some in (["00", "02", "12", "13"], ["00", "28", "29", "30", "31", "32"], "T T ")],
    *[st.sampled_from(["00", "23", "24", "59", "60"])] * 3,
    st.sampled_from(["", ".0", ".5", ".50", ".123", ".120", ".123456", ".123450", ".1234567"]),
    st.sampled_from(["", "Z", "+00:00", "-00:00", "+02:00", "+0200", "+24:00"]),
)
NUMBERS = st.from_regex(r"[+-]?[0-9]{0,20}\.?[0-9]{0,3}(e[0-9])?", fullmatch=True)
DATES = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: f"{day:%m/%d/%Y}"), st.from_regex(r"[0-3]\d/[0-3]\d/\d{4}")
)


@given(
    st.lists(
        st.one_of(MOMENTS, NUMBERS, DATES, st.uuids().map(str), st.sampled_from(["true", "False", "Y", "n"])),
        min_size=1,
    )
)
def test_a_form_with_a_codec_conforms_to_it(values: list[str]) -> None:
    for value, form in zip(values, forms.strings(values, list(map(len, values))), strict=True):
        if form in CANONICAL:
            type_, wire = CANONICAL[form]
            assert Codec(_column(type_, wire)).conforms(value), (value, form)


@given(MOMENTS)
def test_a_moment_that_conforms_to_a_wire_has_its_form(value: str) -> None:
    wires = [
        wire for wire in CANONICAL if wire.startswith("iso8601") and Codec(_column("timestamptz", wire)).conforms(value)
    ]
    form = forms.string(value)
    assert form in wires or (not wires and form in {"iso8601-other", "date-other"})


@given(st.lists(st.text(max_size=80)))
def test_every_string_has_a_form(values: list[str]) -> None:
    if values:
        assert set(forms.strings(values, list(map(len, values)))) <= set(CASES)


@given(st.integers(0, 2**41))
def test_epochs_conform(number: int) -> None:
    form = forms.integers([number])[0]
    if form in {"epoch-s", "epoch-ms"}:
        assert Codec(_column("timestamptz", form)).conforms(Decimal(number))


def _column(type_: str, wire: str) -> Column:
    return Column("c", (("c",),), type_, (wire,), Position(1, 1))
