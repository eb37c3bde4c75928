"""A large project for measuring: generated rows, as a run would have written them.

    python tests/web_store.py DIR [SIZE]

SIZE 1 is 100,000 reports with 300,000 claims in 50,000 incidents. The texts are built of a few
made-up sentences; only how much there is of everything is like life.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tawatur.link import people
from tawatur.store import pairs, shapes
from tawatur.store.project import DATABASE, Project
from tawatur.store.runkey import run_key, sha256
from tawatur.text.fold import folded
from tawatur.web.query import catalogue

DOCUMENTS, CLAIMS, INCIDENTS = 100_000, 300_000, 50_000
OUTLETS = [f"صحيفة المدى {n}" for n in range(80)]
TOWNS = [("الموصل", "Mosul", 36.34, 43.13), ("بعقوبة", "Baqubah", 33.74, 44.61),
         ("سبها", "Sabha", 27.04, 14.43), ("حلب", "Aleppo", 36.2, 37.16),
         ("عدن", "Aden", 12.79, 45.03), ("بنغازي", "Benghazi", 32.11, 20.07)]  # fmt: skip
TYPES = ("bombing", "clash", "airstrike", "shelling", "arrest", "condemn", "meet", "accuse")
SPEAKERS = ("مصدر في الشرطة", "دائرة الصحة", "قيادة العمليات", "المتحدث باسم الوزارة")
FIRST = ("أحمد", "محمود", "سالم", "خالد", "ياسر", "فارس", "نبيل", "حازم", "وليد", "عامر",
         "زياد", "كريم", "رائد", "باسم", "سمير", "طارق", "هيثم", "مازن", "لؤي", "قيس")  # fmt: skip
LAST = [f"ال{stem}{end}" for stem in ("جبور", "عبيد", "شمر", "دليم", "زبيد", "ربيع", "تكريت",
        "سامرائ", "حمدان", "راو") for end in ("ي", "اني", "اوي")]  # fmt: skip
ROLES = ("قائد الشرطة", "مدير الصحة", "محافظ نينوى", None)
LINE = "أعلن {who} مقتل {n} أشخاص وإصابة آخرين في هجوم وقع في {town} يوم أمس بحسب البيان رقم {x}."
PADDING = "وأضاف البيان أن القوات طوقت المكان وأن التحقيق مستمر لمعرفة الجهة التي تقف وراءه."


def make(folder: Path, size: float = 1.0, seed: int = 7) -> None:
    """Writes the project; the same seed gives the same rows."""
    project = Project.create(folder)
    chance = random.Random(seed)
    connection = sqlite3.connect(project.folder / DATABASE, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    key = run_key()
    now = "2026-01-01T00:00:00+00:00"
    connection.execute("INSERT INTO run VALUES (?, ?, ?, ?, ?)",
                       (key.id, key.code, key.language, key.config, now))  # fmt: skip
    connection.execute("INSERT INTO meta VALUES ('current_run', ?)", (key.id,))
    documents = int(DOCUMENTS * size)
    members = _documents(connection, chance, key.id, documents, int(CLAIMS * size))
    _incidents(connection, chance, key.id, members, int(INCIDENTS * size))
    _reuses(connection, chance, key.id, documents)
    _pairs(connection, key.id)
    connection.execute("INSERT INTO joined VALUES (?, ?, ?)", (key.id, "generated", documents))
    connection.execute("COMMIT")
    connection.close()
    catalogue.keep(project.folder / DATABASE)


def _documents(
    connection: sqlite3.Connection, chance: random.Random, run: str, documents: int, claims: int
) -> list[tuple[str, int, str, date]]:
    """The reports with what was found in them; each claim with its town, day and place."""
    made: list[tuple[str, int, str, date]] = []
    per = claims / documents
    for number in range(1, documents + 1):
        count = int(per * number) - int(per * (number - 1))
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(2000))
        town = chance.choice(TOWNS)
        document = f"doc:{number:016x}"
        lines = [
            LINE.format(who=chance.choice(SPEAKERS), n=chance.randrange(2, 60), town=town[0],
                        x=number * 10 + n)
            for n in range(count)
        ]  # fmt: skip
        text = "\n".join([f"هجوم في {town[0]}", *lines, *[PADDING] * 6])
        outlet = chance.choice(OUTLETS)
        _insert(connection, "document", number=number, id=document, sha256=sha256(text), text=text,
                folded=folded(text), published=day.isoformat(), outlet=outlet,
                title=f"هجوم في {town[0]} ({number})", given_id=f"{number}.txt",
                path=f"{number}.txt", added_at="2026-01-01T00:00:00+00:00")  # fmt: skip
        connection.execute("INSERT INTO document_words (rowid, folded) VALUES (?, ?)",
                           (number, folded(text)))  # fmt: skip
        digest = sha256(str(number))
        connection.execute("INSERT INTO object VALUES (?, ?)", (digest, len(text)))
        connection.execute(
            "INSERT INTO intake VALUES (?, ?, ?)", (f"{number}.txt", document, digest)
        )
        _insert(connection, "analysis", number=number, run=run, document=document,
                published_earliest=day.isoformat(), published_latest=day.isoformat(),
                published_days="[]")  # fmt: skip
        made += _found(connection, chance, run, number, text, lines, town, day, outlet)
    return made


def _found(
    connection: sqlite3.Connection, chance: random.Random, run: str, number: int, text: str,
    lines: list[str], town: tuple[str, str, float, float], day: date, outlet: str,
) -> Iterator[tuple[str, int, str, date]]:  # fmt: skip
    entity = f"ent:{town[1].lower()}"
    _insert(connection, "entity", analysis=number, place=0, id=entity, kind="place", name=town[0],
            name_en=town[1], aliases="[]", country="IQ", lat=town[2], lon=town[3], geo_precision=1,
            radius_km=5.0, basis="[]", candidates="[]")  # fmt: skip
    one = chance.randrange(3000)  # so many people, each named in some thirty reports
    name = " ".join((FIRST[one % 20], FIRST[one // 20 % 20], LAST[one % 30]))
    if one % 25 == 0:  # and some whose name is written in two ways
        name = f"{chance.choice(('إنغمار', 'إنكمار'))} {FIRST[one // 25 % 20]} {LAST[one % 30]}"
    _insert(connection, "entity", analysis=number, place=1, id=f"ent:{sha256(name)[:16]}",
            kind="person", name=name, role_title=chance.choice(ROLES), country="IQ", aliases="[]",
            basis="[]", candidates="[]")  # fmt: skip
    if number % 40 == 0:  # a town of which there are two, and nothing says which
        _insert(connection, "entity", analysis=number, place=2, id="ent:undecided", kind="place",
                name="القناطر", aliases="[]", basis='["undecided"]',
                candidates='["ent:mosul","ent:aden"]')  # fmt: skip
    at = text.index("\n") + 1
    for place, line in enumerate(lines):
        end = at + len(line)
        who = line.split()[1]
        dead = int(next(word for word in line.split() if word.isdigit()))
        figure = text.index(f" {dead} ", at) + 1
        trigger = text.index("مقتل", at)
        claim = f"clm:{number:012x}{place:04x}"
        _insert(connection, "passage", analysis=number, kind="sentence", place=place, start=at,
                stop=end)  # fmt: skip
        _insert(connection, "quantity", analysis=number, place=place, start=figure,
                stop=figure + len(str(dead)), rule="number", value=float(dead), low=float(dead),
                high=float(dead), mod="EXACT", unit="person", role="killed", total=0)  # fmt: skip
        _insert(connection, "name", analysis=number, place=place, start=text.index(town[0], at),
                stop=text.index(town[0], at) + len(town[0]), rule="place", kind="place",
                entity=entity)  # fmt: skip
        _insert(connection, "attribution", analysis=number, place=place, source_text=who,
                source_start=at + 5, source_stop=at + 5 + len(who), source_anonymous=0,
                cue_start=at, cue_stop=at + 4, rule="said", form="indirect",
                stance="asserts")  # fmt: skip
        _insert(connection, "claim", analysis=number, place=place, run=run, id=claim,
                trigger_start=trigger, trigger_stop=trigger + 4, rule="killing",
                type=chance.choice(TYPES), sentence=place, factuality="actual", attribution=place,
                score=0.9 if number % 50 else 0.4, reasons="[]", when_basis="stated",
                when_earliest=day.isoformat(), when_latest=day.isoformat(), when_days="[]",
                location=entity if number % 40 else "ent:undecided",
                geo_precision=1)  # fmt: skip
        _insert(connection, "claim_count", analysis=number, claim=place, place=0, quantity=place)
        for link, (name, kind) in enumerate(((who, "speaker"), (outlet, "outlet"))):
            _insert(connection, "chain_link", analysis=number, claim=place, place=link, who=name,
                    anonymous=0, kind=kind)  # fmt: skip
        yield claim, number, entity, day
        at = end + 1


def _incidents(
    connection: sqlite3.Connection, chance: random.Random, run: str,
    claims: list[tuple[str, int, str, date]], incidents: int,
) -> None:  # fmt: skip
    """Claims shared out as in life: most incidents have few, some have very many."""
    weights = [1 / (1 + n) ** 0.6 for n in range(incidents)]
    groups: list[list[tuple[str, int, str, date]]] = [[one] for one in claims[:incidents]]
    for one, place in zip(
        claims[incidents:],
        chance.choices(range(incidents), weights, k=len(claims) - incidents),
        strict=True,
    ):
        if len(groups[place]) < 60:  # a large incident of the sample has 64 claims
            groups[place].append(one)
        else:
            groups[chance.randrange(incidents)].append(one)
    for place, group in enumerate(groups):
        first = group[0]
        _insert(connection, "incident", run=run, place=place, id=f"inc:{place:016x}",
                type=TYPES[place % len(TYPES)], earliest=first[3].isoformat(),
                latest=first[3].isoformat(), location=first[2])  # fmt: skip
        for number, (claim, *_) in enumerate(group):
            connection.execute("INSERT INTO incident_claim VALUES (?, ?, ?, ?)",
                               (run, place, number, claim))  # fmt: skip
            connection.execute("INSERT INTO incident_origin VALUES (?, ?, ?, ?, ?)",
                               (run, place, number // 2, number, claim))  # fmt: skip
        _insert(connection, "toll", run=run, incident=place, place=0, field="killed", low=2.0,
                high=float(2 + len(group)), disputed=0, given=len(group))  # fmt: skip
        for number in range(len(group) - 1):
            outcome, rule = chance.choice((("agrees", "same-number"), ("updates", "rising-toll"),
                                           ("conflicts", "different-number")))  # fmt: skip
            _insert(connection, "verdict", run=run, incident=place, place=number,
                    left_claim=group[number][0], right_claim=group[number + 1][0], field="killed",
                    outcome=outcome, rule=rule, text="generated")  # fmt: skip


def _reuses(
    connection: sqlite3.Connection, chance: random.Random, run: str, documents: int
) -> None:
    for place in range(documents // 5):
        source, copy = chance.randrange(1, documents + 1), chance.randrange(1, documents + 1)
        if source == copy:
            continue
        _insert(connection, "reuse", run=run, place=place, source=f"doc:{source:016x}",
                copy=f"doc:{copy:016x}", kind="passage", coverage_source=0.3, coverage_copy=0.3,
                directed=1, reason="generated")  # fmt: skip
        connection.execute("INSERT INTO reuse_span VALUES (?, ?, 0, 20, 90, 20, 90)", (run, place))


def _pairs(connection: sqlite3.Connection, run: str) -> None:
    known: dict[str, people.Known] = {}
    for row in connection.execute(
        f"SELECT {', '.join(shapes.ENTITY.names)} FROM entity WHERE kind = 'person'"
    ):
        people.add(known, shapes.ENTITY.value(row))
    pairs.write(connection, run, people.joins(known))


def _insert(connection: sqlite3.Connection, table: str, **cells: Any) -> None:
    marks = ", ".join("?" * len(cells))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({marks})", tuple(cells.values())
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    print(json.dumps({"project": sys.argv[1]}))
