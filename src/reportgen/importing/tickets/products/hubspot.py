"""HubSpot: tickets; no worked time."""

from ..product import Product

PRODUCT = Product(
    name="HubSpot",
    signs=(("Ticket name", "Pipeline", "Ticket status"),),
    columns={
        "id": ("Ticket ID",),
        "opened": ("Create date",),
        "resolved": ("Close date",),
        "priority": ("Priority",),
        "type": ("Category",),
        "status": ("Ticket status",),
        "source": ("Source",),
        "board": ("Pipeline",),
        "company": ("Associated Company",),
    },
)
