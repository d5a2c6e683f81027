"""What each form asks, one file a form."""
