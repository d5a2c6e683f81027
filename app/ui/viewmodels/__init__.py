"""What tables show: rows fetched a page at a time, by key, off the interface thread."""
