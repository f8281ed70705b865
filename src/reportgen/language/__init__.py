"""Numbers, dates and sentences in words, by locale and language.

For pages, charts and `reportgen explain`: the localizer writes numbers and messages, `sentences` gives everything that
a report says about its numbers, and `label` names an input or figure.  This room may not compute: it reads the
document of a comparison.  Importing it does not load Babel.
"""

from .labels import label
from .localizer import Audience, Localizer
from .messages import Messages, read_messages
from .sentences import labels, sentences

__all__ = ["Audience", "Localizer", "Messages", "label", "labels", "read_messages", "sentences"]
