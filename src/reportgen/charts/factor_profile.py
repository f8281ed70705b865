"""How each option fits the client's answers, factor by factor, and how many weightings it would win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..comparison.document.queries import fit_is_close
from ..language.localizer import Words
from . import WIDE, voice
from .geometry.marks import Bar, Chart, Dot, Line, Mark, Text, key, px
from .geometry.scale import Scale
from .geometry.text_metrics import fit, wrap


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """A row of dots a factor, 0 to 100 points, and a bar of the weightings each option wins."""
    fit_ = comparison.get("fit")
    if not fit_ or not fit_.get("factors"):
        return None
    options = [option for option in comparison["options"] if option in fit_["scores"]]
    beside = width > 480
    left = 296.0 if beside else 8.0
    scale = Scale(0, 100, left + 10, width - (64 if beside else 12))
    marks, y = key([(option, 1.0, False, words.name(option)) for option in options], 0, 12, width)
    y += 30
    marks += _ends(scale, y - 8, words)
    if beside:
        marks.append(Text(px(width), px(y - 8), words.say("chart.factor_profile.weight"), "muted", "end"))
    for factor in fit_["factors"]:
        rows, y = _row(factor, options, scale, y, width, beside, words)
        marks += rows
    marks += _scores(fit_["scores"], options, scale, y, width, words)
    y += 54
    bar, y = _weightings(fit_.get("weightings_won") or {}, options, y, width, words)
    marks += bar
    return Chart(
        name="factor-profile",
        title=_title(comparison, options, words, voice(comparison)),
        description=words.say(
            "chart.factor_profile.described",
            factors=" ".join(_described(factor, options, words) for factor in fit_["factors"]),
        ),
        width=width,
        height=px(y + 6),
        marks=tuple(marks),
        head=(
            words.say("chart.factor_profile.head"),
            words.say("chart.factor_profile.head_weight"),
            *map(words.name, options),
        ),
        rows=(
            *(
                (
                    str(factor["name"]),
                    words.number(factor["weight"]),
                    *(words.number(factor["points"][option]) for option in options),
                )
                for factor in fit_["factors"]
            ),
            (
                words.say("chart.factor_profile.score"),
                "",
                *(words.number(fit_["scores"][option]) for option in options),
            ),
        ),
    )


def _ends(scale: Scale, y: float, words: Words) -> list[Mark]:
    return [
        Text(scale(0), px(y), words.say("chart.factor_profile.none"), "muted"),
        Text(scale(100), px(y), words.say("chart.factor_profile.all"), "muted", "end"),
    ]


def _row(
    factor: Mapping[str, Any],
    options: Sequence[str],
    scale: Scale,
    y: float,
    width: float,
    beside: bool,
    words: Words,
) -> tuple[list[Mark], float]:
    """The factor and the answer, a dot an option, and the weight; dots on one spot stand above each other."""
    weight = words.say("chart.factor_profile.weight_of", n=words.number(factor["weight"]))
    answer = str(factor.get("answer_text") or "")
    marks: list[Mark]
    if beside:
        marks = [Text(0, px(y + 14), fit(str(factor["name"]), 288, bold=True), bold=True)]
        marks += [Text(0, px(y + 29 + 14 * number), line, "muted") for number, line in enumerate(wrap(answer, 288, 1))]
        marks.append(Text(px(width), px(y + 24), words.number(factor["weight"]), "muted", "end"))
        middle, bottom = y + 19, y + 36
    else:
        marks = [
            Text(0, px(y + 14), fit(str(factor["name"]), width - 84, bold=True), bold=True),
            Text(px(width), px(y + 14), weight, "muted", "end"),
        ]
        marks += [Text(0, px(y + 29), line, "muted") for line in wrap(answer, width, 1)]
        middle, bottom = y + 46, y + 64
    marks.append(Line(((scale(0), px(middle)), (scale(100), px(middle))), "hairline", 1))
    marks += _dots({option: float(factor["points"][option]) for option in options}, scale, middle)
    return marks, bottom


def _dots(points: Mapping[str, float], scale: Scale, middle: float) -> list[Mark]:
    marks: list[Mark] = []
    for option, value in points.items():
        same = [each for each in points if abs(points[each] - value) < 3]
        shift = (same.index(option) - (len(same) - 1) / 2) * 11
        marks.append(Dot(scale(value), px(middle + shift), 5, option))
    return marks


def _scores(
    scores: Mapping[str, float], options: Sequence[str], scale: Scale, y: float, width: float, words: Words
) -> list[Mark]:
    """The weighted scores: a line of its own, in words, with the dots on the same scale."""
    text = ", ".join(words.number(scores[option]) for option in options)
    marks: list[Mark] = [
        Line(((0, px(y + 4)), (px(width), px(y + 4))), "muted"),
        Text(0, px(y + 24), words.say("chart.factor_profile.score"), bold=True),
    ]
    narrow = scale.start < 100
    middle = y + (40 if narrow else 21)
    if narrow:
        marks.append(Text(px(width), px(y + 24), text, "muted", "end"))
    else:
        marks.append(Text(0, px(y + 39), text, "muted"))
    marks.append(Line(((scale(0), px(middle)), (scale(100), px(middle))), "hairline", 1))
    marks += _dots({option: float(scores[option]) for option in options}, scale, middle)
    return marks


def _weightings(
    shares: Mapping[str, float], options: Sequence[str], y: float, width: float, words: Words
) -> tuple[list[Mark], float]:
    """The share of all weightings in which each option would rank first."""
    won = [(option, float(shares.get(option) or 0)) for option in options]
    if not any(share for _, share in won):
        return [], y - 4
    marks: list[Mark] = [Text(0, px(y + 12), fit(words.say("chart.factor_profile.won"), width, bold=True), bold=True)]
    left = 0.0
    for option, share in won:
        if share > 0:
            marks.append(Bar(px(left), px(y + 20), px(max(share * width - 1, 0.4)), 10, option))
        left += share * width
    items = [
        (
            option,
            1.0,
            False,
            words.say("chart.factor_profile.share", option=words.name(option), share=words.percent(share)),
        )
        for option, share in won
    ]
    listed, last = key(items, 0, y + 48, width)
    return [*marks, *listed], last


def _title(comparison: Mapping[str, Any], options: Sequence[str], words: Words, voice: str) -> str:
    """What the fit comes to; `voice` tells readers who gave the answers from those who did not."""
    won, scores = comparison["fit"].get("weightings_won") or {}, comparison["fit"]["scores"]
    order = sorted(options, key=lambda option: -float(scores[option]))
    best, second = words.number(scores[order[0]]), words.number(scores[order[1]])
    said = {"option": words.name(order[0]), "other": words.called(order[1]), "points": best, "other_points": second}
    if best == second:
        return words.say(f"chart.factor_profile.equal{voice}", **said)
    if fit_is_close(comparison):
        return words.say(f"chart.factor_profile.close{voice}", **said)
    share = float(won.get(order[0]) or 0)
    if share >= 1:
        return words.say(f"chart.factor_profile.always{voice}", option=words.called(order[0]))
    return words.say(f"chart.factor_profile.mostly{voice}", option=words.name(order[0]), share=words.percent(share))


def _described(factor: Mapping[str, Any], options: Sequence[str], words: Words) -> str:
    points = words.say("chart.join").join(
        words.say(
            "chart.factor_profile.points", option=words.name(option), points=words.number(factor["points"][option])
        )
        for option in options
    )
    weight = words.number(factor["weight"])
    return words.say("chart.factor_profile.factor", factor=factor["name"], weight=weight, points=points)
