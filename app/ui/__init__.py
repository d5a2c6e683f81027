"""The window: shell, pages, operations, forms, view models, widgets, messages, jobs, theme."""
