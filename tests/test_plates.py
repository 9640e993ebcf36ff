"""Pictures from print shops, scanners and telephones: in the notice they are whole, upright and in the colours of the PDF."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from bulletin.filing import printing
from bulletin.filing.paper import paper
from bulletin.filing.plates import plate
from bulletin.model import Bulletin
from bulletin.site import Faces, Site

ROOT = Path(__file__).parents[1]
FACES = Faces(**{role: str(ROOT / file) for role, file in Faces().model_dump().items()})
COLOURS = [(200, 30, 30), (30, 140, 60), (30, 60, 160), (255, 255, 255)]  # of the quarters, from the upper left


def picture() -> Image.Image:
    image = Image.new("RGB", (64, 48))
    for number, colour in enumerate(COLOURS):
        image.paste(colour, (number % 2 * 32, number // 2 * 24, number % 2 * 32 + 32, number // 2 * 24 + 24))
    return image


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned() -> bytes:
    """As a telephone held upright writes it: on its side, with a note."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return written(picture().rotate(90, expand=True), "JPEG", quality=95, subsampling=0, exif=exif)


def deep() -> bytes:
    grey = picture().convert("L")
    wide = b"".join((byte * 257).to_bytes(2, "little") for byte in grey.tobytes())
    return written(Image.frombytes("I;16", grey.size, wide), "PNG")


def profile(name: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


KINDS: dict[str, Callable[[], bytes]] = {
    "CMYK.jpg": lambda: written(picture().convert("CMYK"), "JPEG", quality=95, subsampling=0),
    "CMYK, of a profile that is not its own.jpg": lambda: written(
        picture().convert("CMYK"), "JPEG", quality=95, subsampling=0, icc_profile=profile("LAB")
    ),
    "turned.jpg": turned,
    "deep.png": deep,
    "sRGB.png": lambda: written(picture(), "PNG", icc_profile=profile("sRGB")),
    "palette.png": lambda: written(picture().quantize(8), "PNG"),
    "grey.jpg": lambda: written(picture().convert("L"), "JPEG", quality=95),
    "transparent.png": lambda: written(picture().convert("RGBA"), "PNG"),
}


def printed(data: bytes, folder: Path, name: str = "a.png") -> printing.Print:
    beside = folder / "bulletins"
    beside.mkdir()
    (beside / name).write_bytes(data)
    given = {"title": "关于巡察整改情况的通报", "issuer": "示例市水务局", "date": "2024-01-05"}
    made = Bulletin.model_validate(given)
    made._path, made._body = "bulletins/x.md", f"![四个色块]({name})\n"
    return printing.render(paper(made, Site(fonts=FACES), folder))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_upright_and_in_the_colours_of_the_pdf(kind: str, tmp_path: Path) -> None:
    made = printed(KINDS[kind](), tmp_path, f"a{kind[-4:]}")
    (found,) = PdfReader(io.BytesIO(made.pdf)).pages[0].images
    shown = found.image
    assert shown
    grey = shown.mode == "L"

    assert made.complaints == ()
    assert found.indirect_reference
    assert found.indirect_reference.get_object()["/ColorSpace"] == ("/DeviceGray" if grey else "/DeviceRGB")
    assert shown.size == (64, 48)
    for number, colour in enumerate(COLOURS):
        seen = shown.convert("RGB").getpixel((number % 2 * 32 + 16, number // 2 * 24 + 12))
        luma = Image.new("RGB", (1, 1), colour).convert("L").convert("RGB").getpixel((0, 0))
        assert seen == pytest.approx(luma if grey else colour, abs=6)


@pytest.mark.parametrize("kind", ["sRGB.png", "palette.png", "grey.jpg", "transparent.png"])
def test_what_a_notice_can_hold_stays_as_it_is(kind: str) -> None:
    data = KINDS[kind]()

    assert plate(data) == (data, None)


def test_colours_go_by_the_profile_of_the_picture() -> None:
    """A profile whose primaries are swapped: what says red is green."""
    swapped = bytearray(profile("sRGB").replace(b"s\0R\0G\0B", b"o\0t\0h\0e").replace(b"sRGB", b"othe"))
    places = {bytes(swapped[at : at + 4]): at for at in range(132, 132 + 12 * swapped[131], 12)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    swapped[red + 4 : red + 12], swapped[green + 4 : green + 12] = (
        swapped[green + 4 : green + 12],
        swapped[red + 4 : red + 12],
    )
    made, flaw = plate(written(Image.new("RGB", (4, 4), (255, 0, 0)), "PNG", icc_profile=bytes(swapped)))
    drawn = Image.open(io.BytesIO(made))

    assert flaw is None
    assert drawn.getpixel((1, 1)) == pytest.approx((0, 255, 0), abs=3)
    assert "icc_profile" not in drawn.info


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("half.jpg", written(picture().resize((640, 480)), "JPEG")[:3000]),
        ("half.png", written(picture().resize((640, 480)), "PNG")[:-90]),
        ("text.png", b"no picture"),
        ("empty.png", b""),
        ("web.png", written(picture(), "GIF")),
    ],
)
def test_a_picture_that_cannot_be_read_to_its_end_is_a_finding(name: str, data: bytes, tmp_path: Path) -> None:
    (flaw,) = printed(data, tmp_path, name).complaints

    assert (flaw.rule, flaw.shown) == ("RB901", name)
    assert flaw.facts["why"].zh == f"图片 {name} 不是 PNG 或 JPEG 图片，或者已经残缺"


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert plate(turned()) == plate(turned()) != (turned(), None)
