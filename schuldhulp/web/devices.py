"""Naming a browser in words that its owner knows. Pure."""

BROWSERS = (
    ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("OPR", "Opera"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android-telefoon of -tablet"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def say_device(user_agent: str) -> str:
    """'Chrome op Windows'; whatever is not known is 'een apparaat'."""
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "")
    machine = next((words for mark, words in MACHINES if mark in user_agent), "")
    if browser and machine:
        return f"{browser} op {machine}"
    return browser or machine or "Een apparaat"
