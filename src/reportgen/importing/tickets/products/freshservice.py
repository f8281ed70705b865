"""Freshservice: tickets as CSV; durations as hh:mm:ss."""

from ..product import Product

PRODUCT = Product(
    name="Freshservice",
    signs=(("Ticket ID", "Requester Name", "Urgency", "Impact"), ("Ticket ID", "Department", "Urgency")),
    columns={
        "id": ("Ticket ID",),
        "opened": ("Created Time", "Created Date"),
        "resolved": ("Resolved Time", "Resolved Date", "Closed Time"),
        "priority": ("Priority",),
        "type": ("Type",),
        "status": ("Status",),
        "source": ("Source",),
        "tags": ("Tags",),
        "board": ("Group",),
        "company": ("Department", "Company"),
        "worked": ("Time Tracked", "Total Time Spent"),
    },
)
