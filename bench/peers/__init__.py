"""`make bench-peers`: the same work by the peers, at stated smaller sizes, on the same machine in the same run."""
