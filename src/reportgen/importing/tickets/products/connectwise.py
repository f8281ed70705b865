"""ConnectWise Manage: the list of tickets and the report view; hours."""

from ..product import Product

PRODUCT = Product(
    name="ConnectWise",
    signs=(("Ticket #", "Board"), ("TicketNbr", "Board_Name"), ("Summary Description", "Actual Hours")),
    columns={
        "id": ("Ticket #", "TicketNbr"),
        "opened": ("Date Entered", "date_entered"),
        "resolved": ("Date Closed", "Date_Closed"),
        "priority": ("Priority", "Priority_Description"),
        "type": ("Type", "Service_Type"),
        "status": ("Status", "Status_Description"),
        "board": ("Board", "Board_Name"),
        "source": ("Source",),
        "company": ("Company", "company_name"),
        "worked": ("Actual Hours", "Hours_Actual"),
    },
)
