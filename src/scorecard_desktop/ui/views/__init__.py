"""The pages, the indicator panel and the dialogs."""
