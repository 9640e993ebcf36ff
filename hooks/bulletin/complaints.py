"""What the YAML parser complains of, in an editor's words and at the place to be mended."""

import re

from bulletin.findings import Words

PROBLEMS = {
    "deep": Words("层次套得太深", "it is nested too deeply"),
    "crowded": Words(
        "这一段的 Markdown 记号太多，请用空行分成几段",
        "this paragraph has too many marks of Markdown; part it by empty lines",
    ),
    "mapping": Words("首部应由“字段: 值”组成", "the front matter must be made of `field: value` lines"),
    "group": Words("一组“字段: 值”", "a group of `field: value` lines"),
    "key": Words("字段名应是一个词", "a field's name must be a plain word"),
    "tag": Words("值前写了类型标记（!），请删去标记", "a value has a type tag (!); delete the tag"),
    "tab": Words("行首用了制表符（Tab），请改用空格缩进", "a tab is used for indentation; use spaces"),
    "full": Words(
        "字段名后用了全角冒号（：），请改成半角冒号加一个空格",
        "a full-width colon (：) stands after a field's name; use `: ` with a blank",
    ),
    "colon": Words(
        "冒号后缺少空格，或一行里有两个冒号；含冒号的值请加引号",
        "a space is missing after a colon, or a value holds a colon; quote such a value",
    ),
    "escape": Words(
        "双引号里的反斜杠（\\）有特殊含义，请改用单引号", "a backslash in double quotes is special; use single quotes"
    ),
    "quote": Words("引号没有成对", "a quote is not closed"),
    "bracket": Words("方括号或花括号没有成对，或缺少逗号", "a bracket is not closed, or a comma is missing"),
    "indent": Words("缩进与上一行不对齐", "the indentation does not match the lines above"),
    "extra": Words(
        "引号或括号之后还有别的内容；请把整个值放进引号",
        "something follows a closing quote or bracket; quote the whole value",
    ),
    "start": Words("值不能以这个符号开头；请给值加引号", "a value cannot begin with this character; quote it"),
    "anchor": Words(
        "引用（*）了没有定义的名称；不要使用锚点与引用", "an alias refers to nothing; do not use anchors and aliases"
    ),
    "document": Words(
        "首部里不能有 %、... 或另一个 --- 开头的行", "no line of the front matter may begin with %, ... or ---"
    ),
}
_CLUES = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "colon"),
    ("escape character", "escape"),
    ("quoted scalar", "quote"),
    ("scanning an a", "start"),  # an alias, an anchor: `**` is most often a masked figure
    ("block scalar", "start"),
    ("not allowed in this context", "start"),
    ("directive", "document"),
    ("document", "document"),
    ("flow sequence", "bracket"),
    ("flow mapping", "bracket"),
    ("node content", "start"),
    ("undefined alias", "anchor"),
    ("did not find expected", "indent"),
    ("expected <block end>", "indent"),
    ("cannot start any token", "start"),
)


def complaint(said: str, lines: list[str], row: int, column: int) -> tuple[Words, int, int]:
    """The parser's words, with the row (from 0) and column (from 1) where it stopped -> ours, and where the cause is.

    What is not known is passed on as the parser says it.
    """
    kind = next((key for clue, key in _CLUES if clue in said), "")
    if re.match(r"[ \-?]*\t", lines[row][:column]):
        kind = "tab"
    elif kind == "document":
        kind, row, column = _marker(lines, row) or ("indent", row, column)
    elif kind == "colon":
        kind, row, column = _colonless(lines, row) or (kind, row, column)
    elif kind == "start" and not lines[row][column - 1 :].strip():
        kind = "bracket"  # nothing more comes
    elif kind == "indent" and lines[row][: column - 1].strip(" -"):
        kind = "extra"
    return PROBLEMS.get(kind, Words(f"解析器报告：{said}", said)), row, column


def _marker(lines: list[str], row: int) -> tuple[str, int, int] | None:
    """The line that ended the document, or began another."""
    found = next((number for number in range(row, -1, -1) if lines[number].startswith(("%", "...", "---"))), None)
    return None if found is None else ("document", found, 1)


def _colonless(lines: list[str], row: int) -> tuple[str, int, int] | None:
    """The colon with which a line meant to end a field's name: full-width, or with no blank after it.

    The parser takes such a line for text, and complains on the next line that has a proper colon.
    """
    for number in (row, row - 1):
        found = re.match(r"[ \-]*[A-Za-z_]+ ?([:：])(?=\S|$)", lines[number]) if number >= 0 else None
        if found and (found[1] == "：" or found.end() < len(lines[number])):
            return "full" if found[1] == "：" else "colon", number, found.end()
    return None
