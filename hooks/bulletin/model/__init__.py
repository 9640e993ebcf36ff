"""What a bulletin is: the fields of its front matter, typed, each with the words an editor reads in the schema.

A value that is not given is None (or empty): required fields are asked for by RB012, so that one missing field
does not keep the other rules from speaking. Everything is frozen; nothing is computed from the clock.
"""

from bulletin.model.bulletin import Bulletin, Contact, Inspection
from bulletin.model.counts import Counts, Tally
from bulletin.model.record import Correction, Review, Waiver, Withdrawal
from bulletin.model.register import Acceptance, Issue, Removal, Reopening, Revision
from bulletin.model.values import At, Count, Date, Flag, Number, Rate, Text

__all__ = [
    "Acceptance",
    "At",
    "Bulletin",
    "Contact",
    "Correction",
    "Count",
    "Counts",
    "Date",
    "Flag",
    "Inspection",
    "Issue",
    "Number",
    "Rate",
    "Removal",
    "Reopening",
    "Review",
    "Revision",
    "Tally",
    "Text",
    "Waiver",
    "Withdrawal",
]
