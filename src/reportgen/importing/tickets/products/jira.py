"""Jira and Jira Service Management: all fields as CSV; times in seconds."""

from ..product import Product

PRODUCT = Product(
    name="Jira",
    signs=(("Issue key", "Issue Type"),),
    unit="seconds",
    columns={
        "id": ("Issue key",),
        "opened": ("Created",),
        "resolved": ("Resolved",),
        "priority": ("Priority",),
        "type": ("Issue Type",),
        "status": ("Status",),
        "resolution": ("Resolution",),
        "tags": ("Labels",),
        "parent": ("Parent key", "Parent id", "Parent"),
        "company": ("Custom field (Organizations)", "Organizations"),
        "worked": ("Time Spent",),
    },
)
