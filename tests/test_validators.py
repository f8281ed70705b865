"""The validators pass what is good and name what is bad; then they check what the real project makes."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

import validators

GOOD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sample</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Sample</h1><p>A page with nothing wrong. <a href="#end">To its end</a>.</p>
<table><caption>Costs</caption><thead><tr><th scope="col">Option</th><th scope="col">A year</th></tr></thead>
<tbody><tr><td>Managed</td><td>12</td></tr></tbody></table>
<p id="end">The end.</p></main></body></html>
"""
BAD = """<!doctype html>
<html><head><meta charset="utf-8"></head>
<body><h1>Sample</h1><h4>Too deep</h4><div id="a"></div><div id="a"></div><img src="data:image/gif;base64,x">
<p style="color: #eee; background: #fff; colour: red">Pale</p><div style="width: 3000px">wide</div>
<script src="https://example.org/x.js"></script></body></html>
"""


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A good PDF/UA-1, one that breaks its rules, and one that is cut off."""
    folder = tmp_path_factory.mktemp("pdfs")
    files = {name: folder / f"{name}.pdf" for name in ("good", "bad", "torn")}
    files["good"].write_bytes(_pdf(GOOD))
    files["bad"].write_bytes(_pdf("<h1>Sample</h1><h4>Too deep</h4>"))
    files["torn"].write_bytes(files["good"].read_bytes()[:-900])
    return files


def _pdf(page: str) -> bytes:
    """A PDF in a typeface of the project: nothing of the machine's fonts is looked for."""
    face = min((Path(__file__).parents[1] / "content" / "brands").glob("*/fonts/*.ttf"))
    fonts = FontConfiguration()
    style = f'@font-face {{ font-family: "Sample"; src: url("{face.as_uri()}") }} * {{ font-family: "Sample" }}'
    sheet = weasyprint.CSS(string=style, font_config=fonts)
    made = weasyprint.HTML(string=page).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    return bytes(made)


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, Path]:
    files = {"good": tmp_path / "good.html", "bad": tmp_path / "bad.html"}
    files["good"].write_text(GOOD, encoding="utf-8")
    files["bad"].write_text(BAD, encoding="utf-8")
    return files


def test_every_validator_of_pdfs_passes_a_good_one(pdfs: dict[str, Path]) -> None:
    validators.require("page-validation", "outloud", "qpdf")
    assert validators.check_pdf(pdfs["good"]) == []


def test_page_validation_names_each_broken_rule(pdfs: dict[str, Path]) -> None:
    validators.require("page-validation")
    rules = [fault.split(": ")[1] for fault in validators.page_validation(pdfs["good"], pdfs["bad"])]
    assert rules == ["PDFUA1-HEADING-NESTING-001", "PDFUA1-LANGUAGE-TAG-001", "PDFUA1-METADATA-TITLE-001"]


def test_page_validation_refuses_what_it_cannot_read(pdfs: dict[str, Path], tmp_path: Path) -> None:
    validators.require("page-validation")
    (tmp_path / "text.pdf").write_text("not a PDF")
    (fault,) = validators.page_validation(tmp_path / "text.pdf")
    assert fault.startswith(f"{tmp_path / 'text.pdf'}: unreadable: ")


def test_outloud_names_each_broken_rule(pdfs: dict[str, Path]) -> None:
    validators.require("outloud")
    rules = [fault.split(": ")[1] for fault in validators.outloud(pdfs["good"], pdfs["bad"])]
    assert rules == ["DOC-010", "DOC-013", "HDG-001"]


def test_qpdf_finds_a_torn_file(pdfs: dict[str, Path]) -> None:
    validators.require("qpdf")
    faults = validators.qpdf(pdfs["good"], pdfs["torn"])
    assert faults
    assert all(str(pdfs["torn"]) in fault for fault in faults)


def test_the_nu_checker_passes_a_good_page(pages: dict[str, Path]) -> None:
    validators.require("nu")
    assert validators.check_html(pages["good"]) == []


def test_the_nu_checker_names_each_fault_of_html_and_css(pages: dict[str, Path]) -> None:
    validators.require("nu")
    bad = pages["bad"]
    faults = validators.check_html(pages["good"], bad)
    assert all(fault.startswith(f"{bad}:") for fault in faults)
    assert f"{bad}:3: Duplicate ID 'a'." in faults
    assert f"{bad}:4: CSS: 'colour': Property 'colour' doesn't exist." in faults
    assert any(fault.startswith(f"{bad}:3: An 'img' element must have an 'alt' attribute") for fault in faults)


def test_axe_passes_a_good_page(pages: dict[str, Path]) -> None:
    validators.require("axe")
    assert validators.check_axe(pages["good"]) == []


def test_axe_names_faults_at_each_width_and_in_each_scheme(pages: dict[str, Path]) -> None:
    validators.require("axe")
    faults = validators.check_axe(pages["bad"], widths=(375, 1280), schemes=("light", "dark"))
    for place in ("375 px, light", "375 px, dark", "1280 px, light", "1280 px, dark"):
        found = [fault for fault in faults if fault.startswith(f"{pages['bad']} at {place}: ")]
        for word in ("color-contrast", "image-alt", "html-has-lang", "asks the network", "scrolls sideways"):
            assert any(word in fault for fault in found), (place, word)


@pytest.mark.parametrize("validator", ["page-validation", "outloud", "nu", "axe"])
def test_a_validator_that_is_absent_skips_on_a_desk_and_fails_in_ci(validator: str, tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=f"no validator {validator}: "):
        validators.require(validator, home=tmp_path, ci=False)
    with pytest.raises(pytest.fail.Exception, match=f"no validator {validator}: "):
        validators.require(validator, home=tmp_path, ci=True)


def _made(site: Path, pattern: str) -> list[Path]:
    files = sorted(site.glob(pattern))
    assert files, f"nothing matches {pattern} in {site}: the validators would check nothing"
    return files


def test_the_pdfs_of_the_project_are_without_fault(site: Path) -> None:
    validators.require("page-validation", "outloud", "qpdf")
    assert validators.check_pdf(*_made(site, "**/*.pdf")) == []


def test_the_pages_of_the_project_are_without_fault(site: Path) -> None:
    validators.require("nu")
    assert validators.check_html(*_made(site, "**/*.html")) == []


def test_the_pages_of_the_project_are_accessible_in_every_width_and_scheme(site: Path) -> None:
    validators.require("axe")
    assert validators.check_axe(*_made(site, "**/*.html"), widths=(360, 1280)) == []


def test_the_validators_see_pdf_a_as_well(pdfs: dict[str, Path]) -> None:
    validators.require("page-validation")
    rules = {fault.split(": ")[1] for fault in validators.page_validation(pdfs["good"], profile="3a")}
    assert "PDFA3A-ID-SCHEMA-001" in rules
