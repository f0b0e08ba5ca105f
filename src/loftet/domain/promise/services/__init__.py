"""The writes of the app, by noun: a text that is read, the promise as a whole, its commitments, its goals."""
