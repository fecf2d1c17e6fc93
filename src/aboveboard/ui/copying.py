"""A Copy button that puts exactly one text on the clipboard and says so."""

import streamlit as st

_MARKUP = '<button type="button"></button><span role="status" aria-live="polite"></span>'

_STYLE = """
:host { display: inline-block; }
button { font: 500 0.87rem var(--st-font, sans-serif); color: var(--st-text-color);
  background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.6rem); padding: 0.3rem 0.8rem;
  min-height: 2.2rem; cursor: pointer; white-space: nowrap; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""

# navigator.clipboard exists on https and on this computer's own address; elsewhere the older command still works
_SCRIPT = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("span");
  button.textContent = data.label;
  button.setAttribute("aria-label", data.spoken);
  const older = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  button.onclick = async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(data.text);
      done = true;
    } catch {
      done = older(data.text);
    }
    button.textContent = done ? data.copied : data.failed;
    told.textContent = button.textContent;
    setTimeout(() => { button.textContent = data.label; told.textContent = ""; }, 2500);
  };
}
"""

_button = st.components.v2.component("aboveboard_copy", html=_MARKUP, css=_STYLE, js=_SCRIPT)


def copy_button(text: str, key: str, label: str = "Copy", spoken: str = "") -> None:
    """`spoken` names the button for screen readers where several stand on one page."""
    _button(
        key=key,
        width="content",
        data={
            "text": text,
            "label": label,
            "spoken": spoken or label,
            "copied": "Copied ✓",
            "failed": "Not copied: select the text",
        },
    )
