"""Two versions of a bulletin, and what a reviewer has to know of the change."""
