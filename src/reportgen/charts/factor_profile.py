"""How each option fits the client's answers, factor by factor, and how many weightings it would win."""

from __future__ import annotations

from collections.abc import Mapping

from ..comparison.document import Document
from ..comparison.document.conclusions import FactorFit
from ..comparison.document.queries import fit_is_close
from ..comparison.options import Option
from ..language.localizer import Localizer
from .geometry.marks import Bar, Chart, Dot, Line, Mark, Text, key, px
from .geometry.scale import Scale
from .geometry.text_metrics import fit, wrap


def chart(document: Document, localizer: Localizer, width: int) -> Chart:
    """Return a row of dots per factor, 0 to 100 points, and a bar of the weightings that each option wins."""
    factors, scores = document.fit.factors, document.fit.scores
    beside = width > 480
    left = 296.0 if beside else 8.0
    scale = Scale(0, 100, left + 10, width - (64 if beside else 12))
    marks, y = key([(option, 1.0, False, localizer.option_name(option)) for option in scores], 0, 12, width)
    y += 30
    marks += _ends(scale, y - 8, localizer)
    if beside:
        marks.append(Text(px(width), px(y - 8), localizer.message("chart.factor_profile.weight"), "muted", "end"))
    for factor in factors:
        rows, y = _row(factor, scale, y, width, beside, localizer)
        marks += rows
    marks += _scores(scores, scale, y, width, localizer)
    y += 54
    bar, y = _weightings(document.fit.weightings_won, y, width, localizer)
    marks += bar
    described = " ".join(_described(factor, localizer) for factor in factors)
    return Chart(
        name="factor-profile",
        title=_title(document, localizer),
        description=localizer.message("chart.factor_profile.described", factors=described),
        width=width,
        height=px(y + 6),
        marks=tuple(marks),
        head=(
            localizer.message("chart.factor_profile.head"),
            localizer.message("chart.factor_profile.head_weight"),
            *map(localizer.option_name, scores),
        ),
        rows=(
            *(
                (factor.name, localizer.number(factor.weight), *_numbers(factor.points, localizer))
                for factor in factors
            ),
            (localizer.message("chart.factor_profile.score"), "", *_numbers(scores, localizer)),
        ),
    )


def _numbers(points: Mapping[Option, float], localizer: Localizer) -> list[str]:
    return [localizer.number(value) for value in points.values()]


def _ends(scale: Scale, y: float, localizer: Localizer) -> list[Mark]:
    return [
        Text(scale(0), px(y), localizer.message("chart.factor_profile.none"), "muted"),
        Text(scale(100), px(y), localizer.message("chart.factor_profile.all"), "muted", "end"),
    ]


def _row(
    factor: FactorFit, scale: Scale, y: float, width: float, beside: bool, localizer: Localizer
) -> tuple[list[Mark], float]:
    """Return the factor and the answer, a dot per option, and the weight; and where the next row begins."""
    number = localizer.number(factor.weight)
    marks: list[Mark]
    if beside:
        marks = [Text(0, px(y + 14), fit(factor.name, 288, bold=True), bold=True)]
        marks += [Text(0, px(y + 29), line, "muted") for line in wrap(factor.answer_text, 288, 1)]
        marks.append(Text(px(width), px(y + 24), number, "muted", "end"))
        middle, bottom = y + 19, y + 36
    else:
        weight = localizer.message("chart.factor_profile.weight_of", n=number)
        marks = [
            Text(0, px(y + 14), fit(factor.name, width - 84, bold=True), bold=True),
            Text(px(width), px(y + 14), weight, "muted", "end"),
        ]
        marks += [Text(0, px(y + 29), line, "muted") for line in wrap(factor.answer_text, width, 1)]
        middle, bottom = y + 46, y + 64
    marks.append(Line(((scale(0), px(middle)), (scale(100), px(middle))), "hairline", 1))
    marks += _dots(factor.points, scale, middle)
    return marks, bottom


def _dots(points: Mapping[Option, float], scale: Scale, middle: float) -> list[Mark]:
    """Return a dot per option; dots that would cover each other are stacked."""
    marks: list[Mark] = []
    for option, value in points.items():
        same = [other for other in points if abs(points[other] - value) < 3]
        shift = (same.index(option) - (len(same) - 1) / 2) * 11
        marks.append(Dot(scale(value), px(middle + shift), 5, option))
    return marks


def _scores(scores: Mapping[Option, float], scale: Scale, y: float, width: float, localizer: Localizer) -> list[Mark]:
    """Return the weighted scores: a row of its own, in words, with the dots on the same scale."""
    text = ", ".join(_numbers(scores, localizer))
    marks: list[Mark] = [
        Line(((0, px(y + 4)), (px(width), px(y + 4))), "muted"),
        Text(0, px(y + 24), localizer.message("chart.factor_profile.score"), bold=True),
    ]
    narrow = scale.start < 100
    middle = y + (40 if narrow else 21)
    if narrow:
        marks.append(Text(px(width), px(y + 24), text, "muted", "end"))
    else:
        marks.append(Text(0, px(y + 39), text, "muted"))
    marks.append(Line(((scale(0), px(middle)), (scale(100), px(middle))), "hairline", 1))
    marks += _dots(scores, scale, middle)
    return marks


def _weightings(
    shares: Mapping[Option, float], y: float, width: float, localizer: Localizer
) -> tuple[list[Mark], float]:
    """Return the share of all weightings in which each option would rank first; and where it ends."""
    title = fit(localizer.message("chart.factor_profile.won"), width, bold=True)
    marks: list[Mark] = [Text(0, px(y + 12), title, bold=True)]
    left = 0.0
    items = []
    for option, share in shares.items():
        if share > 0:
            marks.append(Bar(px(left), px(y + 20), px(max(share * width - 1, 0.4)), 10, option))
        left += share * width
        percent, name = localizer.percent(share), localizer.option_name(option)
        text = localizer.message("chart.factor_profile.share", option=name, share=percent)
        items.append((option, 1.0, False, text))
    listed, last = key(items, 0, y + 48, width)
    return [*marks, *listed], last


def _title(document: Document, localizer: Localizer) -> str:
    """Return what the fit comes to."""
    scores = document.fit.scores
    best, second = sorted(scores, key=lambda option: -scores[option])[:2]
    name, other = localizer.option_name(best), localizer.option_in_text(second)
    points, other_points = localizer.number(scores[best]), localizer.number(scores[second])
    parts = {"option": name, "other": other, "points": points, "other_points": other_points}
    if points == other_points:
        return localizer.message("chart.factor_profile.equal", **parts)
    if fit_is_close(document):
        return localizer.message("chart.factor_profile.close", **parts)
    share = document.fit.weightings_won[best]
    if share >= 1:
        return localizer.message("chart.factor_profile.always", option=localizer.option_in_text(best))
    return localizer.message("chart.factor_profile.mostly", option=name, share=localizer.percent(share))


def _described(factor: FactorFit, localizer: Localizer) -> str:
    points = localizer.message("chart.join").join(
        localizer.message(
            "chart.factor_profile.points", option=localizer.option_name(option), points=localizer.number(value)
        )
        for option, value in factor.points.items()
    )
    weight = localizer.number(factor.weight)
    return localizer.message("chart.factor_profile.factor", factor=factor.name, weight=weight, points=points)
