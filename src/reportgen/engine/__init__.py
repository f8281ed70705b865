"""A build system: targets, keys, blobs, store, traces, staleness, scheduler, executors, and the output folder.

It brings the files of a plan up to date and knows nothing of articles or clients: of reportgen it may import
`problems` alone.
"""
