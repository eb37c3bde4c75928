"""Outlets and those whose word they carry; and the runs that read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tawatur.web.desk import Desk, Reply, Table

_MOST: Final = 200
_FIELDS: Final = ("outlet", "reports", "incidents", "copied", "given", "first", "last")


def sources(desk: Desk, query: Mapping[str, str]) -> Reply:
    """Outlets by how much they carry, with what they copy; the most quoted speakers."""

    def made() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        return _outlets(desk), _speakers(desk)

    outlets, speakers = desk.memory.others.get((desk.lists.state, "sources"), made)
    return Reply(
        "sources.html",
        {"outlets": outlets, "speakers": speakers},
        data=lambda: {"outlets": outlets, "speakers": speakers},
        table=lambda: Table(_FIELDS, [[row[name] for name in _FIELDS] for row in outlets]),
    )


def _outlets(desk: Desk) -> list[dict[str, Any]]:
    return desk.rows(
        "WITH taken AS (SELECT c.outlet, count(DISTINCT u.copy) AS n FROM reuse u"
        "  JOIN document c ON c.id = u.copy WHERE u.run = :run AND u.directed AND u.kind <>"
        "  'background' GROUP BY c.outlet),"
        " given AS (SELECT s.outlet, count(DISTINCT u.copy) AS n FROM reuse u"
        "  JOIN document s ON s.id = u.source WHERE u.run = :run AND u.directed AND u.kind <>"
        "  'background' GROUP BY s.outlet),"
        " shown AS (SELECT outlet, count(*) AS reports, min(earliest) AS first,"
        "  max(latest) AS last FROM (SELECT outlet, CASE WHEN earliest = latest THEN earliest END"
        "  AS earliest, CASE WHEN earliest = latest THEN latest END AS latest FROM lists.report)"
        "  GROUP BY outlet)"
        " SELECT s.outlet, s.reports, coalesce(f.events, 0) AS incidents,"
        " coalesce(t.n, 0) AS copied, coalesce(g.n, 0) AS given, s.first, s.last FROM shown s"
        " LEFT JOIN taken t ON t.outlet IS s.outlet LEFT JOIN given g ON g.outlet IS s.outlet"
        " LEFT JOIN lists.facet f ON f.facet = 'outlet' AND f.value = s.outlet"
        f" ORDER BY s.reports DESC, s.outlet LIMIT {_MOST}",
        {"run": desk.run},
    )


def _speakers(desk: Desk) -> list[dict[str, Any]]:
    return desk.rows(
        "SELECT min(k.who) AS who, max(k.anonymous) AS anonymous, count(*) AS claims,"
        " count(DISTINCT r.outlet) AS outlets FROM lists.report r"
        " JOIN chain_link k ON k.analysis = r.analysis"
        " WHERE k.place = 0 AND k.kind = 'speaker' AND NOT k.anonymous"
        f" GROUP BY coalesce(k.entity, k.who) ORDER BY claims DESC, who LIMIT {_MOST // 4}"
    )


def runs(desk: Desk, query: Mapping[str, str]) -> Reply:
    """Every state of the program that read these reports, and what could not be read."""

    def made() -> list[dict[str, Any]]:
        return desk.rows(
            "SELECT r.id, r.code, substr(r.language, 1, 16) AS language, r.config, r.started_at,"
            " (SELECT count(*) FROM analysis a WHERE a.run = r.id) AS reports,"
            " (SELECT count(*) FROM incident i WHERE i.run = r.id) AS incidents,"
            " EXISTS (SELECT 1 FROM joined j WHERE j.run = r.id) AS joined"
            " FROM run r ORDER BY r.started_at DESC, r.id"
        )

    rows = desk.memory.others.get((desk.lists.state, "runs"), made)
    rejected = desk.store.rejected(desk.run)
    return Reply(
        "runs.html",
        {"runs": rows, "rejected": rejected},
        data=lambda: {"runs": rows, "shown": desk.run,
              "rejected": [{"input": one.input, "reason": one.reason} for one in rejected]},
        table=lambda: Table(
            ("run", "program", "language", "config", "started", "reports", "incidents", "joined"),
            [list(row.values()) for row in rows],
        ),
    )  # fmt: skip
