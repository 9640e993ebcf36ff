"""Chinese prose -> claims: what it says of how many, each reckoned up against itself.

paragraphs -> tokens -> clauses (facts) -> grammar (trees of wholes and parts) and levels (decompositions) -> verdict -> claims.
"""

from bulletin.claims.model import Claim, Kind, Part
from bulletin.claims.reading import claims

__all__ = ["Claim", "Kind", "Part", "claims"]
