"""Figures from findings and measurements. Plotly draws them, and one small SVG dot plot for cards and records."""
