"""Line drawings for buttons, as inline SVG that takes the text's colour."""

_PATHS = {
    "copy": '<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V5a1 1 0 0 1 1-1h9"/>',
    "up": '<path d="M7 11v9H4v-9zM7 11l4-7c1.4 0 2.3 1 2 2.500L12.500 10H18c1.300 0 2.200 1.200 1.800 2.400l-1.900 6c-.3 1-1.200 1.600-2.200 1.600H7"/>',
    "down": '<path d="M17 13V4h3v9zM17 13l-4 7c-1.400 0-2.300-1-2-2.500l.5-3.500H6c-1.300 0-2.200-1.200-1.800-2.400l1.900-6C6.400 4.600 7.300 4 8.300 4H17"/>',
    "file": '<path d="M14 3H6v18h12V7zM14 3v4h4M9 13h6M9 17h4"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "bin": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>',
    "pen": '<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>',
    "link": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "why": '<circle cx="12" cy="12" r="8.500"/><path d="M9.800 9.500a2.300 2.300 0 1 1 3.200 2.300c-.7.3-1 .8-1 1.500v.4M12 16.800v.1"/>',
    "left": '<path d="M14 6l-6 6 6 6"/>',
    "right": '<path d="M10 6l6 6-6 6"/>',
    "list": '<path d="M4 6h16M4 12h16M4 18h10"/>',
    "save": '<path d="M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14"/>',
    "add": '<path d="M12 5v14M5 12h14"/>',
}


def icon(name: str, size: int = 18) -> str:
    """A drawing; what it means is said by the button's own label."""
    return (
        f'<svg viewBox="0 0 24 24" width="{size}" height="{size}" aria-hidden="true" fill="none" '
        'stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">'
        f"{_PATHS[name]}</svg>"
    )
