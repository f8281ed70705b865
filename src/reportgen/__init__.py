"""reportgen: one article and the data of each client, made into a website and branded reports."""
