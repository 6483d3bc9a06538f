import re

import click


@click.command()
@click.option("--path")
@click.option("--pattern")
def scan(path, pattern):
    with open(path) as stream:
        for line in stream:
            if re.match("(.*a){25}" + pattern, line):
                click.echo(line)
