"""Kinds of which one case may be several: 37件，反映扬尘19件、噪声16件、油烟9件（部分来件反映多个问题）."""

from bisect import bisect_left

from bulletin.claims.tree import NEAR, Reading


def many_kinds(now: Reading, at: int) -> bool:
    """A bracket behind the list says that one case may be of several kinds: 噪声97件（部分举报件涉及多个类型）."""
    place = bisect_left(now.overlaps, at)
    if place == len(now.overlaps):
        return False
    ahead = now.overlaps[place]
    return ahead < at + NEAR and now.facts[ahead].sentence == now.facts[at].sentence
