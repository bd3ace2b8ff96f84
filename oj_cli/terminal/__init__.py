"""Typer and Click in Swedish, prompts, progress, errors and exit codes."""
