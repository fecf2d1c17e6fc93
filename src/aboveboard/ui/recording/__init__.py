"""The Records screen: who decided what, on which evidence, and what changed since."""
