"""Templates: the filters and globals that they use. Everything is escaped unless it is markup."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

import tawatur
from tawatur.export import proof
from tawatur.web import graph, icons, marks, reasons
from tawatur.web.desk import Desk, Links, Reply, slug
from tawatur.web.figures import left_to_right
from tawatur.web.names import Named

NAVIGATION: Final = ("home", "incidents", "timeline", "map", "threads", "search", "sources",
                     "review", "runs")  # fmt: skip

# Pages below a page of the navigation.
_WITHIN: Final = {
    **dict.fromkeys(("incident", "compare", "chain", "correct", "evidence", "claim"), "incidents"),
    **dict.fromkeys(("thread", "thread_correct"), "threads"),
    **dict.fromkeys(("queue", "names", "places"), "review"),
}


def page(desk: Desk, reply: Reply, links: Links, **more: object) -> str:
    """A page as HTML."""
    values: dict[str, Any] = {
        **reader(desk.preferences), "desk": desk, "project": desk.project, "links": links,
        "href": links.page, "reply": reply, "read_only": desk.read_only, "who": desk.who,
        "here": reply.template.removesuffix(".html").replace("_", "-"),
        "within": _WITHIN.get(reply.template.removesuffix(".html")),
    }  # fmt: skip
    return environment().get_template(reply.template).render({**values, **reply.values, **more})


def reader(preferences: Any) -> dict[str, Any]:
    """What every template knows of its reader."""
    figures = preferences.figures
    words = figures.words
    return {
        "preferences": preferences, "lang": words.language, "dir": words.direction,
        "t": words.say, "n": words.count, "name": words.name, "told": words.state, "has": words.has,
        "fig": figures, "icon": icons.icon, "ltr": left_to_right, "slug": slug,
        "named": lambda *values: Named.of(*values), "navigation": NAVIGATION,
        "version": tawatur.__version__, "other_lang": "en" if words.language == "ar" else "ar",
    }  # fmt: skip


@cache
def environment() -> Environment:
    """The templates of the package."""
    made = Environment(
        loader=PackageLoader("tawatur.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        marked=marks.marked, mark=marks.Mark, proof=proof.in_arabic,
        reason=reasons.in_arabic, graph=graph.graph, box=graph.box,
        curve=graph.curve, heads=graph.heads,
    )  # fmt: skip
    return made


def prepare() -> None:
    """Compiles all templates, so that no reader waits for it."""
    for name in environment().list_templates(["html"]):
        environment().get_template(name)


def static(name: str) -> bytes:
    """A file that pages use."""
    return files("tawatur.web").joinpath("static", *name.split("/")).read_bytes()


def bare(template: str, values: Mapping[str, Any]) -> str:
    """A page that needs no project."""
    return environment().get_template(template).render(values)
