"""Statistics that stay honest in a municipality of ten thousand: arrays in, frozen results out."""
