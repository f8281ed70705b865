"""A neutral brand made from a name and one or two colours: its file, its wordmark, its bundled faces."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...project.schema.brand.contrast import TEXT, readable
from .names import identifier
from .wordmark import wordmark

FACES = "content/brands/larkmere/fonts/"
"""Where the bundled faces stand; every file there is copied, the licences too."""
INK, PAPER, COLOUR, SECOND = "#1a1c1e", "#ffffff", "#1f4e79", "#5a6472"

TEMPLATE = """\
# {name}: logo, colours and typefaces of the site and of every report.
# The format is brand.yml; colours are written #rrggbb or as a name of the palette.
# The logo is a wordmark that was made from the name: put your own in its place, as SVG.
meta:
  name: {quoted}

logo:
  images:
    wordmark: logo.svg
    wordmark-dark: logo-dark.svg
  medium:
    light: wordmark
    dark: wordmark-dark

color:
  palette:
    ink: "{ink}"
    paper: "{paper}"
    house: "{own}"
    accent: "{primary}"       # the colour of the house, as dark as text on paper has to be
    quiet: "{secondary}"
  foreground: ink
  background: paper
  primary: accent
  secondary: quiet
  link: accent

typography:
  fonts:
    - family: Reading Serif
      source: file
      files:
        - {{path: fonts/reading-serif-regular.ttf, weight: 400, style: normal}}
        - {{path: fonts/reading-serif-regular.woff2, weight: 400, style: normal}}
        - {{path: fonts/reading-serif-italic.ttf, weight: 400, style: italic}}
        - {{path: fonts/reading-serif-italic.woff2, weight: 400, style: italic}}
        - {{path: fonts/reading-serif-semibold.ttf, weight: 600, style: normal}}
        - {{path: fonts/reading-serif-semibold.woff2, weight: 600, style: normal}}
    - family: Inter
      source: file
      files:
        - {{path: fonts/inter-regular.ttf, weight: 400, style: normal}}
        - {{path: fonts/inter-regular.woff2, weight: 400, style: normal}}
        - {{path: fonts/inter-semibold.ttf, weight: 600, style: normal}}
        - {{path: fonts/inter-semibold.woff2, weight: 600, style: normal}}
  base: Reading Serif
  headings: Inter

defaults:
  reportgen:
    labels: Inter
"""


def brand_files(name: str, colours: tuple[str, ...], resources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a brand by path; `colours` are none, one or two of the form `#rrggbb`.

    `resources` are the packaged files, with the bundled faces below FACES.
    """
    own, second = (*colours, COLOUR, SECOND)[:2] if not colours else (*colours, SECOND)[:2]
    folder = f"content/brands/{identifier(name)}/"
    text = TEMPLATE.format(
        name=name,
        quoted=json.dumps(name, ensure_ascii=False),
        ink=INK,
        paper=PAPER,
        own=own,
        primary=readable(own, PAPER, TEXT),
        secondary=readable(second, PAPER, TEXT),
    )
    face = resources[f"{FACES}inter-semibold.ttf"]
    fonts = {f"{folder}fonts/{path.removeprefix(FACES)}": resources[path] for path in resources if FACES in path}
    return {
        f"{folder}_brand.yml": text.encode(),
        f"{folder}logo.svg": wordmark(name, face, own, INK),
        f"{folder}logo-dark.svg": wordmark(name, face, own, PAPER),
        **fonts,
    }
