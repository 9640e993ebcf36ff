"""What changed between two versions, told: for a terminal, for a comment on a code host, for a program."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bulletin.findings import Words
from bulletin.regex import regex
from bulletin.review.account import KINDS, Review
from bulletin.review.fact import Fact
from bulletin.review.figurefacts import Told
from bulletin.review.redline import Edit, Mark, Sentence

STATES = {
    "added": Words("新增的通报", "new bulletin"),
    "removed": Words("删去的通报", "bulletin taken out"),
    "renamed": Words("改名", "renamed"),
    "changed": Words("", ""),
}
EDITS = {
    "changed": Words("改", "changed"),
    "moved": Words("移", "moved"),
    "added": Words("增", "added"),
    "removed": Words("删", "removed"),
}
TOTALS = Words("总数核对", "Totals, checked")
EDITION = Words("新的一期，与上期相比", "a new edition, told against the one before it")
BRIDGE = Words("与上期的衔接", "Bridge from the edition before")
NO_BRIDGE = Words("两期的清单没有逐项写状态，算不出", "not to be reckoned: the registers do not give every status")
BEFORE, AFTER = Words("改前", "before"), Words("改后", "after")
NOTHING = Words("（无）", "(nothing)")
NOWHERE = Words("", "")
COLON = Words("：", ": ")
ONLY_LAYOUT = Words("只改了写法，内容没有变。", "Only the layout of the source; nothing that it says.")
SPECIAL = regex(r"([\\`*_{}\[\]<>#|~])")
SIGNS = {"text": {"del": "[-{}-]", "ins": "{{+{}+}}"}, "markdown": {"del": "~~{}~~", "ins": "**{}**"}}


def as_text(reviews: Sequence[Review], lang: str) -> str:
    """For a terminal: what was taken out as [-…-], what was put in as {+…+}."""
    return "\n\n".join("\n".join(_text(review, lang)) for review in reviews)


def as_markdown(reviews: Sequence[Review], lang: str) -> str:
    """For a comment on a change: headings and lists, what was taken out struck through, what was put in bold."""
    return "\n\n".join("\n".join(_markdown(review, lang)) for review in reviews)


def as_json(reviews: Sequence[Review], lang: str) -> str:
    """A list of bulletins, each with `path`, `before_path`, `state`, `title`, `edition`, `bridge`, `facts`, `totals`, `prose`, `unread`.

    `edition` is the one before, where a new one is told against it, and `bridge` what happened to the unfinished between.
    """
    return json.dumps([_data(review, lang) for review in reviews], ensure_ascii=False, indent=2)


def summary(reviews: Sequence[Review]) -> Words:
    """One line over all."""
    facts = Counter(fact.kind for review in reviews for fact in review.facts)
    edits = sum(len(review.prose) for review in reviews)
    zh = [f"{KINDS[kind].zh}{facts[kind]}处" for kind in KINDS if facts[kind]] + [f"正文{edits}句"] * bool(edits)
    en = [f"{KINDS[kind].en}: {facts[kind]}" for kind in KINDS if facts[kind]] + [f"sentences: {edits}"] * bool(edits)
    number = len(reviews)
    return Words(
        f"{number} 份通报有改动{'：' if zh else ''}{'，'.join(zh)}。" if number else "没有改动。",
        f"{number} bulletins changed{'; ' if en else ''}{', '.join(en)}." if number else "No changes.",
    )


def edits_of(review: Review) -> Words:
    """How many sentences were changed, moved, added, taken out."""
    number = Counter(edit.kind for edit in review.prose)
    told = [(words, number[kind]) for kind, words in EDITS.items() if number[kind]]
    return Words(
        "正文：" + "，".join(f"{words.zh}{count}句" for words, count in told),
        "Prose: " + ", ".join(f"{count} {words.en}" for words, count in told),
    )


def place_of(edit: Edit) -> Words:
    """Where a sentence stands, and where it stood if it moved."""
    here = edit.here
    section = here.section if here.section not in here.text else ""
    under = Words(f"（{section}）", f" ({section})") if section else NOWHERE
    if edit.kind == "moved" and edit.before and edit.after:
        one, two = edit.before.line, edit.after.line
        return Words(f"第{one}行移到第{two}行{under.zh}", f"line {one} to line {two}{under.en}")
    old = Words("原", "old ") if not edit.after else Words("", "")
    return Words(f"{old.zh}第{here.line}行{under.zh}", f"{old.en}line {here.line}{under.en}")


def _text(review: Review, lang: str) -> Iterator[str]:
    yield f"{review.path}  {review.title}".rstrip()
    yield from (f"  {line}" for line in _head(review, lang))
    for kind, facts in review.kinds:
        yield f"  {KINDS[kind].in_(lang)}"
        for fact in facts:
            yield f"    · {said(fact, lang)}"
            yield from (f"        {relation.in_(lang)}" for relation in fact.relations)
    for side, sign, checks in zip((BEFORE, AFTER), "-+", review.changed_totals, strict=True):
        if checks:
            yield f"  {TOTALS.in_(lang)} · {side.in_(lang)}"
            yield from (f"    {sign} {check.ledger.in_(lang)}  {check.whole.in_(lang)}" for check in checks)
    if review.prose:
        yield f"  {edits_of(review).in_(lang)}"
    for edit in review.prose:
        yield f"    {EDITS[edit.kind].in_(lang)} {place_of(edit).in_(lang)}"
        yield f"        {_marked(edit.marks, 'text')}"
        yield from (f"        = {relation}" for relation in recounted(review, edit, lang))


def _markdown(review: Review, lang: str) -> Iterator[str]:
    yield f"### {_escaped(review.title or review.path)}\n\n`{review.path}`"
    yield from (f"\n{_escaped(line)}" for line in _head(review, lang))
    for kind, facts in review.kinds:
        yield f"\n**{KINDS[kind].in_(lang)}**\n"
        for fact in facts:
            yield f"- {_escaped(said(fact, lang))}"
            yield from (f"    - {_escaped(relation.in_(lang))}" for relation in fact.relations)
    for side, checks in zip((BEFORE, AFTER), review.changed_totals, strict=True):
        if checks:
            yield f"\n**{TOTALS.in_(lang)} · {side.in_(lang)}**\n"
            yield from (
                f"- {_escaped(COLON.in_(lang).join(words.in_(lang) for words in (one.ledger, one.whole)))}"
                for one in checks
            )
    if review.prose:
        yield f"\n**{edits_of(review).in_(lang)}**\n"
    for edit in review.prose:
        place = _escaped(place_of(edit).in_(lang))
        yield f"- `{EDITS[edit.kind].in_(lang)}` {place}{COLON.in_(lang)}{_marked(edit.marks, 'markdown')}"
        yield from (f"    - {_escaped(relation)}" for relation in recounted(review, edit, lang))


def _head(review: Review, lang: str) -> Iterator[str]:
    """What is told before the changes: a new name, a file that is new, gone, unreadable, or only laid out anew."""
    if review.state == "renamed":
        yield f"{STATES['renamed'].in_(lang)}{COLON.in_(lang)}{review.before_path} → {review.path}"
    elif review.state != "changed" and not review.edition:
        yield STATES[review.state].in_(lang)
    if review.edition:
        yield f"{EDITION.in_(lang)}{COLON.in_(lang)}{review.edition.title} {review.edition.path}"
        yield f"{BRIDGE.in_(lang)}{COLON.in_(lang)}{(review.bridge.told if review.bridge else NO_BRIDGE).in_(lang)}"
    for version, finding in review.unread:
        yield f"{version.in_(lang)}{COLON.in_(lang)}{finding.text(lang)}"
    if review.empty:
        yield ONLY_LAYOUT.in_(lang)


def said(fact: Fact, lang: str) -> str:
    """One change in a line: what it is, before and after, what to mind."""
    pair = " → ".join(value or NOTHING.in_(lang) for value in (fact.before, fact.after))
    note = fact.note.in_(lang)
    noted = Words(f"（{note}）", f" ({note})").in_(lang) if note else ""
    return f"{fact.name.in_(lang)}{COLON.in_(lang)}{pair}{noted}"


def _marked(marks: Sequence[Mark], form: str) -> str:
    signs = SIGNS[form]
    shown = [(mark.kind, _escaped(mark.text) if form == "markdown" else mark.text) for mark in marks]
    return "".join(signs.get(kind, "{}").format(text) for kind, text in shown)


def recounted(review: Review, edit: Edit, lang: str) -> list[str]:
    """The relations that a sentence of the newer version states."""
    checks = review.recounted.get(edit.after, []) if edit.after and edit.kind != "moved" else []
    return [check.whole.in_(lang) for check in checks]


def _placed(sentence: Sentence) -> dict[str, object]:
    return {"text": sentence.text, "line": sentence.line, "section": sentence.section}


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def _data(review: Review, lang: str) -> dict[str, object]:
    before, after = ([_sum(one, lang) for one in side] for side in review.totals)
    return {
        "path": review.path,
        "before_path": review.before_path,
        "state": review.state,
        "title": review.title,
        "edition": review.edition and {"id": review.edition.id, "path": review.edition.path},
        "bridge": review.bridge and {"relation": review.bridge.told.in_(lang), **asdict(review.bridge)},
        "facts": [_fact(fact, lang) for fact in review.facts],
        "totals": {"before": before, "after": after},
        "prose": [
            {
                "kind": edit.kind,
                "before": edit.before and _placed(edit.before),
                "after": edit.after and _placed(edit.after),
                "marks": [list(mark) for mark in edit.marks],
                "relations": recounted(review, edit, lang),
            }
            for edit in review.prose
        ],
        "unread": [
            {
                "version": "before" if version == BEFORE else "after",
                "rule": one.rule,
                "line": one.place.line,
                "message": one.message.in_(lang),
            }
            for version, one in review.unread
        ],
    }


def _sum(one: Told, lang: str) -> dict[str, str]:
    return {"ledger": one.ledger.in_(lang), "relation": one.relation.in_(lang), "verdict": one.verdict}


def _fact(fact: Fact, lang: str) -> dict[str, object]:
    relations = [relation.in_(lang) for relation in fact.relations]
    return fact._asdict() | {"name": fact.name.in_(lang), "note": fact.note.in_(lang), "relations": relations}
