"""RB70x: words in the prose that are doubled, mistaken for others, or left over. Nothing is changed, only shown."""

import re
from collections.abc import Iterator

from bulletin.findings import Severity
from bulletin.model import Bulletin
from bulletin.passages import HAN, Hit, by_words, hits, lines_of, passages
from bulletin.regex import regex
from bulletin.rules import Spot, rule
from bulletin.site import Site
from bulletin.words import RENAMED, SLIPS

DOUBLED = regex(
    rf"((?P<near>[{HAN}]{{2,6}})(?P=near))"
    rf"|((?P<apart>[{HAN}]{{4,12}})[，、；](?P=apart))(?![{HAN}])"
    r"|((?P<joint>同时|目前|此外|另外|其中|因此|但是|及时|下一步|进一步|一方面)[，、](?P=joint))"
    r"|((?<![目标])的的(?![确士])|(?<![为除])了了(?![解然])|(?<![还凡就可])是是(?![非否])|(?<![饱温缓总共谐柔随平])和和(?![美气睦]))"
    rf"|((?P<verb>开展|进行|召开|举办|印发|下发|采取)[{HAN}]{{2,3}}(?P=verb))(?![{HAN}]?[会组部])"
)
# 一件一件; words that are doubled in speech; and a word before a longer one that begins with it (运输运输量, 组织组织部).
MEANT = regex(
    r"[一二三四五六七八九十逐每两几半这那].*"
    r"|(?:研究|学习|讨论|商量|了解|体验|考虑|锻炼|休息|调查|宣传|非常|许多|很多|十分|特别|哈哈){2}"
)
LONGER = "部组局委办处科室厅司队站所院校长员者量率力线"
MIDDLE = regex(r"[的和与及或并再后不]")
TENSE = regex(
    rf"(将(?:继续|进一步|持续|不断|始终|坚持|更加)[{HAN}]{{0,8}}?(?<![为除完罢算得])了)(?![解如结却断然不得])"
)
PAST = regex(r"已|取得|形成|为了|除了")
SLASH = regex(
    r"(?<![/元])(?:[\d余多几数×*Xx＊]|[十百千万])(?P<said>(?P<of>[车人家台件户辆艘架])/(?P<per>次|人次))(?!/)"
)


@rule(
    "RB701",
    severity=Severity.WARNING,
    zh="“{words}”重复{more}。请删去多余的。",
    en="“{words}” says it twice{more}. Take one out.",
)
def no_doubled_words(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """No word is written twice. / 没有重复的字词。

    Doubled on end (企业企业), after a comma (同时，同时), or around a word (开展联合开展). What is doubled on purpose,
    such as 一件一件, is left alone.

    相连重复，如“企业企业负责人”；隔着逗号重复，如“同时，同时”；隔词重复，如“开展联合开展”。
    “一件一件”“研究研究”等本来就重叠的说法不算。

    Bad:
        ---
        组织企业企业负责人参加培训。
    Good:
        ---
        工作一件一件落实，定期与不定期相结合，人人参与。
    """
    found = [hit for passage in passages(bulletin) for hit in _doubled(passage.find(DOUBLED))]
    for same in by_words(found):
        yield Spot(same[0].place, {"words": same[0].words, "more": lines_of(same)})


def _doubled(found: Iterator[tuple[re.Match[str], Hit]]) -> Iterator[Hit]:
    for match, hit in found:
        after = match.string[match.end() : match.end() + 1]
        if match["near"] and (MEANT.fullmatch(match[0]) or (after and after in LONGER)):
            continue
        if match["verb"] and MIDDLE.search(match[0]):
            continue
        yield hit._replace(words=match[0])


@rule(
    "RB702",
    severity=Severity.WARNING,
    zh="“{words}”应为“{right}”{more}。请核对后改正。",
    en="“{words}” should be “{right}”{more}. Check, and mend it.",
)
def the_right_word(bulletin: Bulletin, site: Site) -> Iterator[Spot]:
    """Words that are often mistaken are the right ones. / 易错的字词没有写错。

    截止 before a date should be 截至; a 模版 is a 模板. A bureau adds pairs of its own under `words` in mkdocs.yml.

    日期前用“截至”，不用“截止”；“模版”应为“模板”。本单位的用语可以加在 mkdocs.yml 的 words 里。

    Bad:
        ---
        截止10月底，已按统一模版填报。
    Good:
        ---
        截至10月底，报名已经截止，已按统一模板填报。
    """
    for slip, right in SLIPS.items():
        yield from _slips(hits(bulletin, slip), right, site)
    for same in by_words(_own(bulletin, site)):
        yield from _slips(same, site.words[same[0].words], site)


def _slips(found: list[Hit], right: str, site: Site) -> Iterator[Spot]:
    for same in by_words(found):
        if site.words.get(same[0].words) != same[0].words:  # {模版: 模版}: this bureau writes it so
            yield Spot(same[0].place, {"words": same[0].words, "right": right, "more": lines_of(same)})


def _own(bulletin: Bulletin, site: Site) -> Iterator[Hit]:
    """The bureau's own wrong words, the longest that fits; but not within the right one (百吨 in 百吨王)."""
    wrong = sorted(filter(None, site.words), key=len, reverse=True)
    pattern = regex("|".join(map(re.escape, wrong)) or "(?!)")
    for passage in passages(bulletin):
        for match, hit in passage.find(pattern):
            within = site.words[hit.words].find(hit.words)
            if within < 0 or not passage.text.startswith(site.words[hit.words], max(0, match.start() - within)):
                yield hit


@rule(
    "RB703",
    severity=Severity.WARNING,
    zh="“{words}”：“将”说的是以后，“了”说的是已经。请改成一种说法。",
    en="“{words}” speaks of what is to come as if it were done. Say one or the other.",
)
def one_tense(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """What will be done is not told as done. / 打算做的事不说成做了的。

    将继续…了 is left over from a report of what was done.

    “将继续深入学习了”多是从总结里改写计划时留下的。

    Bad:
        ---
        下一步，将继续深入学习了有关规定。
    Good:
        ---
        下一步，将继续深入了解群众诉求。
    """
    for hit in hits(bulletin, TENSE):
        if not PAST.search(hit.words):
            yield Spot(hit.place, {"words": hit.words})


@rule(
    "RB704",
    severity=Severity.WARNING,
    zh="“{words}”{more}：作量词用时不加斜线，请写作“{right}”。",
    en="“{words}”{more} is a counting word and has no stroke: write “{right}”.",
)
def counted_in_one_word(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Compound counting words have no stroke. / 复合量词不加斜线。

    15车次 counts trips; 15车/次 would be cars per trip. A price (10元/车/次) is left alone.

    “15车次”是出车的次数，“15车/次”是每次几辆车。单价（10元/车/次）不算。

    Bad:
        ---
        出动15车/次，检查企业20家。
    Good:
        ---
        出动15车次，收费10元/车/次。
    """
    for same in by_words(hits(bulletin, SLASH)):
        words = same[0].words
        yield Spot(same[0].place, {"words": words, "right": words.replace("/", ""), "more": lines_of(same)})


@rule(
    "RB706",
    severity=Severity.WARNING,
    zh="“{words}”是机构改革以前的名称{more}，现在多为“{right}”。请核对；说的是从前的，写“原{words}”。",
    en="“{words}” is a name from before the reform of 2018{more}; today it is mostly “{right}”. Check; for the past, write “原{words}”.",
)
def organs_of_today(bulletin: Bulletin, _: Site) -> Iterator[Spot]:
    """Organs go by the names of today. / 机构用现在的名称。

    Asked of bulletins from 2020 on; with 原 before it, or in a title in 《》, the old name is right.

    只核对2020年以后的通报；前面有“原”字的、书名号里的不算。

    Bad:
        ---
        会同市国土资源局开展执法。
    Good:
        ---
        会同市自然资源局开展执法，原国土资源局的案件已经移交。
    """
    if bulletin.date and bulletin.date.year >= 2020:
        for former, now in RENAMED.items():
            for same in by_words(hits(bulletin, former)):
                yield Spot(same[0].place, {"words": same[0].words, "right": now, "more": lines_of(same)})
