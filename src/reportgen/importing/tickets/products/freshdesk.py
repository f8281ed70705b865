"""Freshdesk: tickets as CSV; durations as hh:mm:ss."""

from ..product import Product

PRODUCT = Product(
    name="Freshdesk",
    signs=(("Time tracked", "Resolution time (in hrs)"), ("Ticket ID", "Association type", "Time tracked")),
    parents=frozenset({"child"}),
    columns={
        "id": ("Ticket ID",),
        "opened": ("Created time",),
        "resolved": ("Resolved time", "Closed time"),
        "priority": ("Priority",),
        "type": ("Type",),
        "status": ("Status",),
        "source": ("Source",),
        "tags": ("Tags",),
        "parent": ("Association type",),
        "board": ("Group",),
        "company": ("Company Name",),
        "worked": ("Time tracked",),
    },
)
