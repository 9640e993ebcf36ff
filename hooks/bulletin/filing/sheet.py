"""The review sheet (三审三校) of one bulletin, as a paper: what is to be signed, by whom, and the questions to be answered first.

It is filled in with what is known, the entries of `review` that hold included; everything else is left to the pen. It bears
the digest of what is reviewed, so that a signature can be told to belong to this text and no other.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin import approval, digest
from bulletin.changes import Changes
from bulletin.filing.faces import faces
from bulletin.filing.notice import TEMPLATES, figures, style, templates
from bulletin.filing.paper import Paper
from bulletin.findings import Finding, Severity
from bulletin.model import Bulletin
from bulletin.phrases import day
from bulletin.site import Site
from bulletin.witnesses import selfcheck

USUAL = ("初审", "复审", "终审")  # where a site does not set its own
DUTIES = {
    "初审": "事实、数字与原件一致，清单的状态有据",
    "复审": "口径、措辞得当，与上期衔接，无个人信息",
    "终审": "可以公开，同意发布",
}
PROOFS = (("一校", "与原稿逐字核对"), ("二校", "数字、日期、人名、单位名称"), ("三校", "版式、标点、成品"))
QUESTIONS = (  # a yes to any of them, and it is not published
    "是否涉及党和国家秘密？",
    "是否涉及正在初核，或者已经立案而尚未公布的案件？",
    "公布后是否很可能引发重大负面炒作？",
    "公布后是否很可能引发集体上访或者群体性事件？",
    "是否涉及其他重大敏感事项？",
)


class Row(NamedTuple):
    """A step to be signed."""

    name: str
    duty: str
    by: str
    on: str


def sheet(bulletin: Bulletin, site: Site, findings: Sequence[Finding], changes: Changes | None, root: Path) -> Paper:
    """The paper; `findings` are those of the bulletin, `changes` what moved since the edition before, where there is one."""
    table = selfcheck.table(bulletin, site)
    html = (
        templates()
        .get_template("sheet.html")
        .render(
            bulletin=bulletin,
            figures=figures(bulletin, site),
            checked=table.summary if table else "",
            errors=sum(finding.severity == Severity.ERROR for finding in findings),
            warnings=sum(finding.severity == Severity.WARNING for finding in findings),
            changes=changes,
            steps=_rows(bulletin, site),
            proofs=PROOFS,
            questions=QUESTIONS,
            digest=digest.groups(digest.reviewed(bulletin)),
        )
    )
    return Paper(html, _css(), faces(site, root), date=bulletin.date)


def _css() -> str:
    """The faces of the notice, and a page of its own."""
    own = (TEMPLATES / "sheet.css").read_text(encoding="utf-8")
    return "\n".join([line for line in style().splitlines() if line.startswith("@font-face")] + [own])


def _rows(bulletin: Bulletin, site: Site) -> list[Row]:
    known = {step.name: step.entry for step in approval.passed(bulletin) if step.state == "given"}
    rows = []
    for name in site.approval.steps or USUAL:
        entry = known.get(name)
        rows.append(Row(name, DUTIES.get(name, ""), entry.by if entry else "", day(entry.on) if entry else ""))
    return rows
