"""The table of other schemes: complete, and with no code that its scheme does not have."""

from __future__ import annotations

import pytest

from tawatur.annotate.event_rules import TYPES
from tawatur.export.contract import ontology

# The sixteen events of PLOVER with their modes, from its manual; None: no mode given.
PLOVER: dict[str, set[str | None]] = {
    "AGREE": {None},
    "CONSULT": {None, "visit", "third-party", "multilateral", "phone"},
    "SUPPORT": {None},
    "CONCEDE": {None},
    "COOPERATE": {None},
    "AID": {None},
    "RETREAT": {None, "withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {None, "assist", "change", "yield", "meet"},
    "ACCUSE": {None, "disapprove", "investigate", "allege"},
    "REJECT": {None, "assist", "change", "yield", "meet"},
    "THREATEN": {None, "restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {None, "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {None, "convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {None, "troops", "weapons", "police", "militia"},
    "COERCE": {
        *(None, "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport"),
        *("withhold", "misinformation", "cyber"),
    },
    "ASSAULT": {
        *(None, "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive"),
        *("firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons"),
        *("crowd-control", "unconventional"),
    },
}
# The CAMEO codes in use here, each with the title that its codebook gives.
CAMEO = {
    "015": "Acknowledge or claim responsibility",
    "016": "Reject accusation, deny responsibility",
    "020": "Make an appeal or request",
    "030": "Express intent to cooperate",
    "040": "Consult",
    "050": "Engage in diplomatic cooperation",
    "070": "Provide aid",
    "0841": "Return, release person(s)",
    "087": "De-escalate military engagement",
    "0871": "Declare truce, ceasefire",
    "0874": "Retreat or surrender militarily",
    "100": "Demand",
    "111": "Criticize or denounce",
    "112": "Accuse",
    "114": "Complain officially",
    "120": "Reject",
    "130": "Threaten",
    "141": "Demonstrate or rally",
    "150": "Demonstrate military or police power",
    "154": "Mobilize or increase armed forces",
    "171": "Seize or damage property",
    "173": "Arrest, detain, or charge with legal action",
    "174": "Expel or deport individuals",
    "180": "Use unconventional violence",
    "181": "Abduct, hijack, or take hostage",
    "183": "Conduct suicide, car, or other non-military bombing",
    "186": "Assassinate",
    "190": "Use conventional military force",
    "191": "Impose blockade, restrict movement",
    "193": "Fight with small arms and light weapons",
    "194": "Fight with artillery and tanks",
    "195": "Employ aerial weapons",
}
ACLED: dict[str, set[str | None]] = {
    "Battles": {
        *("Government regains territory", "Non-state actor overtakes territory"),
        "Armed clash",
    },
    "Protests": {
        *("Excessive force against protesters", "Protest with intervention"),
        "Peaceful protest",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Grenade"),
        *("Shelling/artillery/missile attack", "Remote explosive/landmine/IED"),
    },
    "Violence against civilians": {
        *("Sexual violence", "Attack", "Abduction/forced disappearance"),
    },
    "Strategic developments": {
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
        *("Headquarters or base established", "Looting/property destruction"),
        *("Non-violent transfer of territory", "Other"),
    },
}
UCDP: set[str | None] = {None, "any", "state-based", "non-state", "one-sided"}
ROWS = sorted(ontology().items())


def test_every_type_has_a_row() -> None:
    """The table names each type once, and no other."""
    assert {name for name, _ in ROWS} == TYPES


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_codes_exist(name: str, row: dict[str, str | None]) -> None:
    """Each cell is empty or a code that its scheme has; a sub-event stands under its event."""
    plover, event = row["plover"], row["acled_event"]
    assert row["mode"] in (PLOVER[plover] if plover else {None})
    assert row["cameo"] is None or row["cameo"] in CAMEO
    assert row["acled"] in (ACLED[event] if event else {None})
    assert row["ucdp"] in UCDP


def test_cameo_and_plover_agree_on_conflict() -> None:
    """Verbal conflict is 09 to 13 in CAMEO, material conflict 14 to 20, as in PLOVER's quads."""
    material = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
    for name, row in ROWS:
        if row["plover"] and row["cameo"]:
            assert (int(row["cameo"][:2]) >= 14) == (row["plover"] in material), name


def test_no_row_is_lost_to_a_missing_counterpart() -> None:
    """Every type has a counterpart in one scheme at least, save accidents, which none codes."""
    bare = [name for name, row in ROWS if not any(v for k, v in row.items() if k != "type")]
    assert bare == ["accident"]
