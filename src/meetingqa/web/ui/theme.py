"""The page's look for Gradio's own parts: colours and fonts are the variables of assets/page.css."""

import gradio as gr

_SANS = ("Be Vietnam Pro", "Noto Sans", "system-ui", "sans-serif")
_MONO = ("ui-monospace", "Noto Sans Mono", "monospace")
# A value, and what of Gradio's has it; colours are the same variable by light and dark.
_COLOURS = {
    "var(--paper)": "body_background_fill",
    "var(--ink)": (
        "body_text_color block_title_text_color button_secondary_text_color accordion_text_color "
        "button_secondary_text_color_hover"
    ),
    "var(--muted)": "body_text_color_subdued block_label_text_color input_placeholder_color",
    "var(--surface)": (
        "background_fill_primary block_background_fill panel_background_fill "
        "input_background_fill input_background_fill_focus button_secondary_background_fill "
        "button_cancel_background_fill"
    ),
    "var(--sunken)": "background_fill_secondary button_secondary_background_fill_hover",
    "var(--line)": "border_color_primary block_border_color",
    "var(--accent)": (
        "border_color_accent link_text_color link_text_color_visited input_border_color_focus "
        "button_primary_background_fill loader_color"
    ),
    "var(--accent-soft)": "color_accent_soft",
    "var(--accent-strong)": (
        "link_text_color_hover link_text_color_active button_primary_background_fill_hover"
    ),
    "transparent": "block_label_background_fill button_primary_border_color",
    "var(--line-strong)": "input_border_color button_secondary_border_color",
    "var(--on-accent)": "button_primary_text_color button_primary_text_color_hover",
    "var(--danger-soft)": "button_cancel_background_fill_hover error_background_fill",
    "var(--danger)": (
        "button_cancel_border_color button_cancel_text_color button_cancel_text_color_hover "
        "error_border_color error_text_color error_icon_color"
    ),
}
_MEASURES = {
    "1px": "block_border_width",
    "none": (
        "block_shadow block_label_shadow button_primary_shadow button_primary_shadow_hover "
        "button_secondary_shadow button_secondary_shadow_hover input_shadow"
    ),
    "16px": "block_padding layout_gap",
    "10px 18px": "button_large_padding",
    "500": (
        "button_large_text_weight button_medium_text_weight block_title_text_weight "
        "block_label_text_weight"
    ),
    "0 0 0 3px var(--accent-soft)": "input_shadow_focus",
    "10px 12px": "input_padding",
}


def build_theme() -> gr.themes.Base:
    """A theme that asks no font of any host; light and dark differ in page.css alone."""
    theme = gr.themes.Base(
        font=_SANS,
        font_mono=_MONO,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    )
    looks = {name: value for value, names in _COLOURS.items() for name in names.split()}
    dark = {f"{name}_dark": value for name, value in looks.items()}
    plain = {name: value for value, names in _MEASURES.items() for name in names.split()}
    return theme.set(**looks, **dark, **plain)
