"""The frame around the pages: window, rail, top bar, locks, navigation, shortcuts."""
