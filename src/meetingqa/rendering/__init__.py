"""Values as people and programs read them: terminal text, JSON, and files to hand over."""
