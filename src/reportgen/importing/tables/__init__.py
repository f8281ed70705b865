"""Tables of other products: which row names the columns, what a column means, how its numbers and dates are written.

What a column means is settled by the column as a whole, and never cell by cell.
"""
