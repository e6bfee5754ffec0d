"""Handbook: releases become the pages that annotators read."""
