"""reportgen: one article and the data of each client, made into a website and branded reports."""

__version__ = "0.1.0"
