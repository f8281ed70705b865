"""HaloPSA: a list of tickets; hours."""

from ..product import Product

PRODUCT = Product(
    name="HaloPSA",
    signs=(("Ticket Type", "Date Occurred"), ("Ticket Type", "Date Logged"), ("Ticket Type", "Time Taken")),
    columns={
        "id": ("ID", "Ticket ID"),
        "opened": ("Date Occurred", "Date Logged"),
        "resolved": ("Date Closed",),
        "priority": ("Priority",),
        "type": ("Ticket Type",),
        "status": ("Status",),
        "source": ("Source",),
        "board": ("Team",),
        "company": ("Client", "Customer"),
        "worked": ("Time Taken",),
    },
)
