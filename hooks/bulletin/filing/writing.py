"""The bytes of a PDF out of the objects that pydyf 0.13 has of it: each one spelled once, and compressed once.

pydyf does both twice, the second time for the digest in /ID, and compresses with zlib at level 9, which takes five times as
long as libdeflate at level 4, to the same size. The file is the same otherwise: streams, then all other objects in one stream
(ISO 32000-1, 7.5.7), then a stream of cross-references (7.5.8).
"""

import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO

import deflate
import pydyf

LEVEL = 4
PLACE = 4  # bytes of an offset


class Whole(pydyf.PDF):  # type: ignore[misc]
    """A PDF with all its objects; a finisher makes one of pydyf's by giving it this class."""

    def write(self, output: BinaryIO, version: Any = b"1.7", *_: Any) -> None:
        """Write the file: compressed, and with an identifier, whatever is asked for."""
        self.add_object(self.info)
        loose = [one for one in self.objects[1:] if one.compressible]
        apart = [one for one in self.objects[1:] if not one.compressible]
        apart.append(_together(loose))
        self.add_object(apart[-1])
        output.write(b"%%PDF-%b\n%%\xf0\x9f\x96\xa4\n" % spelled(version))
        where = {one.number: (2, apart[-1].number, index) for index, one in enumerate(loose)}
        digest = hashlib.md5(usedforsecurity=False)
        for one in apart:
            where[one.number] = 1, output.tell(), 0
            digest.update(data := spelled(one))
            output.write(_indirect(one, data))
        here = output.tell()
        table = _table(self, where, here, digest.hexdigest())
        output.write(_indirect(table, spelled(table)) + b"startxref\n%d\n%%%%EOF\n" % here)


def _indirect(one: Any, data: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (one.number, data)


def _together(objects: list[Any]) -> pydyf.Stream:
    """The stream of all objects that are no streams."""
    parts = [spelled(one) for one in objects]
    places, at = list[int](), 0
    for one, part in zip(objects, parts, strict=True):
        places += one.number, at
        at += len(part) + 1
    head = " ".join(map(str, places)).encode()
    return pydyf.Stream([head, *parts], {"Type": "/ObjStm", "N": len(objects), "First": len(head) + 1}, compress=True)


def _table(pdf: Any, where: dict[int, tuple[int, int, int]], here: int, digest: str) -> pydyf.Stream:
    """Where every object is, with what else a reader needs first."""
    count = len(pdf.objects) + 1
    where |= {0: (0, 0, 65535), len(pdf.objects): (1, here, 0)}
    lines = [where[number] for number in range(count)]
    data = b"".join(b"%c%b%b" % (kind, at.to_bytes(PLACE), more.to_bytes(PLACE)) for kind, at, more in lines)
    extra = {"Type": "/XRef", "Index": pydyf.Array((0, count)), "W": pydyf.Array((1, PLACE, PLACE)), "Size": count}
    extra |= {"Root": pdf.catalog.reference, "Info": pdf.info.reference}
    extra["ID"] = pydyf.Array([pydyf.String(digest).data] * 2)
    table = pydyf.Stream([data], extra, compress=True)
    pdf.add_object(table)
    return table


def spelled(value: Any) -> bytes:
    """A value as it stands in a PDF (7.3)."""
    kind = type(value)
    if kind is bytes:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return value.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % value
    if kind is pydyf.Array:
        return b"[%b]" % b" ".join(_each(value))
    if isinstance(value, pydyf.Stream):
        return _stream(value)
    if isinstance(value, pydyf.Dictionary):
        pairs = zip(_each(value), _each(value.values()), strict=True)
        return b"<<%b>>" % b"".join([b"/%b %b" % pair for pair in pairs])
    if isinstance(value, pydyf.Object):
        return bytes(value.data)
    return f"{value:f}".rstrip("0").encode() if not value.is_integer() else b"%d" % value


def _each(values: Iterable[Any]) -> list[bytes]:
    return [value if type(value) is bytes else spelled(value) for value in values]


def _stream(stream: Any) -> bytes:
    data, extra = b"\n".join(_each(stream.stream)), pydyf.Dictionary(stream.extra)
    if stream.compress:
        data, extra["Filter"] = bytes(deflate.zlib_compress(data, LEVEL)), "/FlateDecode"
    extra["Length"] = len(data)
    return b"%b\nstream\n%b\nendstream" % (spelled(extra), data)
