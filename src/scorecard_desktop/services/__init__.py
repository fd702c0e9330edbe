"""What the window and the command both call: sessions, imports, packs, control charts. No Qt."""
