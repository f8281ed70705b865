"""Pictures of articles: read by their content, and published upright, in sRGB, without the place they were taken."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms

from conftest import Project
from reportgen.problems import ProblemError
from reportgen.rendering.pictures.normalise import normalised, opened
from reportgen.rendering.pictures.variant import PRINT_WIDTH, published, suffix_of

ARTICLE = "content/articles/break-fix-or-managed-it.md"
WORDS = """---
title: Pictures
description: An article with a picture.
date: 2026-10-06
authors: [nora-lindqvist]
editions: [post, brief]
---

![A red and a blue half]({name})
"""
RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int = 60, height: int = 40) -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def camera(image: Image.Image) -> bytes:
    """The picture as a camera held on its side saves it, with the place and the maker."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Quinquereme Cameras"
    exif.get_ifd(0x8825)[1] = "N"
    return saved(image.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, quality=95)


def shown(content: bytes) -> Image.Image:
    return normalised(opened(content))


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel[:3], colour, strict=True))


# ---- reading


def test_a_picture_is_made_upright_and_says_neither_where_nor_with_what_it_was_taken() -> None:
    content = camera(halves())
    assert b"Quinquereme" in content
    made = published(content, 1600)
    image = Image.open(io.BytesIO(made))
    assert (image.size, dict(image.getexif())) == ((60, 40), {})
    assert is_near(image.getpixel((5, 20)), RED) and is_near(image.getpixel((55, 20)), BLUE)
    assert b"Quinquereme" not in made and b"Exif" not in made


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP", "JPEG"])
def test_every_usual_format_is_read_by_its_content(form: str) -> None:
    image = shown(saved(halves(), form, **({"quality": 95} if form in ("WEBP", "AVIF", "JPEG") else {})))
    assert image.mode == "RGB"
    assert is_near(image.getpixel((10, 20)), RED) and is_near(image.getpixel((50, 20)), BLUE)


def test_sixteen_bits_of_gray_stay_the_same_gray() -> None:
    gray = Image.new("I;16", (8, 8), 128 * 257)
    assert shown(saved(gray, "PNG")).getpixel((4, 4)) == (128, 128, 128)


def test_colours_of_print_become_colours_of_the_screen() -> None:
    image = shown(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))
    red, green, blue = image.getpixel((4, 4))  # type: ignore[misc]
    assert red > 200 and max(green, blue) < 60


def test_a_colour_profile_is_applied_and_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    source = saved(halves(), "PNG", icc_profile=srgb.tobytes())
    made = Image.open(io.BytesIO(published(source, 1600)))
    assert "icc_profile" not in made.info
    assert is_near(made.getpixel((10, 20)), RED)
    unfit = saved(halves(), "PNG", icc_profile=lab.tobytes())
    assert is_near(shown(unfit).getpixel((10, 20)), RED), "a profile of another kind of colours says nothing"


@pytest.mark.parametrize("mode", ["LA", "RGBA", "PA"])
def test_transparency_stays_and_makes_a_png(mode: str) -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0)).convert(mode if mode != "PA" else "RGBA")
    content = saved(clear, "PNG")
    assert suffix_of(content) == "png"
    image = Image.open(io.BytesIO(published(content, 1600)))
    assert image.mode == "RGBA" and image.getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_a_large_picture_is_made_small_and_a_small_one_is_left() -> None:
    assert shown(published(saved(halves(3000, 2000), "JPEG"), 1600)).size == (1600, 1067)
    assert shown(published(saved(halves(), "JPEG"), 1600)).size == (60, 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_the_same_bytes_each_time(form: str) -> None:
    content = saved(Image.effect_mandelbrot((400, 300), (-2, -1, 1, 1), 40).convert("RGB"), form)
    assert len({published(content, 200) for _ in range(3)}) == 1


def test_an_animated_gif_moves_on_the_screen_and_stands_still_on_paper() -> None:
    moving = saved(halves(), "GIF", save_all=True, append_images=[halves().rotate(180)])
    assert published(moving, 1600) == moving
    assert (suffix_of(moving), suffix_of(moving, printed=True)) == ("gif", "png")
    assert Image.open(io.BytesIO(published(moving, 1600, printed=True))).format == "PNG"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a picture", "the file is not a picture that can be read"),
        (saved(halves(), "PNG")[:90], "the picture is damaged or incomplete"),
        (saved(Image.new("1", (9000, 9000)), "PNG"), "the picture has 9000 × 9000 pixels, at most 60 million are read"),
    ],
    ids=["text", "half", "large"],
)
def test_what_cannot_be_shown_is_said_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(ProblemError) as error:
        published(content, 1600)
    assert [problem.message for problem in error.value.problems] == [said]


# ---- on the site and in reports


def test_a_photograph_is_published_small_and_without_its_place(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    photo = camera(halves(2400, 1600))
    made.write({ARTICLE: WORDS.format(name="IMG_0001.JPG"), "content/articles/IMG_0001.JPG": photo})
    result = made.run("build")
    assert result.exit_code == 0, result.output
    files = made.output()
    on_site = Image.open(io.BytesIO(files["site/assets/images/IMG_0001.JPG"]))
    assert on_site.size == (1600, 1067)
    (url,) = re.findall(r'src="data:image/jpeg;base64,([^"]*)"', files["briefs/harbor-dental/index.html"].decode())
    in_report = Image.open(io.BytesIO(base64.b64decode(url)))
    assert in_report.width == PRINT_WIDTH and dict(in_report.getexif()) == {}
    assert not [path for path, content in files.items() if b"Quinquereme" in content]


def test_a_picture_that_is_none_costs_what_shows_it_and_is_told(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    made.write({ARTICLE: WORDS.format(name="a.png"), "content/articles/a.png": b"nothing"})
    result = made.run("build")
    assert result.exit_code == 1
    assert "content/articles/a.png: the file is not a picture that can be read" in result.stderr
    assert f"{ARTICLE}:9: a.png: the file is not a picture that can be read" in result.stderr
    assert "site/blog/break-fix-or-managed-it.html" in made.output()
