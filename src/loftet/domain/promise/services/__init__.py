"""The writes of the app, by noun: a text that is read, the promise, its commitments, its goals, its editions."""
