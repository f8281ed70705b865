"""ServiceNow: a list of incidents, with field names (CSV) or labels (XLSX); seconds."""

from ..product import Product

PRODUCT = Product(
    name="ServiceNow",
    signs=(("number", "opened_at"),),
    numbers=r"INC\d{5,}",
    unit="seconds",
    columns={
        "id": ("number",),
        "opened": ("opened_at", "Opened"),
        "resolved": ("resolved_at", "Resolved", "closed_at", "Closed"),
        "priority": ("priority",),
        "status": ("state",),
        "resolution": ("close_code", "Resolution code"),
        "source": ("contact_type", "Channel"),
        "parent": ("parent_incident", "Parent Incident"),
        "company": ("company",),
        "worked": ("time_worked",),
    },
)
