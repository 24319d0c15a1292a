"""Somebody at a terminal, asked one question at a time; questions are no part of the answer."""

import sys
import textwrap

import typer

from borgerflow.experiments.cli import screen

WIDTH = 96
HOW = {
    "da": "Enter tager svaret i klammer; - giver intet svar. Intet gemmes før til sidst.",
    "en": "Enter takes the answer in brackets; - gives none. Nothing is saved before the end.",
}


class Terminal:
    """Whoever sits there."""

    def __init__(self, lang: str) -> None:
        screen.tell(HOW[lang])

    def ask(self, question: str, default: str) -> str:
        """Return what was typed; Enter takes what is offered."""
        screen.tell(textwrap.fill(question, WIDTH, break_on_hyphens=False))
        print(f"[{default}] > " if default else "> ", end="", file=sys.stderr, flush=True)
        try:
            return input() or default
        except EOFError:
            raise typer.Abort from None

    def tell(self, text: str) -> None:
        """Tell what was wrong with an answer."""
        screen.tell(f"! {text}")
