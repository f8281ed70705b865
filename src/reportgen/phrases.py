"""The few phrases around numbers that no locale database has, by language, and the words of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "few years": "fewer than 1 year in 20",
        "one year": "about 1 year in 20",
        "years": "about {n} years in 20",
        "most years": "more than 19 years in 20",
        "in": "{part} in {whole}",
        "rarely": "fewer than {part} in {whole}",
        "mostly": "more than {part} in {whole}",
        "range": "{low} to {high}",
        "less": "{amount} less",
        "more": "{amount} more",
        "same": "the same",
        "under a minute": "less than a minute",
        "numbers": "zero one two three four five six seven eight nine ten",
    },
    "fr": {
        "few years": "moins de 1 année sur 20",
        "one year": "environ 1 année sur 20",
        "years": "environ {n} années sur 20",
        "most years": "plus de 19 années sur 20",
        "in": "{part} sur {whole}",
        "rarely": "moins de {part} sur {whole}",
        "mostly": "plus de {part} sur {whole}",
        "range": "{low} à {high}",
        "less": "{amount} de moins",
        "more": "{amount} de plus",
        "same": "autant",
        "under a minute": "moins d’une minute",
        "numbers": "zéro un deux trois quatre cinq six sept huit neuf dix",
    },
    "de": {
        "few years": "in weniger als 1 von 20 Jahren",
        "one year": "in etwa 1 von 20 Jahren",
        "years": "in etwa {n} von 20 Jahren",
        "most years": "in mehr als 19 von 20 Jahren",
        "in": "{part} von {whole}",
        "rarely": "weniger als {part} von {whole}",
        "mostly": "mehr als {part} von {whole}",
        "range": "{low} bis {high}",
        "less": "{amount} weniger",
        "more": "{amount} mehr",
        "same": "gleich viel",
        "under a minute": "weniger als eine Minute",
        "numbers": "null eins zwei drei vier fünf sechs sieben acht neun zehn",
    },
}
"""The few phrases that no locale database has; any other language gets the English ones."""

UNITS: Final[Mapping[str, str]] = {
    "hours": "hour|hours",
    "people": "person|people",
    "devices": "device|devices",
    "sites": "site|sites",
    "months": "month|months",
    "years": "year|years",
    "full-time posts": "full-time post|full-time posts",
    "percent": "percent|percent",
    "incidents": "",
    "points": "",
    "ratio": "",
    "": "",
}
"""The word for one and for many of a unit; a column of pure numbers needs none."""
PER: Final[Mapping[str, str]] = {
    "hour": "an hour",
    "month": "a month",
    "year": "a year",
    "user/month": "a person and month",
    "device/month": "a device and month",
}
