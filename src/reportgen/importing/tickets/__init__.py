"""Exports of service desks to the tickets of a client: times, priority, kind and hours of work, and nothing personal.

products/  one file for each product: its signs, the heads of its columns, its unit of time
product    which product a table is from, and why
clean      rows to tickets, and how many were left out for which reason
classes    which priorities become which kind of incident
summary    what was understood, in lines of text
files      the small table and the `tickets` block of the client's file
"""
