"""The tests; a package of its own, since installed ones bring folders called ``tests`` too."""
