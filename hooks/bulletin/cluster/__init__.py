"""Much of the same work, on the machines of a Dask cluster: the caller's side, and what runs in a worker."""

SETTING = "BULLETIN_SCHEDULER"  # in the environment: where the scheduler is
