"""`ivrlint completion`: the completion script for a shell."""

from __future__ import annotations

import click


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    bash   eval "$(ivrlint completion bash)"     in ~/.bashrc
    zsh    eval "$(ivrlint completion zsh)"      in ~/.zshrc
    fish   ivrlint completion fish | source      in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from ivrlint._cli import ivrlint

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(completion(ivrlint, {}, "ivrlint", "_IVRLINT_COMPLETE").source())
