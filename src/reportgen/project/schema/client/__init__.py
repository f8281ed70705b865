"""The file of a client: what it may hold (`ClientFile`), and the checked client with its comparison inputs.

`read_client` is the one way from a record to a client.  Whether the numbers are worth a report is said by `readiness`.
"""

from .checked import CheckedClient, read_client
from .file import ClientFile

__all__ = ["CheckedClient", "ClientFile", "read_client"]
