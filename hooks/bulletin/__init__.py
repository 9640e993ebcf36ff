"""Rectification bulletins: load, check, render, publish."""
