"""A file that is looked at: opened, filtered, grouped, drawn and asked. Nothing of it is stored."""
