"""Autotask: numbers such as T20250314.0012; hours."""

from ..product import Product

PRODUCT = Product(
    name="Autotask",
    signs=(("Autotask Ticket Number",), ("Total Hours Worked", "Queue")),
    numbers=r"T\d{8}\.\d{4}",
    columns={
        "id": ("Ticket Number", "Autotask Ticket Number"),
        "opened": ("Create Date", "Create Date/Time"),
        "resolved": ("Complete Date", "Complete Date/Time"),
        "priority": ("Priority",),
        "type": ("Ticket Type",),
        "status": ("Status",),
        "source": ("Source",),
        "board": ("Queue",),
        "company": ("Organization (Account)", "Organization", "Account"),
        "worked": ("Total Hours Worked",),
    },
)
