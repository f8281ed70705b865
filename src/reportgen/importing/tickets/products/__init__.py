"""One file for each product, with its `PRODUCT`; a new product is a new file."""
