"""Rectification bulletins: load, check, render, publish."""

import gc
import os

gc.set_threshold(200_000, 20, 100)  # bulletins are many objects and no cycles: to look for some so often takes time
os.environ.setdefault(
    "PYDANTIC_DISABLE_PLUGINS", "__all__"
)  # we have none; to look for them reads what all libraries say
