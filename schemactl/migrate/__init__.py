"""Migration: the plan that leads existing labels from one release to the next."""
