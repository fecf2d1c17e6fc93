"""The Streamlit app: frame, menu, widgets. It calls the desk and draws; it computes nothing."""
