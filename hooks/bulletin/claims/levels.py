"""The level of a decomposition that a figure counts: 4个方面, 12类问题, 157项措施."""

import re
from functools import lru_cache

from bulletin.claims import lexicon
from bulletin.claims.units import GROUPS, countable
from bulletin.regex import regex

GROUP, MATTER, MEASURE = 1, 2, 3
NAMES = {
    GROUP: regex("(?:大类|类别|类|方面|大项|环节|领域|板块)$"),
    MATTER: regex("(?:问题|任务|隐患|事项|工作内容|要点|小项|情形|表现|缺陷|节点)$"),
    MEASURE: regex("(?:措施|建议|意见|举措|对策)$"),
}


@lru_cache(4096)
def level(unit: str, noun: str, before: str) -> int:
    """What level the words put a figure on: its noun, or, if none follows it, its unit, or else the words before."""
    if not countable(unit):
        return 0
    if noun or unit not in GROUPS:
        named = lexicon.LEVEL.findall(noun[:8] or re.sub("(?:各|共|等)$", "", before)[-8:])
        found = next((rank for rank, name in NAMES.items() if named and name.search(named[-1])), 0)
        if found and (noun or found != GROUP):
            return found
    return GROUP if unit in GROUPS else 0
