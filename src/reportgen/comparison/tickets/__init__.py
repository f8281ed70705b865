"""Inputs measured in a list of tickets: the incidents among them, their rate and their repair hours.

`measured(inputs, tickets, window)` gives the inputs with what was measured in place of what the client said.
Readers of exports make `Ticket`s; nothing here reads a file.
"""

from .apply import measured, measured_enough
from .select import Ticket, Window

__all__ = ["Ticket", "Window", "measured", "measured_enough"]
