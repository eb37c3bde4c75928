"""Chains as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tawatur.cli.layout import days, labelled, plain


def heading(record: Mapping[str, Any]) -> str:
    """What the chains are of: the kinds of its claims, and the id."""
    types = dict.fromkeys(claim["type"] for claim in record["claims"])
    return f"{', '.join(list(types)[:3])}  {record['id']}"


def chain_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """The counts; then each originator with the ways its word took, and why they count as one."""
    yield plain(heading(record))
    yield "; ".join(
        [
            _number(record["reports"], "report"),
            _number(record["outlets"], "outlet"),
            _number(record["texts"], "independent text"),
            _number(len(record["originators"]), "independent originator"),
        ]
    )
    for place, who in enumerate(record["originators"]):
        ways = [way for way in record["ways"] if way["originator"] == place]
        numbers = {way["number"] for way in ways}
        yield ""
        unnamed = " (not named)" if who["anonymous"] else ""
        yield f"originator {place + 1}{unnamed}  {plain(who['name'] or 'nobody is named')}"
        for way in ways:
            yield from _way(way, record["copies"])
        for reason in record["reasons"]:
            if numbers & set(reason["ways"]):
                yield labelled("one", f"{' = '.join(map(str, reason['ways']))}  {reason['text']}")


def _way(way: Mapping[str, Any], copies: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One report: its chain from the originator to the outlet, and the text that it shares."""
    day = days(way["published"]["earliest"], way["published"]["latest"])
    report = way["outlet"] or way["title"] or way["path"] or way["document"]
    yield labelled(f"{way['number']}", f"{day}  {_number(len(way['claims']), 'claim')}  {report}")
    links = [
        f"{'?' if link['anonymous'] else ''}{link['who']}"
        + (f" ({link['cue']})" if link["cue"] else "")
        for link in way["chain"]
    ]
    yield labelled("", f"chain  {' > '.join(links) or 'the report itself, of no known outlet'}")
    yield labelled("", f"words  {way['sentence']['text']}")
    yield labelled("", f"claims  {' '.join(way['claims'])}")
    shared = dict.fromkeys(
        f"{_VERBS[copy['directed'], copy['taken']]} {copy['outlet']}: {copy['reason']}"
        for copy in copies
        if copy["claim"] in way["claims"]
    )
    for line in shared:
        yield labelled("", line)


_VERBS: Final = {
    (True, True): "copied from", (True, False): "copied by", (False, False): "same text as",
}  # fmt: skip


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
