"""The Explore screen: any file or text, looked at and not kept."""
