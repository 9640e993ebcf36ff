"""What the rows of the long lists are filtered by: every value that stands in them, once."""

from collections.abc import Iterable, Sequence
from typing import Any

from bulletin import ledger
from bulletin.model import Bulletin, Inspection
from bulletin.web.portal import Portal

Choice = tuple[str, str, list[Any]]  # its name, its label, the values


def kinds(portal: Portal) -> list[Choice]:
    """What the list of bulletins is filtered by."""
    every = portal.bulletins
    checked = [one.inspection or Inspection() for one in every]
    return [
        _choice("year", "年份", (one.date.year for one in every if one.date)),
        _choice("kind", "检查种类", (one.kind for one in checked)),
        *_bureaus(portal, every),
        _choice("issuer", "发布机构", (one.issuer for one in every)),
        _choice("by", "检查单位", (one.by for one in checked)),
        _choice("stage", "进展", (ledger.stage(one, portal.site) for one in every)),
    ]


def owners(portal: Portal, waiting: Sequence[ledger.Unfinished]) -> list[Choice]:
    """What the list of what is outstanding is filtered by."""
    return [
        _choice("owner", "责任单位", (one.issue.owner for one in waiting)),
        *_bureaus(portal, [one.bulletin for one in waiting]),
        _choice("issuer", "发布机构", (one.bulletin.issuer for one in waiting)),
    ]


def _bureaus(portal: Portal, bulletins: Sequence[Bulletin]) -> list[Choice]:
    own = portal.site.name
    return [_choice("bureau", "部门", (one.bureau or own for one in bulletins))] if portal.site.sources else []


def _choice(name: str, label: str, values: Iterable[Any]) -> Choice:
    """Found once for all leaves: at ten thousand bulletins there are a thousand of them."""
    return name, label, list(dict.fromkeys(values))
