"""What is published about a decision: files, the page for people, verification, and the launch gate."""
