"""The ASGI side of the app: answers for machines, headers, start-up. No page code."""
