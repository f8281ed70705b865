"""Zendesk: a view as CSV; worked time, if the app for it is installed, in seconds."""

from ..product import Product

PRODUCT = Product(
    name="Zendesk",
    signs=(("Group stations", "Full resolution time in minutes"), ("Requester id", "Ticket type")),
    unit="seconds",
    columns={
        "id": ("Id",),
        "opened": ("Created at",),
        "resolved": ("Solved at",),
        "priority": ("Priority",),
        "type": ("Ticket type",),
        "status": ("Status",),
        "source": ("Via",),
        "tags": ("Tags",),
        "company": ("Organization",),
        "worked": ("Total time spent (sec)", "Total time spent (sec) [int]"),
    },
)
