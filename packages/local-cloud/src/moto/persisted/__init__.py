"""moto's state, kept in a folder: a snapshot of everything, and a journal of each change since.

`persisted_app.py` is what stands before moto; nothing here is used without `--persist`.
"""
