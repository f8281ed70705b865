"""From what was written to what is to be made: the site, the clients, the editions, and the plan.

It may not render anything, and does not touch the disk.
"""
