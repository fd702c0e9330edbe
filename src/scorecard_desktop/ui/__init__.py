"""The window: Qt, which calls services and reads the domain."""
