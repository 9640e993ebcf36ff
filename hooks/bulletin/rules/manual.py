"""The manual of the rules, made from their docstrings: what the code says is what the manual says."""

from bulletin.findings import Severity, Words
from bulletin.rules import RULES, Page, Rule

FAMILIES = {
    "RB0": Words("文件和字段", "The file and its fields"),
    "RB1": Words("数字：公布的与逐项的", "Figures, declared and itemised"),
    "RB2": Words("日期和时限", "Dates and deadlines"),
    "RB3": Words("正文里的数字", "Figures stated in prose"),
    "RB4": Words("前后各期和审签", "Editions and approval"),
    "RB5": Words("联系方式", "Contact"),
    "RB6": Words("隐私和遮盖", "Privacy and masks"),
    "RB7": Words("用字、标点和编号", "Wording, typography, numbering"),
    "RB8": Words("链接和附件", "Links and attachments"),
    "RB9": Words("输出", "Output"),
}
HEAD = Words(
    "# 核对规则\n\n"
    "每次生成网站都按这些规则核对全部通报，一次列出所有问题。**错误**会拦住发布，已发布的网站保持原样；**提示**只显示，不拦截。"
    "草稿里的问题只作提示。\n\n"
    "确有缘由的，可以在首部豁免一条规则，写明理由，最好写明到哪一天为止：\n\n"
    "```yaml\nwaive:\n  - {rule: RB104, because: 原文没有逐项公布状态, until: 2024-06-30}\n```\n",
    "# The rules\n\n"
    "Every build checks every bulletin against these rules and lists everything in one run. An **error** stops publishing and "
    "leaves the published site as it was; a **warning** is shown. In a draft, everything is a warning.\n\n"
    "Where there is a reason, a rule is waived in the front matter, best with an end date:\n\n"
    "```yaml\nwaive:\n  - {rule: RB104, because: no statuses were published, until: 2024-06-30}\n```\n",
)
BACK = Words("[全部规则](rules.md)\n", "[All rules](rules.md)\n")
SEVERITIES = {Severity.ERROR: Words("错误", "error"), Severity.WARNING: Words("提示", "warning")}


def manual(lang: str = "zh") -> dict[str, str]:
    """The manual as pages of Markdown by their names: the list of all rules, and a page for each family."""
    listed, made = [HEAD.in_(lang)], {}
    for prefix, family in FAMILIES.items():
        if rules := [entry for code, entry in sorted(RULES.items()) if code.startswith(prefix)]:
            name = f"rules-{prefix.lower()}.md"
            listed += [f"## {family.in_(lang)}\n", *(_line(entry, name, lang) for entry in rules), ""]
            made[name] = "\n".join(
                [f"# {family.in_(lang)}\n", BACK.in_(lang), *(section(each, lang) for each in rules)]
            )
    return {"rules.md": "\n".join(listed)} | made


def _line(entry: Rule, name: str, lang: str) -> str:
    """A rule in the list, at the address that it always had."""
    code = entry.code.lower()
    said = f"{SEVERITIES[entry.severity].in_(lang)} · {entry.page.title.in_(lang).rstrip('。.')}"
    return f"- [{entry.code}]({name}#{code}){{#{code}}} {said}"


def section(entry: Rule, lang: str) -> str:
    """One rule: title, severity, why, the message, a bad and a good case."""
    page = entry.page
    kind = SEVERITIES[entry.severity].in_(lang)
    fixed = "" if entry.waivable else Words("，不可豁免", ", cannot be waived").in_(lang)
    lines = [
        f"## {entry.code} {page.title.in_(lang).rstrip('。.')} {{#{entry.code.lower()}}}\n",
        f"*{kind}{fixed}*\n",
        page.text.in_(lang) + "\n",
    ]
    for words, case in ((Words("不对：", "Bad:"), page.bad), (Words("对：", "Good:"), page.good)):
        if case:
            lines.append(f"{words.in_(lang)}\n\n{_shown(case)}\n")
    return "\n".join(lines)


def _shown(case: str) -> str:
    front, body = Page.parts(case)
    blocks = [f"```yaml\n{front}\n```"] if front else []
    return "\n\n".join(blocks + ([f"```markdown\n{body.rstrip()}\n```"] if body else []))


def listing(lang: str = "zh") -> str:
    """A line a rule: code, severity, title."""
    return "\n".join(
        f"{code}  {SEVERITIES[entry.severity].in_(lang)}  {entry.page.title.in_(lang)}"
        for code, entry in sorted(RULES.items())
    )
