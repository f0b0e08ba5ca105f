"""What people say: one folder a form of it, each with models of its own that are named here for Django."""
