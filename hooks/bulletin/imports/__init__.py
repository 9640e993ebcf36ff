"""A finished document (.docx, .html, .txt, .pdf) -> the draft of a bulletin, with what it was read from.

file -> blocks (one module a format) -> draft (masthead, contact, headings, register, figures) -> the text of a bulletin.
Nothing is invented: what the document does not say is left out, and listed.
"""
