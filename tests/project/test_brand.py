"""A brand: what `_brand.yml` may say, what is wrong with it all at once, and the tokens it becomes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from reportgen.problems import ProblemError
from reportgen.project.readers.documents import yml
from reportgen.project.schema.brand import Brand, read_brand, svg_problems
from reportgen.project.schema.brand.contrast import contrast, mix, readable
from reportgen.rendering.brand_css import face_css, palette, token_css, tokens

SAMPLE = ROOT / "content/brands/larkmere"
SMALL = """\
meta: {name: Small}
color:
  palette: {night: "#123", red: "#c33"}
  foreground: night
  primary: red
"""
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def sample() -> Brand:
    files = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file()}
    svgs = {name: (SAMPLE / name).read_bytes() for name in files if name.endswith(".svg")}
    return read_brand(yml.read((SAMPLE / "_brand.yml").read_bytes(), "_brand.yml"), files, svgs)


def read(text: str, files: tuple[str, ...] = (), svgs: dict[str, bytes] | None = None) -> Brand:
    return read_brand(yml.read(text.encode(), "_brand.yml"), files, svgs)


def complaints(text: str, files: tuple[str, ...] = (), svgs: dict[str, bytes] | None = None) -> list[str]:
    with pytest.raises(ProblemError) as raised:
        read(text, files, svgs)
    return [str(problem) for problem in raised.value.problems]


def test_the_sample_brand_has_everything() -> None:
    brand = sample()
    assert (brand.name, brand.logo, brand.logo_dark) == ("Larkmere", "logo.svg", "logo-dark.svg")
    assert (brand.serif, brand.headings, brand.sans, brand.mono) == (
        "Reading Serif", "Reading Serif", "Inter", None,
    )  # fmt: skip
    assert [(face.family, face.weight, face.style) for face in brand.fonts] == [
        ("Reading Serif", 400, "normal"),
        ("Reading Serif", 400, "italic"),
        ("Reading Serif", 600, "normal"),
        ("Inter", 400, "normal"),
        ("Inter", 600, "normal"),
    ]
    assert all(face.ttf and face.woff2 for face in brand.fonts)


def test_a_name_and_two_colours_are_enough() -> None:
    brand = read(SMALL)
    assert brand.colours["foreground"] == "#112233"
    assert brand.colours["primary"] == "#cc3333"
    assert (brand.logo, brand.fonts) == (None, ())


def test_a_brand_survives_being_written_down() -> None:
    brand = sample()
    assert Brand.model_validate_json(brand.model_dump_json()) == brand


def test_every_shape_that_is_wrong_is_told_at_once() -> None:
    assert complaints(
        'meta: {nam: X, link: "javascript:alert(1)"}\ncolor:\n  foregruond: "#123"\n  primary: "rgb(1,2,3)"\n'
        "typography:\n  base: 'Inter; } body { display: none'\n"
    ) == [
        "_brand.yml:1: meta.link: 'javascript:alert(1)' is not a web address\n    it starts with https://",
        "_brand.yml:1: meta.nam: unknown key\n    did you mean 'name'?",
        "_brand.yml:1: meta.name: is missing\n    add `name:`",
        "_brand.yml:3: color.foregruond: unknown key\n    did you mean 'foreground'?",
        "_brand.yml:4: color.primary: 'rgb(1,2,3)' is not a colour\n    write #rgb, #rrggbb or a name of color.palette",
        "_brand.yml:6: typography.base: 'Inter;} body { display: none' is not the name of a typeface\n"
        "    letters, digits, spaces and hyphens only",
    ]


def test_names_and_files_that_do_not_exist_are_told_at_once() -> None:
    text = (
        "meta: {name: X}\nlogo:\n  images: {mark: lgoo.svg}\n  medium: makr\n"
        'color:\n  palette: {pine: "#143"}\n  primary: pien\n'
        "typography:\n  fonts:\n    - family: Inter\n      files: [{path: fonts/inter.ttf}]\n  base: Intre\n"
    )
    assert complaints(text, ("logo.svg", "fonts/inter-regular.ttf")) == [
        "_brand.yml:3: logo.images.mark: there is no file 'lgoo.svg' in the brand's folder\n"
        "    did you mean 'logo.svg'?",
        "_brand.yml:4: logo.medium: logo.images has no image 'makr'\n    did you mean 'mark'?",
        "_brand.yml:7: color.primary: the palette has no colour 'pien'\n    did you mean 'pine'?",
        "_brand.yml:11: typography.fonts[0].files[0].path: there is no file 'fonts/inter.ttf' in the brand's folder\n"
        "    did you mean 'fonts/inter-regular.ttf'?",
        "_brand.yml:12: typography.base: typography.fonts has no family 'Intre'\n    did you mean 'Inter'?",
    ]


def test_names_that_go_round_in_a_circle_are_no_colours() -> None:
    text = "meta: {name: X}\ncolor:\n  palette: {a: b, b: a}\n"
    assert [complaint.partition("\n")[0] for complaint in complaints(text)] == [
        "_brand.yml:3: color.palette.a: the palette has no colour 'b'",
        "_brand.yml:3: color.palette.b: the palette has no colour 'a'",
    ]


@pytest.mark.parametrize("path", ["../logo.svg", "/etc/logo.svg", "logo.exe", "a/../b.svg", "https://x/logo.svg"])
def test_a_file_outside_the_folder_or_of_another_kind_is_refused(path: str) -> None:
    (problem,) = complaints(f"meta: {{name: X}}\nlogo: {{images: {{mark: {path}}}, medium: mark}}\n", (path,))
    assert "is not a file name" in problem


def test_a_poor_pair_names_both_colours_and_a_near_one_that_passes() -> None:
    text = (
        'meta: {name: X}\ncolor:\n  foreground: "#999999"\n'
        'defaults:\n  reportgen:\n    options:\n      managed: "#aaccee"\n'
    )
    assert complaints(text) == [
        "_brand.yml:3: color.foreground: #999999 on #ffffff has a contrast of 2.8, it needs 4.5\n"
        "    #767676 is near it and passes",
        "_brand.yml:7: defaults.reportgen.options.managed: #aaccee on #ffffff has a contrast of 1.7, it needs 3\n"
        "    #7e97b0 is near it and passes",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html></html>", "is not an SVG drawing"),
        (b"<svg><script>1</script></svg>", "contains a script"),
        (b"<svg><svg:script/></svg>", "contains a script"),
        (b'<svg onload="x()"/>', "contains a script"),
        (b'<svg><a href="javascript:x"/></svg>', "contains a script"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "contains a document type or entities"),
        (b'<svg><image width="1"/></svg>', "contains foreign elements or pictures"),
        (b"<svg><foreignObject/></svg>", "contains foreign elements or pictures"),
        (b'<svg><path href="https://example.com/x"/></svg>', "refers to something outside itself"),
        (b'<svg><path fill="url(//example.com/x)"/></svg>', "refers to something outside itself"),
    ],
)
def test_a_logo_that_could_do_more_than_be_looked_at_is_refused(content: bytes, message: str) -> None:
    found = [problem.message for problem in svg_problems(content)]
    assert f"the logo {message}" in found


def test_a_logo_too_large_is_refused() -> None:
    (problem,) = svg_problems(b"<svg>" + b" " * 200_000)
    assert problem.message == "the logo has 200005 bytes, at most 100000 are allowed"


def test_a_bad_logo_is_a_problem_of_the_field_that_names_it() -> None:
    text = "meta: {name: X}\nlogo:\n  images: {mark: logo.svg}\n  medium: mark\n"
    assert complaints(text, ("logo.svg",), {"logo.svg": b"<svg><script/></svg>"}) == [
        "_brand.yml:3: logo.images.mark: logo.svg: the logo contains a script\n    export it as plain paths"
    ]


def test_the_logos_of_the_sample_are_plain_paths() -> None:
    for name in ("logo.svg", "logo-dark.svg"):
        assert svg_problems((SAMPLE / name).read_bytes()) == []


def test_tokens_name_every_role_twice_for_light_and_dark() -> None:
    css = tokens(sample())
    assert css["--ink"] == "#17201f"
    assert css["--break-fix"] == "#b9682a"
    assert css["--serif"] == '"Reading Serif", "Inter", Georgia, serif'
    light = {name for name in css if not name.endswith("-dark") and css[name].startswith("#")}
    assert {f"{name}-dark" for name in light} == {name for name in css if name.endswith("-dark")}
    assert token_css(sample()).startswith(":root{--ink:#17201f;--paper:#ffffff;")


def test_typefaces_are_declared_for_paper_and_for_the_web() -> None:
    paper = face_css(sample(), "ttf", lambda file: f"x/{file}")
    assert paper.count("@font-face") == 5
    assert 'src:url("x/fonts/inter-regular.ttf") format("truetype")' in paper
    assert 'format("woff2")' in face_css(sample(), "woff2", str)


@pytest.mark.parametrize("dark", [False, True])
def test_everything_in_the_sample_can_be_read(dark: bool) -> None:
    colours = palette(sample(), dark)
    assert all(contrast(colours[name], colours["paper"]) >= 4.5 for name in ("ink", "muted", "primary", "link"))
    options = ("break_fix", "co_managed", "managed")
    assert all(contrast(colours[name], colours["paper"]) >= 3 for name in options)


def test_the_options_of_the_sample_differ_in_grey() -> None:
    colours = palette(sample())
    steps = sorted(contrast(colours[name], "#ffffff") for name in ("break_fix", "co_managed", "managed"))
    assert all(later / earlier > 1.2 for earlier, later in pairwise(steps))


def test_contrast_is_the_one_of_the_wcag() -> None:
    assert contrast("#000", "#fff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@given(HEX, HEX)
def test_a_colour_near_it_always_passes(colour: str, background: str) -> None:
    assert contrast(readable(colour, background, 4.5), background) >= 4.5


@pytest.mark.parametrize("face", ["inter-regular", "inter-semibold", "reading-serif-regular", "reading-serif-semibold"])
def test_the_bundled_faces_have_tabular_figures_and_four_scripts(face: str) -> None:
    from fontTools.ttLib import TTFont

    for kind in ("ttf", "woff2"):
        font = TTFont(SAMPLE / f"fonts/{face}.{kind}")
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        missing = {each for each in "Zażółć Việt Nam Ελλάδα Łódź €£–“”…×−" if ord(each) not in font.getBestCmap()}
        assert "tnum" in features
        assert missing == set()


def test_each_typeface_lies_beside_its_licence() -> None:
    for name in ("OFL-inter.txt", "OFL-reading-serif.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (SAMPLE / "fonts" / name).read_text()


# ---- the second sample


SECOND = SAMPLE.parent / "quillhaven"


def test_the_second_sample_looks_different_throughout() -> None:
    first, second = sample(), _brand("quillhaven")
    assert (second.name, second.serif, second.headings, second.sans) == (
        "Quillhaven", "Public Sans", "Bitter", "Public Sans",
    )  # fmt: skip
    assert {face.family for face in first.fonts}.isdisjoint(face.family for face in second.fonts)
    assert set(first.colours.values()) & set(second.colours.values()) == {"#ffffff"}


@pytest.mark.parametrize("dark", [False, True])
def test_everything_in_the_second_sample_can_be_read_and_told_apart_in_grey(dark: bool) -> None:
    roles = palette(_brand("quillhaven"), dark)
    assert all(contrast(roles[role], roles["paper"]) >= 4.5 for role in ("ink", "muted", "primary", "link"))
    steps = sorted(contrast(roles[option], "#ffffff") for option in ("break_fix", "co_managed", "managed"))
    assert dark or all(later / earlier > 1.2 for earlier, later in pairwise(steps))
    assert all(contrast(roles[option], roles["paper"]) >= 3 for option in ("break_fix", "co_managed", "managed"))


@pytest.mark.parametrize("face", ["public-sans-regular", "public-sans-semibold", "bitter-semibold"])
def test_the_faces_of_the_second_sample_have_tabular_figures_and_latin(face: str) -> None:
    from fontTools.ttLib import TTFont

    for kind in ("ttf", "woff2"):
        font = TTFont(SECOND / f"fonts/{face}.{kind}")
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert {each for each in "Zażółć Québec Łódź Müller €£–“”…×−" if ord(each) not in font.getBestCmap()} == set()


def test_each_typeface_of_the_second_sample_lies_beside_its_licence() -> None:
    for name in ("OFL-public-sans.txt", "OFL-bitter.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (SECOND / "fonts" / name).read_text(encoding="utf-8")


def test_no_text_of_a_chart_takes_more_room_in_the_second_sample_than_was_reckoned() -> None:
    from fontTools.ttLib import TTFont

    from reportgen.charts.geometry.text_metrics import width

    font = TTFont(SECOND / "fonts/public-sans-semibold.ttf")
    advance, names = font["hmtx"], font.getBestCmap()
    texts = (
        "Break/fix costs more",
        "−$120,000",
        "Of all ways to weigh the factors, ranked first in",
        "£1,240,000 a year",
    )
    for text in texts:
        taken = sum(advance[names[ord(each)]][0] for each in text) / font["head"].unitsPerEm * 11.5
        assert taken <= width(text, bold=True), text


def _brand(name: str) -> Brand:
    folder = SAMPLE.parent / name
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    svgs = {path: content for path, content in files.items() if path.endswith(".svg")}
    return read_brand(yml.read(files["_brand.yml"], "_brand.yml"), set(files), svgs)
